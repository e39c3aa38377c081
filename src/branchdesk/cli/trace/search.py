"""The search for a customer who is lost."""

from __future__ import annotations

import click

from branchdesk.actions.handed import read_object
from branchdesk.actions.masked import masked
from branchdesk.actions.sheet import find_case
from branchdesk.actions.trace.record import add_search, lost_days, see
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.options import from_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table


@click.group("search")
def search_command() -> None:
    """Searches for a lost customer. 查找失联客户。"""


@search_command.command("add")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Record a step of the search with its lawful source. 登记查找。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        done = add_search(desk, number, raw)
        days = lost_days(desk, number)
    if as_json:
        print_json({"number": number, "version": done.case.version, "id": done.one.id,
                    "lost_days": days})  # fmt: skip
    else:
        say("trace.search-added", number=number, id=done.one.id, days=days)


@search_command.command("list")
@click.argument("number")
@json_option
@click.pass_obj
def list_searches(ctx: Context, number: str, as_json: bool) -> None:
    """The steps so far, and for how many days contact is lost. 查找记录。"""
    desk = ctx.read()
    case = find_case(desk, number)[0]
    if as_json:
        print_json({"number": number, "lost_days": lost_days(desk, number),
                    "searches": [masked(s, "", full=False) for s in case.searches]})  # fmt: skip
        return
    form = desk.form("search")
    heads = [VOICE.words(f"head.{k}") for k in ("id", "on", "kind", "state")]
    table(
        heads,
        [
            (s.id, s.on, VOICE.words.show(form.label("channel", s.channel)),
             VOICE.words.show(form.label("result", s.result)))
            for s in case.searches
        ],
    )  # fmt: skip
    say("trace.lost", number=number, days=lost_days(desk, number))


@search_command.command("seen")
@click.argument("number")
@click.argument("search")
@json_option
@click.pass_obj
def seen(ctx: Context, number: str, search: str, as_json: bool) -> None:
    """A supervisor has seen what was found. 已阅。"""
    with ctx.write() as desk:
        case = see(desk, number, search)
    if as_json:
        print_json({"number": number, "version": case.version, "id": search})
    else:
        say("trace.seen", number=number, id=search)
