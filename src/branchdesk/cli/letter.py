"""Letters and their templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import click

from branchdesk.actions import letter as actions
from branchdesk.actions.caselist.letters import draft_many, fitting_numbers
from branchdesk.actions.delivery import record as delivery
from branchdesk.actions.handed import read_object
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.options import day_option, from_option
from branchdesk.cli.output import (
    VOICE,
    json_option,
    print_json,
    say,
    say_findings,
    say_notes,
    say_progress,
    table,
)
from branchdesk.model.case import Letter


@click.group("letter")
def letter_command() -> None:
    """Letters. 文书。"""


@letter_command.command("kinds")
@click.argument("number", required=False)
@json_option
@click.pass_obj
def list_kinds(ctx: Context, number: str | None, as_json: bool) -> None:
    """Which letters there are, and for a case which may be drafted now. 可拟文书。"""
    desk = ctx.read()
    kinds = actions.kinds(desk, number or "")
    if as_json:
        print_json(kinds)
        return
    words = VOICE.words
    heads = [words(f"head.{k}") for k in ("letter", "what", "allowed")]
    table(heads, [(k.code, k.title, words.show(k.allowed) if number else "") for k in kinds])
    for kind in kinds:
        if kind.why:
            click.echo(words.show(kind.title))
        say_findings(kind.why)


@letter_command.command("names")
@json_option
@click.pass_obj
def list_names(ctx: Context, as_json: bool) -> None:
    """The names that a template may use. 模板可用的名称。"""
    desk = ctx.read()
    names = actions.catalogue(desk).names
    if as_json:
        print_json(names)
        return
    table(("", ""), [("{{ " + key + " }}", name.label) for key, name in names.items()])


@letter_command.command("draft")
@click.argument("number")
@click.argument("code")
@click.option("--lang", "lang", type=click.Choice(["zh", "en"]), help="Language. 语言。")
@click.option("--to", type=int, default=0, help="The guarantor's place, from 1. 第几个保证人。")
@json_option
@click.pass_obj
def draft(ctx: Context, number: str, code: str, lang: str | None, to: int, as_json: bool) -> None:
    """Draft a letter: marked, without a number. 拟稿。"""
    with ctx.write() as desk:
        letter = actions.draft(desk, number, code, cast("Lang | None", lang), to)
        file = desk.folder.papers / number / letter.file
        say_notes(actions.too_old_to_issue(desk, letter))
    _done("cli.letter-drafted", number, letter, file, as_json)


@letter_command.command("batch")
@click.argument("code")
@click.option("--where", multiple=True, help="severity=light, class=, state=, assigned= ; 条件")
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path), help="Folder. 文件夹"
)
@click.option("--lang", "lang", type=click.Choice(["zh", "en"]), help="Language. 语言。")
@json_option
@click.pass_obj
def batch(
    ctx: Context, code: str, where: tuple[str, ...], folder: Path, lang: str | None, as_json: bool
) -> None:
    """Draft one letter for many cases, copies in a folder. 批量拟稿。"""
    with ctx.write() as desk:
        numbers = fitting_numbers(desk, where)
        made = draft_many(
            desk, numbers, code, folder, cast("Lang | None", lang), progress=say_progress
        )
    if as_json:
        print_json(made)
        return
    say("letter.batch-done", count=len(made.drafted))
    if made.left:
        say("letter.batch-left", count=len(made.left))
    for one in made.left:
        click.echo(one.number)
        say_findings(one.why)
    if made.left and not made.drafted:
        raise click.exceptions.Exit(3)


@letter_command.command("issue")
@click.argument("number")
@click.argument("letter_id")
@json_option
@click.pass_obj
def issue(ctx: Context, number: str, letter_id: str, as_json: bool) -> None:
    """Issue a draft: it gets its number and is frozen. 签发。"""
    with ctx.write() as desk:
        letter = actions.issue(desk, number, letter_id)
        file = desk.folder.papers / number / letter.file
    _done("cli.letter-issued", letter.number, letter, file, as_json)


@letter_command.command("sent")
@click.argument("number")
@click.argument("letter_id")
@from_option
@json_option
@click.pass_obj
def sent(ctx: Context, number: str, letter_id: str, source: str, as_json: bool) -> None:
    """Record how an issued letter was sent. 记录寄送。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = delivery.send(desk, number, letter_id, raw)
    told = {"number": number, "letter": letter_id, "id": done.delivery.id}
    _delivery(done, "delivery.sent", {**told, "due": done.confirm_by}, as_json)


@letter_command.command("delivered")
@click.argument("number")
@click.argument("letter_id")
@day_option("--on", "The day. 日期。", required=True)
@click.option("--proof", required=True, help="signed, sealed, refused, returned ... 结果。")
@click.option("--from", "source", default="", help="JSON: FILE or -. JSON 文件。")
@json_option
@click.pass_obj
def delivered(
    ctx: Context, number: str, letter_id: str, on: date, proof: str, source: str, as_json: bool
) -> None:
    """Record what came of a sending, with its proof. 记录送达。"""
    raw = read_object(read_source(source)) if source else {}
    with ctx.write() as desk:
        told = {**raw, "on": on.isoformat(), "proof": proof}
        done = delivery.deliver(desk, number, letter_id, told)
    _delivery(done, "delivery.recorded", _recorded(number, letter_id, done), as_json)


@letter_command.command("confirm")
@click.argument("number")
@click.argument("letter_id")
@from_option
@json_option
@click.pass_obj
def confirm(ctx: Context, number: str, letter_id: str, source: str, as_json: bool) -> None:
    """Record the call that asked whether it arrived. 电话确认送达。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = delivery.confirm(desk, number, letter_id, raw)
    _delivery(done, "delivery.recorded", _recorded(number, letter_id, done), as_json)


def _recorded(number: str, letter_id: str, done: delivery.Done) -> dict[str, object]:
    return {"number": number, "letter": letter_id, "id": done.delivery.id, "why": done.arrival.why}


def _delivery(done: delivery.Done, code: str, facts: dict[str, object], as_json: bool) -> None:
    if not as_json:
        say(code, **facts)
        return
    print_json({
        "number": done.case.number, "version": done.case.version, "letter": done.letter.id,
        "id": done.delivery.id, "arrival": done.arrival.state, "arrived_on": done.arrival.on,
        "confirm_by": done.confirm_by.day, "provisional": done.confirm_by.provisional,
        "findings": done.findings,
    })  # fmt: skip


def _done(code: str, number: str, letter: Letter, file: Path, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "id": letter.id,
                "number": letter.number or None,
                "file": file,
                "sha256": letter.sha256,
                "as_of": letter.as_of,
            }
        )
    else:
        say(code, number=number, id=letter.id, file=file)


@letter_command.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def check(ctx: Context, file: Path | None, as_json: bool) -> None:
    """Check the templates that letters use, or one file. 检查模板。"""
    if file is not None and not file.is_file():
        raise BadInput(Finding("file.missing", {"file": file.name}))
    found = actions.check_templates(ctx.read(), file)
    if as_json:
        print_json(found)
    else:
        for name, findings in found.items():
            if findings:
                click.echo(name)
                say_findings(findings)
            else:
                say("cli.letter-checked", file=name)
    if any(found.values()):
        raise click.exceptions.Exit(2)
