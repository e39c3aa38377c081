"""The end of a month."""

from __future__ import annotations

from pathlib import Path

import click

from branchdesk.actions.desk import Desk
from branchdesk.actions.month.draw import month_figures, read_month
from branchdesk.actions.month.printed import Printed, month_blocks, print_month
from branchdesk.cli.context import Context
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_progress, table
from branchdesk.reports.month.cells import table as page_table
from branchdesk.reports.month.data import as_data
from branchdesk.reports.month.figures import Figures
from branchdesk.reports.month.page import head_lines, notes


@click.command("month")
@click.argument("month")
@click.option("--to", "folder", type=click.Path(path_type=Path), help="DIR 文件夹。")
@json_option
@click.pass_obj
def month_command(ctx: Context, month: str, folder: Path | None, as_json: bool) -> None:
    """The month-end summary, on the screen or as .docx and .xlsx. 月度汇总。"""
    if folder is None:
        desk = ctx.read()
        found = month_figures(desk, read_month(month, desk.today))
        if as_json:
            _print_json(found)
        else:
            _print(desk, found)
        return
    with ctx.write() as desk:
        printed = print_month(desk, read_month(month, desk.today), folder, progress=say_progress)
        if as_json:
            _print_json(printed.figures, printed)
        else:
            _say(printed)


def _say(printed: Printed) -> None:
    month = printed.figures.month.month
    if printed.closed_now:
        say("month.closed-now", month=month)
    for file, now in printed.kept:
        say("month.kept", file=file, kept=now)
    say("month.printed", month=month, files=[str(file) for file in printed.files])
    for note in notes(printed.figures, VOICE.words):
        click.echo(f"  - {note}", err=True)


def _print(desk: Desk, found: Figures) -> None:
    words = VOICE.words
    for label, text in head_lines(found, words):
        click.echo(f"{words.show(label)}  {text}")
    *page, _, _ = month_blocks(desk, found)
    for block in page:
        one = page_table(block, words)
        click.echo(f"\n{words.show(one.caption)}")
        table([words.show(head) for head in one.heads], one.rows, one.right)
        if one.note:
            click.echo(f"- {one.note}")
    if found.bridge is None:
        click.echo(words("month.note-no-bridge"))
    for note in notes(found, words):
        click.echo(f"- {note}")


def _print_json(found: Figures, printed: Printed | None = None) -> None:
    more: dict[str, object] = {}
    if printed is not None:
        more = {"files": printed.files, "closed_now": printed.closed_now,
                "kept": dict(printed.kept)}  # fmt: skip
    print_json({**as_data(found), "notes": list(notes(found, VOICE.words)), **more})
