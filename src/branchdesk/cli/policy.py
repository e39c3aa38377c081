"""The branch's policy: values, dates and sources."""

from __future__ import annotations

from datetime import date

import click

from branchdesk.actions.policy import policy_rows
from branchdesk.cli.context import Context
from branchdesk.cli.options import day_option
from branchdesk.cli.output import VOICE, json_option, print_json, table


@click.group("policy")
def policy_command() -> None:
    """Thresholds with their sources. 规则参数。"""


@policy_command.command("show")
@click.argument("key", required=False)
@day_option("--on", "The values of this day. 生效日。")
@json_option
@click.pass_obj
def show(ctx: Context, key: str | None, on: date | None, as_json: bool) -> None:
    """All values of a day, or those whose key begins so. 显示参数。"""
    desk = ctx.read()
    rows = policy_rows(desk, key or "", on or desk.today)
    if as_json:
        print_json(rows)
        return
    heads = [VOICE.words(f"head.{k}") for k in ("key", "what", "value", "source")]
    table(heads, [(r["key"], r["label"], str(r["value"]), r["source"]) for r in rows])
