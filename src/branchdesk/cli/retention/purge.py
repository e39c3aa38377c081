"""The purge list, and the purge of cases whose time is over."""

from __future__ import annotations

from datetime import date

import click

from branchdesk.actions.desk import Desk
from branchdesk.actions.retention.purge import Kept, ask_to_purge, purge_list
from branchdesk.actions.view import approval_view
from branchdesk.basics.finding import Finding
from branchdesk.cli.context import Context, given_text
from branchdesk.cli.options import day_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table


@click.command("purge")
@click.argument("numbers", nargs=-1)
@click.option("--list", "as_list", is_flag=True, help="What could go, what is held. 销毁清单。")
@day_option("--as-of", "Judge the list for this day. 截至日。")
@click.option("--ground", help="The reason; @FILE or -. 理由。")
@json_option
@click.pass_obj
def purge_command(
    ctx: Context, numbers: tuple[str, ...], as_list: bool, as_of: date | None,
    ground: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Ask for cases to be purged, or list them. 销毁到期案卷。"""
    if as_list == bool(numbers) or (numbers and (ground is None or as_of)):
        raise click.UsageError(VOICE.words("purge.usage"))
    if as_list:
        _list(ctx.read(), as_of, as_json)
        return
    with ctx.write() as desk:
        asked = ask_to_purge(desk, numbers, given_text(ground or ""))
    if as_json:
        print_json(approval_view(asked))
    else:
        say("purge.asked", count=len(asked.facts["cases"]), id=asked.id)


def _list(desk: Desk, as_of: date | None, as_json: bool) -> None:
    found = purge_list(desk, as_of)
    if as_json:
        stones = list(desk.book.tombstones)
        day = as_of or desk.today
        print_json({"as_of": day, "cases": [_view(k) for k in found], "purged": stones})
        return
    words = VOICE.words
    heads = [words(f"head.{k}") for k in ("number", "customer", "state", "closed_on", "free_on")]
    rows = [
        (k.standing.number, k.customer, words(f"retention.{k.standing.state}"),
         words.show(k.standing.closed_on), words.show(k.standing.free_on))
        for k in found
    ]  # fmt: skip
    if not rows:
        say("purge.nothing")
        return
    table(heads, rows)
    for one in (k.standing for k in found if k.standing.held):
        click.echo(f"{one.number}:")
        say_findings(one.held)


def _view(kept: Kept) -> dict[str, object]:
    one = kept.standing
    return {
        "number": one.number,
        "customer": kept.customer,
        "outcome": one.outcome,
        "month": kept.month,
        "closed_on": one.closed_on,
        "free_on": one.free_on,
        "state": one.state,
        "reasons": [_told(finding) for finding in one.against],
    }


def _told(finding: Finding) -> dict[str, str]:
    text = VOICE.words.finding(finding)
    return {"code": finding.code, "text": text, "source": finding.source}
