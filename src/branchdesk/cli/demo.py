"""The demonstration: a desk full of invented cases, in a folder of its own."""

from __future__ import annotations

from typing import cast

import click

from branchdesk.actions.demo.make import CASES, demo_clock, demo_folder, make_demo, ready
from branchdesk.actions.opening import FIRST_MEMBER
from branchdesk.basics.wording import Lang, Words
from branchdesk.cli.context import Context, system_language
from branchdesk.cli.output import is_terminal, speak


@click.command("demo")
@click.option("--cases", type=click.IntRange(1, 2000), help="How many invented cases. 案卷数。")
@click.pass_obj
def demo_command(ctx: Context, cases: int | None) -> None:
    """Try everything on invented cases; your own desk is not touched. 演示案台。"""
    lang = cast(Lang, ctx.lang or system_language())
    words = Words(lang)
    speak(words)
    folder = demo_folder(ctx.data)
    if cases is not None or not ready(folder, lang, demo_clock().today()):

        def progress(done: int, total: int) -> bool:
            said = words("demo.making", done=done, total=total)
            click.echo(f"\r{said}", err=True, nl=done == total)
            return True

        make_demo(folder, lang, cases or CASES, progress)
    click.echo(words("demo.ready", folder=folder, cases=cases or CASES), err=True)
    if is_terminal():
        from branchdesk.tui.app import run_screens

        run_screens(folder, ctx.staff or FIRST_MEMBER, lang, lang)
