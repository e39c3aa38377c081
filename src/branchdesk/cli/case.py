"""Cases: recorded, looked at, corrected, verified, classified, closed, archived."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from branchdesk.actions import case as actions
from branchdesk.actions import closing, enquiry
from branchdesk.actions.classification import classify
from branchdesk.actions.find import BOOKS, STEPS, book_counts, case_rows
from branchdesk.actions.handed import read_object, read_objects
from branchdesk.actions.masked import masked
from branchdesk.actions.retention.hold import hold, unhold
from branchdesk.actions.sheet import BEFORE, case_sheet, lacks
from branchdesk.actions.view import case_view, row_view, suggestion_view
from branchdesk.basics.finding import Finding
from branchdesk.cli.clock import clocks_command, interrupt_command
from branchdesk.cli.context import Context, given_contract, given_text, read_source
from branchdesk.cli.follow.grade import grade_command
from branchdesk.cli.follow.week import plan_month_command
from branchdesk.cli.options import day_option, from_option, ground_option, reveal_option, revealed
from branchdesk.cli.output import (
    VOICE,
    json_option,
    plain,
    print_json,
    say,
    say_findings,
    table,
)
from branchdesk.cli.sheet import print_case, print_gates
from branchdesk.model.follow.grade import GRADES
from branchdesk.model.row import CaseRow


@click.group("case")
def case_command() -> None:
    """Cases. 案卷。"""


case_command.add_command(grade_command)
case_command.add_command(plan_month_command)


case_command.add_command(clocks_command)
case_command.add_command(interrupt_command)


def _class(row: CaseRow) -> str:
    name = VOICE.words.label("class", row.klass)
    return name if row.confirmed else f"{name}?"


def _standing(key: str, value: object) -> str:
    if value is None:
        return "—"
    noun = {"assigned_to": "role", "decided_by": "role", "book": "book"}.get(key)
    return VOICE.words.label(noun, str(value)) if noun else VOICE.words.show(value)


def _or_empty(value: object) -> object:
    return "" if value is None else value


def _said(added: enquiry.Added) -> None:
    code = "cli.case-joined" if added.existing else "cli.case-added"
    say(code, number=added.number)
    say_findings(added.findings)


@case_command.command("add")
@from_option
@json_option
@click.pass_obj
def add_case(ctx: Context, source: str, as_json: bool) -> None:
    """Record an enquiry, or many: .jsonl one a line. 登记咨询。"""
    data = read_source(source)
    with ctx.write() as desk:
        raws = read_objects(data, source.endswith(".jsonl"))
        added = enquiry.add_all(desk, raws)
    many = source.endswith(".jsonl") or len(added) != 1
    if as_json:
        print_json(added if many else added[0])
        return
    for one in added:
        _said(one)


@case_command.command("open")
@click.argument("contract", required=False)
@click.option("--where", help="severity=moderate")
@json_option
@click.pass_obj
def open_case(ctx: Context, contract: str | None, where: str | None, as_json: bool) -> None:
    """Open cases for accounts of the list; - reads the contract. 由清单建案。"""
    severity = (where or "").removeprefix("severity=")
    known = severity in ("none", "light", "moderate", "severe")
    if bool(contract) == bool(where) or (where and not known):
        raise click.UsageError(VOICE.words("cli.open-usage"))
    with ctx.write() as desk:
        if contract:
            added = [enquiry.open_from_register(desk, given_contract(contract))]
        else:
            added = enquiry.open_many(desk, severity)
    if as_json:
        print_json(added[0] if contract else added)
        return
    for one in added:
        _said(one)
    if not added:
        say("cli.open-none")


@case_command.command("list")
@click.option(
    "--search", default="", help="Name, initials, ID tail, phone, contract; - or @FILE. 搜索。"
)
@click.option(
    "--state", "which", type=click.Choice(["open", "archived", "all"]), default="open", help="状态"
)
@click.option(
    "--class", "klass", type=click.Choice(["non_malicious", "malicious", "technical"]), help="定性"
)
@click.option("--severity", type=click.Choice(["none", "light", "moderate", "severe"]), help="程度")
@click.option("--assigned", "assigned_to", type=click.Choice(STEPS), help="办理人")
@click.option("--level", type=click.Choice(["L1", "L2", "L3"]), help="级别")
@click.option("--book", type=click.Choice(BOOKS), help="台账")
@click.option("--grade", "arrears_grade", type=click.Choice(GRADES), help="欠款等级")
@click.option("--habit", "habit_grade", type=click.Choice(GRADES), help="习惯等级")
@json_option
@click.pass_obj
def list_cases(
    ctx: Context, /, search: str, which: str, as_json: bool, **wanted: str | None
) -> None:
    """Find cases. 列出案卷。"""
    desk = ctx.read()
    asked = {key: value or "" for key, value in wanted.items()}
    rows = case_rows(desk, given_text(search), which, **asked)
    if as_json:
        print_json([row_view(row) for row in rows])
        return
    words = VOICE.words
    heads = [
        words(f"head.{k}")
        for k in ("number", "customer", "state", "class", "severity", "days", "amount")
    ]
    lines = [
        (r.number, r.customer, words.label("state", r.state), _class(r),
         words.label("severity", r.severity), _or_empty(r.days_past_due), _or_empty(r.amount))
        for r in rows
    ]  # fmt: skip
    table(heads, lines, right=(5, 6))


@case_command.command("books")
@json_option
@click.pass_obj
def books(ctx: Context, as_json: bool) -> None:
    """The three books: paying, overdue, sued. 三本台账。"""
    counts = book_counts(ctx.read())
    if as_json:
        print_json(counts)
        return
    words = VOICE.words
    heads = [words("head.book"), words("month.count"), words("head.amount")]
    table(heads, [(words(f"book.{c.book}"), c.count, c.amount) for c in counts], right=(1, 2))


@case_command.command("show")
@click.argument("number")
@day_option("--as-of", "Judge for this day. 截至日。")
@reveal_option
@json_option
@click.pass_obj
def show_case(
    ctx: Context, number: str, as_of: date | None, reveal: str | None, as_json: bool
) -> None:
    """The whole case. 显示案卷。"""
    full = revealed(ctx, number, reveal)
    desk = ctx.read()
    view = case_view(desk, case_sheet(desk, number, as_of), ctx.words(desk), full)
    if as_json:
        print_json(view)
    else:
        labels = {field.key: field.label for field in desk.form("enquiry").fields}
        print_case(view, labels, VOICE.words)


@case_command.command("edit")
@click.argument("number")
@from_option
@ground_option
@json_option
@click.pass_obj
def edit_case(ctx: Context, number: str, source: str, ground: str, as_json: bool) -> None:
    """Correct a case, in the keys of the enquiry. 更正案卷。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case = actions.edit(desk, number, raw, given_text(ground))
    _done(case, "cli.case-edited", as_json)


