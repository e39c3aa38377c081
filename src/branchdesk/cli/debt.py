"""What is owed on a day, each segment a line."""

from __future__ import annotations

from datetime import date

import click

from branchdesk.actions.sheet import case_sheet
from branchdesk.actions.view import debt_view
from branchdesk.cli.context import Context
from branchdesk.cli.options import day_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table

PARTS = ("principal", "interest", "penalty", "compound", "fees", "total", "per_day")
EASED = ("waived", "reversed")
"""What is no longer owed: shown where there is any."""


@click.command("debt")
@click.argument("number")
@day_option("--as-of", "For this day. 截至日。")
@json_option
@click.pass_obj
def debt_command(ctx: Context, number: str, as_of: date | None, as_json: bool) -> None:
    """What is owed, so that it can be added up again. 欠款计算。"""
    desk = ctx.read()
    view = debt_view(case_sheet(desk, number, as_of))
    if as_json:
        print_json(view)
        return
    words = VOICE.words
    say("cli.debt", number=number, as_of=view["as_of"])
    eased = [part for part in EASED if view[part]]
    parts = (*PARTS, *eased)
    table(("", ""), [(words(f"head.{part}"), view[part]) for part in parts], right=(1,))
    lines = [
        (
            s["base"],
            f"{(s['rate'] * 100).normalize():f}%",
            s["from"],
            s["to"],
            s["days"],
            s["basis"],
            s["amount"],
        )
        for s in view["segments"]
    ]  # fmt: skip
    if lines:
        keys = ("base", "rate", "from", "to", "days", "basis", "penalty")
        table([words(f"head.{key}") for key in keys], lines, right=(0, 1, 4, 5, 6))
    if view.get("core"):
        say("judge.core", total=view["core"]["total"])
    say_findings(view["findings"])
