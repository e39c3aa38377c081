"""The branch's log."""

from __future__ import annotations

import click

from branchdesk.actions.follow.log import add_line, line_view, log_lines
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.options import from_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table

KINDS = "training, suggestion, education, review, meeting, script. 种类。"


@click.group("log")
def log_command() -> None:
    """Training, suggestions, education, decisions, meetings, scripts. 工作日志。"""


@log_command.command("add")
@click.option("--kind", default="", help=KINDS)
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, kind: str, source: str, as_json: bool) -> None:
    """Add a line; a supervisor's decision names its suggestion. 登记日志。"""
    raw = read_object(read_source(source))
    raw |= {"kind": kind} if kind else {}
    with ctx.write() as desk:
        line = add_line(desk, raw)
    if as_json:
        print_json({"id": line.id, "kind": line.kind, "on": line.on})
    else:
        say("log.added", id=line.id)


@log_command.command("list")
@click.option("--kind", default="", help=KINDS)
@json_option
@click.pass_obj
def list_lines(ctx: Context, kind: str, as_json: bool) -> None:
    """The log, the newest first. 列出日志。"""
    desk = ctx.read()
    views = [line_view(desk, line) for line in log_lines(desk, kind)]
    if as_json:
        print_json(views)
        return
    words, form = VOICE.words, desk.form("log")
    heads = [words(f"head.{key}") for key in ("id", "on", "kind", "what", "by", "state")]
    rows = [
        (v["id"], v["on"], form.label("kind", v["kind"]).of(words.lang), v["title"], v["by"],
         words(f"log.state-{v['state']}") if v["state"] else "")
        for v in views
    ]  # fmt: skip
    table(heads, rows)