@case_command.command("verify")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def verify_case(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Identity checked, papers seen, figures compared. 核实。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case, findings = actions.verify(desk, number, raw)
    if as_json:
        print_json(
            {
                "number": case.number,
                "version": case.version,
                "state": case.state,
                "findings": findings,
            }
        )
        return
    say("cli.case-verified", number=case.number)
    say_findings(findings)


@case_command.command("suggest")
@click.argument("number")
@json_option
@click.pass_obj
def suggest_class(ctx: Context, number: str, as_json: bool) -> None:
    """The suggested class with its reasons. 建议定性。"""
    desk = ctx.read()
    view = suggestion_view(desk, case_sheet(desk, number), ctx.words(desk))
    if as_json:
        print_json(view)
        return
    say("cli.suggested", klass=VOICE.words.label("class", view["class"] or ""))
    for reason in view["reasons"]:
        click.echo(f"  + {reason['text']}: {reason['source']}")
    standing = view["standing"]
    for key in ("assigned_to", "decided_by", "level", "book", "restructured_until"):
        click.echo(f"  {VOICE.words(f'head.{key}')}: {_standing(key, standing[key])}")
    for one in view["next"]:
        if isinstance(one, dict):
            click.echo(f"  > {one['text']}: {one['source']}")
    say_findings(one for one in [*standing["reasons"], *view["next"]] if isinstance(one, Finding))


@case_command.command("lacks")
@click.argument("number")
@click.option(
    "--before", type=click.Choice(BEFORE), default=None, help="定性、函件、分期、诉讼、归档"
)
@json_option
@click.pass_obj
def lacking(ctx: Context, number: str, before: str | None, as_json: bool) -> None:
    """What a case still lacks before each step. 还缺什么。"""
    found = lacks(ctx.read(), number, before or "")
    if not as_json:
        print_gates(found, VOICE.words)
        return
    print_json(
        {
            "number": number,
            "gates": [
                {
                    "before": gate.before,
                    "paper": gate.paper or None,
                    "ready": gate.ready,
                    "lacks": [
                        plain(gap.finding) | {"blocks": gap.blocks, "fills": gap.fills or None}
                        for gap in gate.gaps
                    ],
                }
                for gate in found
            ],
        }
    )


@case_command.command("classify")
@click.argument("number")
@click.option(
    "--class",
    "klass",
    required=True,
    type=click.Choice(["non_malicious", "malicious", "technical"]),
    help="定性",
)
@ground_option
@json_option
@click.pass_obj
def classify_case(ctx: Context, number: str, klass: str, ground: str, as_json: bool) -> None:
    """Decide the class; malicious waits for a second person. 定性。"""
    with ctx.write() as desk:
        case = classify(desk, number, klass, given_text(ground))
    decision = case.decision
    if as_json and decision is not None:
        print_json(
            {"number": case.number, "version": case.version, "state": case.state,
             "class": decision.klass, "class_confirmed": decision.confirmed,
             "approval": decision.approval or None}
        )  # fmt: skip
    elif decision is not None:
        code = "cli.classified" if decision.confirmed else "cli.classified-suspected"
        say(code, number=number, klass=VOICE.words.label("class", klass), id=decision.approval)


@case_command.command("close")
@click.argument("number")
@click.option("--outcome", required=True, help="settled, written_off, ... 结果")
@ground_option
@json_option
@click.pass_obj
def close_case(ctx: Context, number: str, outcome: str, ground: str, as_json: bool) -> None:
    """Close a case with its outcome. 结案。"""
    with ctx.write() as desk:
        case = closing.close(desk, number, outcome, given_text(ground))
    _done(case, "cli.case-closed", as_json)


@case_command.command("archive")
@click.argument("number")
@json_option
@click.pass_obj
def archive_case(ctx: Context, number: str, as_json: bool) -> None:
    """Seal a closed case into its month. 归档。"""
    with ctx.write() as desk:
        month = closing.archive(desk, number)
    if as_json:
        print_json({"number": number, "state": "archived", "month": month})
    else:
        say("cli.case-archived", number=number, month=month)


@case_command.command("reopen")
@click.argument("number")
@ground_option
@json_option
@click.pass_obj
def reopen_case(ctx: Context, number: str, ground: str, as_json: bool) -> None:
    """Open an archived case again. 重开案卷。"""
    with ctx.write() as desk:
        case = closing.reopen(desk, number, given_text(ground))
    _done(case, "cli.case-reopened", as_json)


@case_command.command("hold")
@click.argument("number")
@ground_option
@json_option
@click.pass_obj
def hold_case(ctx: Context, number: str, ground: str, as_json: bool) -> None:
    """Keep a case beyond its time. 保留案卷。"""
    with ctx.write() as desk:
        held = hold(desk, number, given_text(ground))
    if as_json:
        print_json(masked(held, "", False))
    else:
        say("hold.set", number=number, id=held.id)


@case_command.command("unhold")
@click.argument("number")
@ground_option
@json_option
@click.pass_obj
def unhold_case(ctx: Context, number: str, ground: str, as_json: bool) -> None:
    """Lift every hold of a case. 解除保留。"""
    with ctx.write() as desk:
        lifted = unhold(desk, number, given_text(ground))
    if as_json:
        print_json([masked(one, "", False) for one in lifted])
    else:
        say("hold.lifted", number=number, ids=[one.id for one in lifted])


def _done(case: Any, code: str, as_json: bool) -> None:
    if as_json:
        print_json({"number": case.number, "version": case.version, "state": case.state})
    else:
        say(code, number=case.number, state=VOICE.words.label("state", case.state))
