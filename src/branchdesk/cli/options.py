"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from branchdesk.actions.case import reveal
from branchdesk.actions.desk import Desk
from branchdesk.cli.context import Context, given_text


class Day(click.ParamType[date]):
    """An ISO date."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error with an example."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r}: 2026-11-25", param, ctx)


def day_option(name: str, text: str, required: bool = False, key: str = "") -> Callable[[Any], Any]:
    """An option that takes an ISO date; ``key`` names it where its own name is a word of Python."""
    names = (name, key) if key else (name,)
    return click.option(*names, type=Day(), help=text, required=required)


ground_option = click.option("--ground", required=True, help="The reason; @FILE or -. 理由。")
from_option = click.option("--from", "source", required=True, help="JSON: FILE or -. JSON 文件。")
reveal_option = click.option(
    "--reveal", help="Show full numbers; the reason is recorded. 显示完整号码的理由。"
)


def revealed(
    ctx: Context, ref: str, reason: str | None, record: Callable[[Desk, str, str], None] = reveal
) -> bool:
    """True where full numbers may be shown; the reason is recorded first (R181)."""
    if reason is None:
        return False
    with ctx.write() as desk:
        record(desk, ref, given_text(reason))
    return True
