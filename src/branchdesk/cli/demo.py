"""The demonstration: a desk full of invented cases, in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from branchdesk.actions.demo.make import CASES, demo_clock, demo_folder, make_demo, ready
from branchdesk.actions.opening import FIRST_MEMBER
from branchdesk.basics.progress import Progress
from branchdesk.basics.wording import Lang, Words
from branchdesk.cli.context import Context, system_language
from branchdesk.cli.output import is_terminal, speak, table


@click.command("demo")
@click.option("--headless", is_flag=True, help="Leave files, open no screens. 不开屏幕，写成文件。")
@click.option("--cases", type=click.IntRange(1, 2000), help="How many invented cases. 案卷数。")
@click.option("--to", "out", type=click.Path(path_type=Path), help="DIR for the files. 文件夹。")
@click.pass_obj
def demo_command(ctx: Context, headless: bool, cases: int | None, out: Path | None) -> None:
    """Try everything on invented cases; your own desk is not touched. 演示案台。"""
    lang = cast(Lang, ctx.lang or system_language())
    words = Words(lang)
    speak(words)
    if headless or out is not None or not is_terminal():
        if not (headless or out is not None):
            click.echo(words("demo.no-terminal"), err=True)
        _leave_files(ctx, lang, cases, out)
        return
    folder = demo_folder(ctx.data)
    if cases is not None or not ready(folder, lang, demo_clock().today()):
        make_demo(folder, lang, cases or CASES, _progress(words))
    click.echo(words("demo.ready", folder=folder, cases=cases or CASES), err=True)
    from branchdesk.tui.app import run_screens

    asked = cast("Lang | None", ctx.lang)
    run_screens(folder, ctx.staff or FIRST_MEMBER, asked, lang, ctx.look)


def _leave_files(ctx: Context, lang: Lang, cases: int | None, out: Path | None) -> None:
    from branchdesk.actions.demo.headless import run_headless

    words = Words(lang)
    named = demo_folder(ctx.data)
    target = (out or named.with_name(f"{named.name}-files")).resolve()
    folder = named if ctx.data else target / "desk"
    left = run_headless(folder, target, lang, cases, _progress(words))
    click.echo(words("demo.left", folder=target))
    table(["", "", ""], [(one.name, one.what, one.note) for one in left])
    click.echo(words("demo.look", folder=folder))


def _progress(words: Words) -> Progress:
    """One line that counts on a terminal, one line at the start elsewhere."""

    def progress(done: int, total: int) -> bool:
        if is_terminal() or done <= 1:
            said = words("demo.making", done=done, total=total)
            click.echo(f"\r{said}" if is_terminal() else said, err=True, nl=not is_terminal())
        if is_terminal() and done == total:
            click.echo(err=True)
        return True

    return progress
