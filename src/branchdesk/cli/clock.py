"""Clocks of a case, guarantors, interruptions."""

from __future__ import annotations

from datetime import date

import click

from branchdesk.actions.clock.guarantor import add_guarantor, claim, edit_guarantor
from branchdesk.actions.clock.interrupt import interrupt, take_back
from branchdesk.actions.handed import read_object
from branchdesk.actions.masked import masked
from branchdesk.actions.sheet import case_sheet
from branchdesk.actions.view import clocks_view
from branchdesk.basics.finding import Finding
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import day_option, from_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table
from branchdesk.model.case import Case
from branchdesk.reports.clock import clock_lines


@click.command("clocks")
@click.argument("number")
@day_option("--as-of", "As they stand on this day. 截至日。")
@json_option
@click.pass_obj
def clocks_command(ctx: Context, number: str, as_of: date | None, as_json: bool) -> None:
    """Limitation, guarantees, courts: every last day and why. 期限。"""
    desk = ctx.read()
    sheet = case_sheet(desk, number, as_of)
    if as_json:
        print_json(clocks_view(sheet, ctx.words(desk)))
        return
    say("clock.head", as_of=sheet.as_of)
    for rank, line in clock_lines(sheet.clocks, sheet.as_of, VOICE.words):
        click.echo(f"    {line}" if rank == "more" else f"- {line}")
    if not sheet.clocks:
        say("clock.none")


@click.command("interrupt")
@click.argument("number")
@click.option("--from", "source", help="JSON: FILE or -. JSON 文件。")
@click.option("--reverse", "seq", type=int, help="Take entry N back instead. 撤销第几条。")
@click.option("--ground", help="Why it is taken back; @FILE or -. 理由。")
@json_option
@click.pass_obj
def interrupt_command(
    ctx: Context, number: str, source: str | None, seq: int | None, ground: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Record what interrupts limitation, or take one back. 登记时效中断。"""
    if (source is None) == (seq is None):
        raise click.UsageError("--from FILE / --reverse N --ground WHY")
    found: list[Finding] = []
    raw = read_object(read_source(source)) if source is not None else {}
    with ctx.write() as desk:
        if seq is not None:
            case = take_back(desk, number, seq, given_text(ground or ""))
        else:
            case, found = interrupt(desk, number, raw)
    _done(case, found, as_json)


@click.group("guarantor")
def guarantor_command() -> None:
    """Guarantors and claims on them. 保证人。"""


@guarantor_command.command("list")
@click.argument("number")
@json_option
@click.pass_obj
def list_guarantors(ctx: Context, number: str, as_json: bool) -> None:
    """The guarantors of a case with the places they are named by. 列出保证人。"""
    desk = ctx.read()
    sheet = case_sheet(desk, number)
    many = [masked(one, "", False) | {"no": no}
            for no, one in enumerate(sheet.case.loan.guarantors, 1)]  # fmt: skip
    if as_json:
        print_json(many)
        return
    words, form = VOICE.words, desk.form("guarantor")
    keys = ("name", "kind", "contract_no", "until", "maximum", "phone")
    heads = ["", *(words.show(f.label) for k in keys if (f := form.field(k)))]
    rows = [
        (one["no"], *(words.show(form.label(k, str(one[k]))) if one[k] else "" for k in keys))
        for one in many
    ]
    if rows:
        table(heads, rows)
    else:
        say("clock.nobody")


@guarantor_command.command("add")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Record a guarantor by the guarantee contract. 登记保证人。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case = add_guarantor(desk, number, raw)
    _done(case, [], as_json)


@guarantor_command.command("edit")
@click.argument("number")
@click.argument("no", type=int)
@from_option
@ground_option
@json_option
@click.pass_obj
def edit(ctx: Context, number: str, no: int, source: str, ground: str, as_json: bool) -> None:
    """Correct guarantor NO (its place in the list, from 1). 更正保证人。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case = edit_guarantor(desk, number, no, raw, given_text(ground))
    _done(case, [], as_json)


@guarantor_command.command("claim")
@click.argument("number")
@click.argument("no", type=int)
@from_option
@json_option
@click.pass_obj
def claim_on(ctx: Context, number: str, no: int, source: str, as_json: bool) -> None:
    """Record a claim on guarantor NO with its evidence. 登记要求保证人承担责任。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case, found = claim(desk, number, no, raw)
    _done(case, found, as_json)


def _done(case: Case, found: list[Finding], as_json: bool) -> None:
    if as_json:
        print_json({"number": case.number, "version": case.version, "findings": found})
        return
    say("clock.saved", number=case.number)
    say_findings(found)
