"""The worklist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from branchdesk.actions.account import list_notice
from branchdesk.actions.contact.reminder import export_reminders
from branchdesk.actions.due.take import due_notice
from branchdesk.actions.follow.snooze import Snoozed, snooze, wake
from branchdesk.actions.today import today
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.cli.context import Context, given_text
from branchdesk.cli.options import day_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table
from branchdesk.reports.worklist import Item, by_customer, text_of


@click.group("today", invoke_without_command=True)
@day_option("--as-of", "For this day. 日期。")
@click.option("--kind", default="", help="Only this kind. 只看一类。")
@click.option("--mine", is_flag=True, help="What my role works. 只看本人岗位的。")
@click.option("--snoozed", is_flag=True, help="What is put off. 只看暂缓的。")
@click.option(
    "--csv", "file", type=click.Path(path_type=Path), help="The SMS platform's FILE.csv. 短信文件。"
)
@json_option
@click.pass_context
def today_command(
    call: click.Context,
    as_of: date | None,
    kind: str,
    mine: bool,
    snoozed: bool,
    file: Path | None,
    as_json: bool,
) -> None:
    """What must be done now. 今日待办。"""
    if call.invoked_subcommand is not None:
        return
    ctx: Context = call.obj
    if file is not None:
        _messages(ctx, kind, file, as_json)
        return
    desk = ctx.read()
    items = today(desk, as_of, kind, mine, snoozed)
    words = VOICE.words
    if as_json:
        print_json(
            [{"kind": i.kind, "case": i.case or None, "due": i.due, "urgency": i.urgency,
              "customer": i.customer, "assigned": i.roles[0] if i.roles else None,
              "until": i.until, "text": words.finding(i.text)} for i in items]
        )  # fmt: skip
        return
    for notice in (list_notice(desk), due_notice(desk)):
        if notice is not None:
            click.echo(words.finding(notice))
    heads = [words(f"head.{k}") for k in ("urgency", "number", "customer", "what")]
    table(heads, [row for group in by_customer(items) for row in _rows(group)])


def _rows(group: tuple[Item, ...]) -> Iterator[tuple[str, ...]]:
    """A customer's things, the most urgent first; the customer is named once."""
    words = VOICE.words
    for at, item in enumerate(group):
        # Without a case, the contract is what one opens it by.
        urgent, number = words(f"urgency.{item.urgency}"), item.case or item.contract
        who = item.customer if at == 0 else ""
        yield f"  {urgent}" if at else urgent, number, who, text_of(item, words)


@today_command.command("snooze")
@click.argument("number")
@click.option("--kind", required=True, help="Which kind of work. 哪一类待办。")
@click.option("--until", required=True, help="Listed again on this day; today: at once. 暂缓到。")
@ground_option
@json_option
@click.pass_obj
def snooze_command(
    ctx: Context, number: str, kind: str, until: str, ground: str, as_json: bool
) -> None:
    """Put off what a case has due of one kind. 暂缓待办。"""
    raw = {"until": until, "ground": given_text(ground)}
    with ctx.write() as desk:
        done = snooze(desk, number, kind, raw)
    _told(done, as_json)


@today_command.command("wake")
@click.argument("number")
@click.option("--kind", required=True, help="Which kind of work. 哪一类待办。")
@json_option
@click.pass_obj
def wake_command(ctx: Context, number: str, kind: str, as_json: bool) -> None:
    """Take up again what was put off. 恢复待办。"""
    with ctx.write() as desk:
        done = wake(desk, number, kind)
    _told(done, as_json)


def _told(done: Snoozed, as_json: bool) -> None:
    number, version = done.case.number, done.case.version
    if as_json:
        print_json({"number": number, "version": version, "ids": done.ids, "until": done.until})
        return
    code = "snooze.saved" if done.until else "snooze.woken"
    say(code, number=number, until=done.until, what=done.what)


def _messages(ctx: Context, kind: str, file: Path, as_json: bool) -> None:
    """The reminders by SMS as the platform's file."""
    if kind != "reminder":
        raise BadInput(Finding("reminder.only-reminders", field="kind"))
    with ctx.write() as desk:
        done = export_reminders(desk, file)
    if as_json:
        print_json(done)
        return
    say("reminder.exported", count=done.count, file=done.file)
    if done.without_number:
        say("reminder.without-number", cases=list(done.without_number))
    if done.contracts_without_number:
        say("due.without-number", contracts=list(done.contracts_without_number))
