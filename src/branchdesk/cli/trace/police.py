"""Reports to the police."""

from __future__ import annotations

import click

from branchdesk.actions.handed import read_object
from branchdesk.actions.trace.police import ask as ask_for
from branchdesk.actions.trace.police import filed as keep_filed
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.options import from_option
from branchdesk.cli.output import json_option, print_json, say


@click.group("police")
def police_command() -> None:
    """Reports to the police, on facts of a suspected crime. 报案。"""


@police_command.command("ask")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def ask(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Ask to report a suspected crime; a supervisor decides. 提请报案。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case, report = ask_for(desk, number, raw)
    if as_json:
        print_json({"number": number, "version": case.version, "id": report.id,
                    "approval": report.approval})  # fmt: skip
    else:
        say("police.asked", id=report.id, approval=report.approval)


@police_command.command("filed")
@click.argument("number")
@click.argument("report")
@from_option
@json_option
@click.pass_obj
def filed(ctx: Context, number: str, report: str, source: str, as_json: bool) -> None:
    """Record that a granted report was filed. 登记报案。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case = keep_filed(desk, number, report, raw)
    if as_json:
        print_json({"number": number, "version": case.version, "id": report})
    else:
        say("police.filed", number=number, id=report)
