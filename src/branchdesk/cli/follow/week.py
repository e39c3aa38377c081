"""The plan of the week, and the plan of the month of a case."""

from __future__ import annotations

from datetime import date

import click
import msgspec

from branchdesk.actions.follow.week import Week, line_view, plan_month, week
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.options import day_option, from_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table

STANDS = {"open": "week.open", "planned": "week.planned-state", "done": "week.done"}


@click.command("week")
@day_option("--as-of", "The week of this day. 日期。")
@json_option
@click.pass_obj
def week_command(ctx: Context, as_of: date | None, as_json: bool) -> None:
    """Whose turn it is this week by arrears grade. 本周计划。"""
    seen = week(ctx.read(), as_of)
    if as_json:
        print_json(
            {"as_of": seen.as_of, "week": seen.week, "grades": seen.grades,
             "lines": [line_view(line) for line in seen.lines],
             "goals": msgspec.structs.asdict(seen.goals)}
        )  # fmt: skip
        return
    _print(seen)


def _print(seen: Week) -> None:
    words = VOICE.words
    click.echo(words("week.head", day=seen.as_of, week=seen.week, grades=list(seen.grades)))
    heads = [words(f"head.{key}") for key in ("number", "customer", "grade", "days", "state")]
    rows = [
        (line.number, line.customer, line.arrears_grade,
         "" if line.days is None else line.days,
         words(STANDS[line.turn.stand], on=line.turn.on))
        for line in seen.lines
    ]  # fmt: skip
    if rows:
        table(heads, rows, right=(3,))
    else:
        click.echo(words("week.none"))
    click.echo(words("week.goals", **msgspec.structs.asdict(seen.goals)))


@click.command("plan-month")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def plan_month_command(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Make the plan of the month: ways, what follows, by when. 月度催收计划。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case, plan = plan_month(desk, number, raw)
    if as_json:
        print_json({"number": case.number, "version": case.version, "id": plan.id,
                    "target_on": plan.target_on})  # fmt: skip
    else:
        say("week.planned", number=case.number, id=plan.id, due=plan.target_on)
