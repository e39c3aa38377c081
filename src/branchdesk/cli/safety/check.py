"""Is everything as it was recorded."""

from __future__ import annotations

import click
import msgspec

from branchdesk.actions.safety.check import check_desk
from branchdesk.basics.errors import Damaged
from branchdesk.cli.context import Context
from branchdesk.cli.output import json_option, print_json, say, say_findings, say_progress


@click.command("check")
@click.option("--anchor", default="", metavar="SEQ:HEAD", help="Printed on papers. 纸上的校验码。")
@json_option
@click.pass_obj
def check_command(ctx: Context, anchor: str, as_json: bool) -> None:
    """Look at every record and file; nothing is changed. 核对全部记录与文件。"""
    desk = ctx.read()
    found = check_desk(desk, anchor, say_progress)
    if found.faults and not as_json:
        say_findings(desk.notes)
    if found.faults:
        raise Damaged(found.faults)
    if as_json:
        print_json(msgspec.structs.asdict(found))
        return
    say(
        "check.whole", rows=found.rows, cases=found.cases, sealed=found.sealed, files=found.files,
        anchor=found.anchor,
    )  # fmt: skip
    if found.rows_before:
        say("check.before", rows=found.rows_before)
