"""The program's commands; each noun's file is loaded when one of its commands is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import cast

import click

from branchdesk import VERSION
from branchdesk.basics import start
from branchdesk.basics.errors import BadInput, DeskError, Fault
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang
from branchdesk.cli.context import Context, system_language
from branchdesk.cli.output import VOICE, is_terminal, show_error
from branchdesk.model.desk.look import CODES

COMMANDS = {
    "init": "desk", "version": "desk", "tui": "desk", "branch": "desk",
    "import": "account", "account": "account",
    "case": "case", "customer": "customer", "contact": "contact", "promise": "contact",
    "visit": "visit",
    "approval": "approval", "letter": "letter", "staff": "staff", "today": "today",
    "policy": "policy", "debt": "debt", "plan": "plan", "demo": "demo", "paper": "court.bundle",
    "bundle": "court.bundle", "legal": "court.legal", "month": "month", "payment": "payment",
    "loan": "loan", "defer": "relief.deferral", "waiver": "relief.waiver",
    "event": "follow.event", "week": "follow.week", "complaint": "follow.complaint",
    "log": "follow.log",
    "agency": "agency.command",
    "search": "trace.search",
    "asset": "trace.asset",
    "police": "trace.police",
    "guarantor": "clock",
    "purge": "retention.purge",
    "check": "safety.check", "backup": "safety.backup", "restore": "safety.backup",
}  # fmt: skip


class Lazy(click.Group):
    """A group whose commands live in files of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"branchdesk.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        if cmd_name != "tui":
            start.over()
        _tell_whole(command)
        return command


def _tell_whole(command: click.Command) -> None:
    # In lists click would cut the help after its first full stop: after the English.
    command.short_help = (command.help or "").partition("\n")[0]
    for one in getattr(command, "commands", {}).values():
        _tell_whole(one)


@click.group(
    cls=Lazy, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--data", envvar="BRANCHDESK_DATA", help="The desk's folder. 案台文件夹。")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), envvar="BRANCHDESK_LANG", help="Language. 语言。"
)
@click.option("--look", type=click.Choice(CODES), envvar="BRANCHDESK_LOOK", help="Look. 外观。")
@click.option("--as", "staff", envvar="BRANCHDESK_STAFF", help="Who acts. 操作员工。")
@click.option("--debug", is_flag=True, help="Show tracebacks. 显示错误详情。")
@click.pass_context
def main(
    ctx: click.Context,
    data: str | None,
    lang: str | None,
    look: str | None,
    staff: str | None,
    debug: bool,
) -> None:
    """The desk for overdue loans. 逾期贷款工作台。"""
    ctx.obj = Context(data or None, lang or None, staff or None, debug, look or "")
    if ctx.invoked_subcommand is None:
        open_screens(ctx.obj)


def open_screens(ctx: Context) -> None:
    """Open the screens; without a terminal, say so instead."""
    if not is_terminal():
        raise BadInput(Finding("cli.no-terminal"))
    from branchdesk.tui.app import run_screens

    lang = cast("Lang | None", ctx.lang)
    run_screens(ctx.folder, ctx.staff, lang, system_language(), ctx.look)


def run() -> None:
    """Run with the shell's arguments; a fault ends with its exit code and a sentence."""
    # A terminal on a legacy code page must not turn a customer's name into a traceback.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    debug = "--debug" in sys.argv
    try:
        # Where a command ends itself with an exit code, click hands the code back as the result.
        sys.exit(main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(1)
    except click.ClickException as wrong:
        _show_usage(wrong)
        sys.exit(wrong.exit_code)
    except DeskError as fault:
        if debug:
            raise
        show_error(fault)
        sys.exit(fault.exit_code)
    except BrokenPipeError:
        # The reader of our output went away; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as fault:
        # The last net: nobody at the counter reads a traceback.
        if debug:
            raise
        VOICE.as_json = "--json" in sys.argv
        show_error(Fault(Finding("cli.unforeseen", {"fault": type(fault).__name__})))
        sys.exit(1)


def _show_usage(wrong: click.ClickException) -> None:
    # The option itself may not have been read yet when another one is wrong.
    VOICE.as_json = "--json" in sys.argv
    if VOICE.as_json:
        show_error(BadInput(Finding("cli.usage", {"text": wrong.format_message()})))
    else:
        wrong.show()


__all__ = ["COMMANDS", "VERSION", "main", "run"]
