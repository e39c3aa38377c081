"""Mandates to agencies and law firms, their reports, and taking them back."""

from __future__ import annotations

import click

from branchdesk.actions.agency.mandate import propose
from branchdesk.actions.agency.mandate import recall as take_back
from branchdesk.actions.agency.report import add_report, review_report
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import from_option, ground_option
from branchdesk.cli.output import json_option, print_json, say, say_findings


@click.command("mandate")
@click.argument("number")
@click.argument("agency")
@from_option
@json_option
@click.pass_obj
def mandate(ctx: Context, number: str, agency: str, source: str, as_json: bool) -> None:
    """Propose to entrust a case; a supervisor decides. 提请委托。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        made = propose(desk, number, agency, raw)
    one = made.mandate
    if as_json:
        print_json({"number": number, "version": made.case.version, "id": one.id,
                    "approval": one.approval, "until": one.until,
                    "findings": made.findings})  # fmt: skip
        return
    say("mandate.asked", id=one.id, name=one.name, until=one.until, approval=one.approval)
    say_findings(made.findings)


@click.command("report")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def report(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Take in a report of the agency. 登记机构报告。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case, made = add_report(desk, number, raw)
    if as_json:
        print_json({"number": number, "version": case.version, "id": made.id})
    else:
        say("mandate.report-added", number=number, id=made.id)


@click.command("review")
@click.argument("number")
@click.argument("report")
@from_option
@json_option
@click.pass_obj
def review(ctx: Context, number: str, report: str, source: str, as_json: bool) -> None:
    """Look at a report that another took in; breaches are kept. 审核机构报告。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case, made = review_report(desk, number, report, raw)
    if as_json:
        print_json({"number": number, "version": case.version, "id": made.id,
                    "breaches": made.breaches})  # fmt: skip
    else:
        say("mandate.reviewed-broken" if made.breaches else "mandate.reviewed",
            number=number, id=made.id)  # fmt: skip


@click.command("recall")
@click.argument("number")
@click.option("--mandate", "mandate_id", default="", help="Which, where several run. 委托编号。")
@ground_option
@json_option
@click.pass_obj
def recall(ctx: Context, number: str, mandate_id: str, ground: str, as_json: bool) -> None:
    """Take the case back; it is dunned by ourselves again. 收回委托。"""
    with ctx.write() as desk:
        case = take_back(desk, number, given_text(ground), mandate_id)
    if as_json:
        print_json({"number": number, "version": case.version, "state": case.state})
    else:
        say("mandate.recalled", number=number)


COMMANDS = (mandate, report, review, recall)
