"""Complaints: recorded, answered, investigated, told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from branchdesk.actions.desk import Desk
from branchdesk.actions.follow import complaint as actions
from branchdesk.actions.follow.complaint_view import complaint_lines, complaint_view
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import from_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table
from branchdesk.model.follow.complaint import Complaint

Act = Callable[[Desk, str, dict[str, Any]], Complaint]


@click.group("complaint")
def complaint_command() -> None:
    """Complaints. 投诉。"""


@complaint_command.command("add")
@click.argument("number", required=False, default="")
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Record a complaint, of a case or without one. 登记投诉。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        one = actions.add_complaint(desk, raw, number)
        view = complaint_view(desk, one)
    _told(view, "complaint.added", as_json)


@complaint_command.command("respond")
@click.argument("complaint")
@from_option
@json_option
@click.pass_obj
def respond(ctx: Context, complaint: str, source: str, as_json: bool) -> None:
    """Record the first answer. 响应投诉。"""
    _act(ctx, actions.respond, complaint, source, "complaint.did", as_json)


@complaint_command.command("investigate")
@click.argument("complaint")
@from_option
@json_option
@click.pass_obj
def investigate(ctx: Context, complaint: str, source: str, as_json: bool) -> None:
    """Record what was found and put right. 记录调查结论和整改。"""
    _act(ctx, actions.investigate, complaint, source, "complaint.did", as_json)


@complaint_command.command("extend")
@click.argument("complaint")
@from_option
@json_option
@click.pass_obj
def extend(ctx: Context, complaint: str, source: str, as_json: bool) -> None:
    """More time: complex, or special with approval. 延长处理期限。"""
    _act(ctx, actions.extend, complaint, source, "complaint.did", as_json)


@complaint_command.command("close")
@click.argument("complaint")
@from_option
@json_option
@click.pass_obj
def close(ctx: Context, complaint: str, source: str, as_json: bool) -> None:
    """The complainant was told the result. 告知结果，办结。"""
    _act(ctx, actions.close, complaint, source, "complaint.over", as_json)


@complaint_command.command("sanction")
@click.argument("complaint")
@from_option
@json_option
@click.pass_obj
def sanction(ctx: Context, complaint: str, source: str, as_json: bool) -> None:
    """Record what followed for a member of staff. 记录对责任人的处理。"""
    _act(ctx, actions.sanction, complaint, source, "complaint.over", as_json)


@complaint_command.command("withdraw")
@click.argument("complaint")
@ground_option
@json_option
@click.pass_obj
def withdraw(ctx: Context, complaint: str, ground: str, as_json: bool) -> None:
    """The complainant took it back. 撤回投诉。"""
    with ctx.write() as desk:
        one = actions.withdraw(desk, complaint, given_text(ground))
        view = complaint_view(desk, one)
    _told(view, "complaint.over", as_json)


def _act(ctx: Context, act: Act, complaint: str, source: str, code: str, as_json: bool) -> None:
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        view = complaint_view(desk, act(desk, complaint, raw))
    _told(view, code, as_json)


def _told(view: dict[str, Any], code: str, as_json: bool) -> None:
    if as_json:
        print_json(view)
    else:
        say(code, **{k: view[k] for k in ("id", "respond_by", "investigate_by", "decide_by")},
            state=VOICE.words(f"complaint.state-{view['state']}"))  # fmt: skip


@complaint_command.command("list")
@click.option("--case", "number", default="", help="Only of this case. 只看一个案卷。")
@json_option
@click.pass_obj
def list_complaints(ctx: Context, number: str, as_json: bool) -> None:
    """All complaints, open ones first. 列出投诉。"""
    desk = ctx.read()
    views = [complaint_view(desk, one) for one in actions.complaints(desk, number)]
    if as_json:
        print_json(views)
        return
    words, form = VOICE.words, desk.form("complaint")
    heads = [words(f"head.{key}") for key in ("id", "number", "name", "what", "state", "due")]
    rows = [
        (v["id"], v["case"], v["name"], words.show(form.label("about", v["about"])),
         words(f"complaint.state-{v['state']}"), v["decide_by"])
        for v in views
    ]  # fmt: skip
    table(heads, rows)


@complaint_command.command("show")
@click.argument("complaint")
@json_option
@click.pass_obj
def show(ctx: Context, complaint: str, as_json: bool) -> None:
    """One complaint with its clocks and what was done. 投诉详情。"""
    desk = ctx.read()
    one = actions.find_complaint(desk, complaint)
    if as_json:
        print_json(complaint_view(desk, one))
        return
    for line in complaint_lines(desk, one, VOICE.words):
        click.echo(line)
