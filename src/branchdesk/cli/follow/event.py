"""Events of the customer: recorded, looked into, closed."""

from __future__ import annotations

from datetime import date

import click

from branchdesk.actions.follow.event import (
    Told,
    add_event,
    close_event,
    event_view,
    events_of,
    look_into,
)
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import day_option, from_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table


@click.group("event")
def event_command() -> None:
    """Events of the customer. 客户的变故。"""


@event_command.command("add")
@click.argument("number")
@click.option("--kind", default="", help="deceased, bankrupt, moved, ... 种类。")
@day_option("--on", "The day of it. 发生日期。")
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, number: str, kind: str, on: date | None, source: str, as_json: bool) -> None:
    """Record an event with its evidence; what follows is told. 登记变故。"""
    raw = read_object(read_source(source))
    raw |= {"kind": kind} if kind else {}
    raw |= {"on": on.isoformat()} if on else {}
    with ctx.write() as desk:
        done = add_event(desk, number, raw)
        view = event_view(desk, done.event)
    _told(done, view["due"], "event.added", as_json)
    if not as_json:
        say("event.task", task=view["task"], due=view["due"])


@event_command.command("look")
@click.argument("number")
@click.argument("event")
@from_option
@json_option
@click.pass_obj
def look(ctx: Context, number: str, event: str, source: str, as_json: bool) -> None:
    """Record what was found; the next look follows. 变故跟进。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = look_into(desk, number, event, raw)
        due = event_view(desk, done.event)["due"]
    _told(done, due, "event.looked", as_json)


@event_command.command("close")
@click.argument("number")
@click.argument("event")
@ground_option
@click.option("--wrong", is_flag=True, help="It was recorded in error. 登记有误。")
@json_option
@click.pass_obj
def close(ctx: Context, number: str, event: str, ground: str, wrong: bool, as_json: bool) -> None:
    """Close an event: it is no longer watched. 变故了结。"""
    with ctx.write() as desk:
        done = close_event(desk, number, event, given_text(ground), wrong)
    _told(done, None, "event.closed", as_json)


def _told(done: Told, due: date | None, code: str, as_json: bool) -> None:
    case, event = done.case, done.event
    if as_json:
        print_json({"number": case.number, "version": case.version, "id": event.id, "due": due,
                    "findings": done.findings})  # fmt: skip
        return
    say(code, number=case.number, id=event.id, due=due)
    say_findings(done.findings)


@event_command.command("list")
@click.argument("number")
@json_option
@click.pass_obj
def list_events(ctx: Context, number: str, as_json: bool) -> None:
    """The customer's events with what is due. 列出变故。"""
    desk = ctx.read()
    views = [event_view(desk, event) for event in events_of(desk, number)]
    if as_json:
        print_json(views)
        return
    words = VOICE.words
    heads = [words(f"head.{key}") for key in ("id", "what", "on", "state", "due")]
    rows = [
        (v["id"], v["label"], v["on"], words(f"event.state-{v['state']}"), v["due"] or "")
        for v in views
    ]
    table(heads, rows)
