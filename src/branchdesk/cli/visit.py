"""Visits: planned, recorded, called off."""

from __future__ import annotations

import click

from branchdesk.actions.handed import read_object
from branchdesk.actions.visit.plan import cancel_visit, plan_visit
from branchdesk.actions.visit.record import record_visit
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import from_option, ground_option
from branchdesk.cli.output import json_option, print_json, say, say_findings


@click.group("visit")
def visit_command() -> None:
    """Visits to customers. 上门。"""


@visit_command.command("plan")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def plan(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Plan a visit: time agreed, two visitors, papers to take. 计划上门。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = plan_visit(desk, number, raw)
    if as_json:
        print_json({"number": number, "version": done.case.version, "id": done.visit.id,
                    "next_on": done.case.next_on, "findings": done.findings})  # fmt: skip
        return
    say("visit.planned", number=number, id=done.visit.id, at=done.visit.at)
    say_findings(done.findings)


@visit_command.command("record")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def record(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Record a visit as it took place, planned or not. 记录上门。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = record_visit(desk, number, raw)
    if as_json:
        print_json({"number": number, "version": done.case.version, "id": done.visit.id,
                    "entry": done.visit.entry, "next_on": done.case.next_on,
                    "promise": done.promise or None, "breaches": done.breaches,
                    "findings": (*done.breaches, *done.missing)})  # fmt: skip
        return
    say("visit.recorded", number=number, id=done.visit.id)
    if done.breaches:
        say("contact.broke")
    say_findings((*done.breaches, *done.missing))


@visit_command.command("cancel")
@click.argument("number")
@click.argument("visit")
@ground_option
@json_option
@click.pass_obj
def call_off(ctx: Context, number: str, visit: str, ground: str, as_json: bool) -> None:
    """Call a planned visit off. 取消上门。"""
    with ctx.write() as desk:
        case = cancel_visit(desk, number, visit, given_text(ground))
    if as_json:
        print_json({"number": number, "version": case.version, "id": visit})
    else:
        say("visit.cancelled", number=number, id=visit)
