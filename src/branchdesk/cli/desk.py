"""The desk itself: set it up, open its screens, tell the version."""

from __future__ import annotations

import sys
from typing import cast

import click
import msgspec

from branchdesk import VERSION
from branchdesk.actions import opening
from branchdesk.actions.handed import read_object
from branchdesk.actions.settings.branch import edit_branch
from branchdesk.basics.wording import Lang
from branchdesk.cli.context import Context, read_source, system_language
from branchdesk.cli.options import from_option
from branchdesk.cli.output import VOICE, json_option, print_json, say


@click.command("init")
@click.argument("folder", required=False)
@click.option("--branch", required=True, help="The branch's name. 支行名称。")
@click.option("--code", required=True, help="Prefix of case numbers, such as XA. 案号前缀。")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), help="Language. 语言。")
@click.option("--practice", is_flag=True, help="A desk to practise on. 练习案台。")
@json_option
@click.pass_obj
def init_command(
    ctx: Context,
    folder: str | None,
    branch: str,
    code: str,
    language: str | None,
    practice: bool,
    as_json: bool,
) -> None:
    """Set up a new desk. 建立案台。"""
    lang = cast(Lang, language or ctx.lang or system_language())
    path = opening.set_up(folder or ctx.data, branch, code, lang, practice)
    if as_json:
        print_json({"folder": path, "staff": opening.FIRST_MEMBER})
    else:
        say("cli.init-done", folder=path, staff=opening.FIRST_MEMBER, branch=path / "branch.toml")


@click.command("version")
@json_option
@click.pass_obj
def version_command(ctx: Context, as_json: bool) -> None:
    """Tell the version. 版本。"""
    if as_json:
        print_json({"version": VERSION, "python": sys.version.split()[0]})
    else:
        click.echo(f"branchdesk {VERSION}")


@click.command("tui")
@click.pass_obj
def tui_command(ctx: Context) -> None:
    """Open the screens. 打开界面。"""
    from branchdesk.cli.main import open_screens

    open_screens(ctx)


@click.group("branch")
def branch_command() -> None:
    """How the branch describes itself on its papers. 支行资料。"""


@branch_command.command("show")
@json_option
@click.pass_obj
def show_branch(ctx: Context, as_json: bool) -> None:
    """What branch.toml says. 显示支行资料。"""
    desk = ctx.read()
    entries = msgspec.structs.asdict(desk.branch)
    if as_json:
        print_json(entries)
        return
    for key, value in entries.items():
        click.echo(f"{VOICE.words(f'settings.branch-{key}')}: {value or '—'}")


@branch_command.command("edit")
@from_option
@json_option
@click.pass_obj
def edit_branch_command(ctx: Context, source: str, as_json: bool) -> None:
    """Change it; the code and the kind of desk stay. 更改支行资料。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        edited = edit_branch(desk, raw)
    if as_json:
        print_json(msgspec.structs.asdict(edited))
    else:
        say("settings.branch-saved")
