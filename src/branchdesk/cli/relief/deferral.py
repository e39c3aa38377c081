"""Deferrals."""

from __future__ import annotations

import click

from branchdesk.actions.relief.deferral import defer
from branchdesk.cli.context import Context, given_text
from branchdesk.cli.options import ground_option
from branchdesk.cli.output import json_option, print_json, say


@click.command("defer")
@click.argument("number")
@click.option("--days", required=True, help="From today. 从今天起的天数。")
@ground_option
@json_option
@click.pass_obj
def defer_command(ctx: Context, number: str, days: str, ground: str, as_json: bool) -> None:
    """Defer a payment by a few days. 延期还款。"""
    raw = {"days": days, "ground": given_text(ground)}
    with ctx.write() as desk:
        done = defer(desk, number, raw)
    one = done.deferral
    if as_json:
        print_json(
            {"number": number, "version": done.case.version, "id": one.id, "days": one.days,
             "until": one.until, "state": one.state, "approval": one.approval or None}
        )  # fmt: skip
        return
    code = "deferral.asked" if one.approval else "deferral.given"
    say(code, id=one.id, number=number, until=one.until, approval=one.approval)
