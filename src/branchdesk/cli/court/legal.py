"""Suits: asked for, followed stage by stage."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from branchdesk.actions.handed import read_object
from branchdesk.actions.legal.suit import (
    LegalView,
    ask_to_sue,
    legal_view,
    list_credit,
    record_stage,
)
from branchdesk.actions.legal.told import clock_line, legal_lines
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import day_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings


@click.group("legal")
def legal_command() -> None:
    """Suits. 诉讼。"""


@legal_command.command("show")
@click.argument("number")
@json_option
@click.pass_obj
def show(ctx: Context, number: str, as_json: bool) -> None:
    """Triggers, missing papers, fees, stages and clocks. 诉讼情况。"""
    view = legal_view(ctx.read(), number)
    if as_json:
        print_json(_plain(view))
    else:
        _print(view)


@legal_command.command("hand-over")
@click.argument("number")
@ground_option
@json_option
@click.pass_obj
def hand_over(ctx: Context, number: str, ground: str, as_json: bool) -> None:
    """Ask the supervisor to give the case to legal. 申请起诉。"""
    with ctx.write() as desk:
        asked = ask_to_sue(desk, number, given_text(ground))
    if as_json:
        print_json({"number": number, "approval": asked.id, "triggers": asked.facts["triggers"]})
    else:
        say("suit.asked", number=number, id=asked.id)


@legal_command.command("stage")
@click.argument("number")
@click.argument("stage")
@day_option("--on", "The day it happened. 日期。", required=True)
@click.option("--from", "source", help="number, court, amount, note as JSON: FILE or -. 其他项目。")
@json_option
@click.pass_obj
def stage(
    ctx: Context, number: str, stage: str, on: date, source: str | None, as_json: bool
) -> None:
    """Record a stage of the proceedings. 登记诉讼进展。"""
    told = read_object(read_source(source)) if source else {}
    with ctx.write() as desk:
        case, remarks = record_stage(desk, number, {**told, "stage": stage, "on": on.isoformat()})
        found = legal_view(desk, number)
    if as_json:
        print_json({"number": number, "version": case.version, "stage": stage,
                    "findings": remarks, "clocks": found.clocks})  # fmt: skip
        return
    say("suit.recorded", number=number, stage=VOICE.words.label("suit", stage))
    say_findings(remarks)
    _print_clocks(found)


@legal_command.command("credit-record")
@click.argument("number")
@ground_option
@json_option
@click.pass_obj
def credit_record(ctx: Context, number: str, ground: str, as_json: bool) -> None:
    """Record the listing in the credit record; a notice comes first. 登记征信报送。"""
    with ctx.write() as desk:
        case = list_credit(desk, number, given_text(ground))
    if as_json:
        print_json({"number": number, "version": case.version})
    else:
        say("suit.credit-listed", number=number)


def _plain(view: LegalView) -> dict[str, Any]:
    sheet, suit = view.sheet, view.case.suit
    return {
        "number": view.number,
        "triggers": sheet.fired,
        "lacking": view.lacking,
        "against": view.against,
        "missing": sheet.missing,
        "claim": sheet.claim,
        "court_fee": sheet.fee,
        "preservation_fee": view.preservation_fee,
        "since": suit.since if suit else None,
        "stages": suit.stages if suit else (),
        "clocks": view.clocks,
    }


def _print(view: LegalView) -> None:
    for line in legal_lines(view, VOICE.words):
        click.echo(line)


def _print_clocks(view: LegalView) -> None:
    for clock in view.clocks:
        click.echo(clock_line(clock, VOICE.words))
