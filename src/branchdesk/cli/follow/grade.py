"""The grades of a case."""

from __future__ import annotations

import click

from branchdesk.actions.follow.grade import Grades, grades, record_habit
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings
from branchdesk.model.follow.grade import Graded


@click.command("grade")
@click.argument("number")
@click.option("--from", "source", help="JSON of forms/habit.toml: FILE or -. JSON 文件。")
@json_option
@click.pass_obj
def grade_command(ctx: Context, number: str, source: str | None, as_json: bool) -> None:
    """Both grades A to D with their reasons; --from records the habit. 客户等级。"""
    version = None
    if source:
        raw = read_object(read_source(source))
        with ctx.write() as desk:
            version = record_habit(desk, number, raw).version
            seen = grades(desk, number)
    else:
        seen = grades(ctx.read(), number)
    if as_json:
        print_json(_view(seen) | ({"version": version} if version else {}))
        return
    if source:
        say("grade.saved", number=number, grade=_shown(seen.habit))
    for code, graded in (("grade.habit", seen.habit), ("grade.arrears", seen.arrears)):
        click.echo(VOICE.words(code, grade=_shown(graded)))
        for reason in graded.reasons:
            click.echo(f"  + {VOICE.words.finding(reason)}")
    say_findings(seen.findings)


def _view(seen: Grades) -> dict[str, object]:
    return {
        "number": seen.number,
        "habit_grade": seen.habit.grade or None,
        "habit_reasons": seen.habit.reasons,
        "arrears_grade": seen.arrears.grade or None,
        "arrears_reasons": seen.arrears.reasons,
        "findings": seen.findings,
    }


def _shown(graded: Graded) -> str:
    return graded.grade or VOICE.words("grade.none")
