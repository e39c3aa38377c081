"""Quality sheets of calls, and the figures per member."""

from __future__ import annotations

import click

from branchdesk.actions.follow.quality import score_call, staff_quality
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.options import from_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table


@click.command("score")
@click.argument("number")
@click.argument("entry", type=int)
@from_option
@json_option
@click.pass_obj
def score_command(ctx: Context, number: str, entry: int, source: str, as_json: bool) -> None:
    """Record the quality sheet of a call: a supervisor's, not the caller's. 通话质检。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case = score_call(desk, number, entry, raw)
    if as_json:
        print_json({"number": number, "version": case.version, "entry": entry})
    else:
        say("quality.saved", number=number, entry=entry)


@click.command("quality")
@click.option("--month", default="", help="2026-11; this one unless said. 月份。")
@json_option
@click.pass_obj
def quality_command(ctx: Context, month: str, as_json: bool) -> None:
    """Calls, sheets and their figures per member of staff. 质检汇总。"""
    desk = ctx.read()
    found = staff_quality(desk, month)
    if as_json:
        print_json(found)
        return
    words = VOICE.words
    if not found:
        click.echo(words("quality.none", month=month or desk.today.isoformat()[:7]))
        return
    form = desk.form("quality")
    names = [field.label for key in found[0].kept if (field := form.field(key))]
    heads = [words("head.id"), *(words(f"quality.{key}") for key in HEADS),
             *(words.show(name) for name in names)]  # fmt: skip
    rows = [
        (one.staff, one.calls, one.breaches, one.scored, one.score or "",
         *(f"{yes}/{of}" for yes, of in one.kept.values()))
        for one in found
    ]  # fmt: skip
    table(heads, rows, right=(1, 2, 3, 4))


HEADS = ("calls", "breaches", "scored", "mean")
