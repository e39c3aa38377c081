"""The branch's policy: values, dates and sources; changed by two people."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from branchdesk.actions import policy as actions
from branchdesk.actions.approval import grant, refuse_approval
from branchdesk.actions.view import approval_view
from branchdesk.cli.context import Context, given_text
from branchdesk.cli.options import day_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table
from branchdesk.model.approval import Approval


@click.group("policy")
def policy_command() -> None:
    """Thresholds with their sources. 规则参数。"""


@policy_command.command("show")
@click.argument("key", required=False)
@day_option("--on", "The values of this day. 生效日。")
@json_option
@click.pass_obj
def show(ctx: Context, key: str | None, on: date | None, as_json: bool) -> None:
    """All values of a day, or those whose key begins so. 显示参数。"""
    desk = ctx.read()
    rows = actions.policy_rows(desk, key or "", on or desk.today)
    if as_json:
        print_json(rows)
        return
    table(_heads("key", "what", "value", "source"), [
        (r["key"], r["label"], actions.written(r["value"]), r["source"]) for r in rows
    ])  # fmt: skip
    if len(rows) == 1:
        click.echo()
        _history(rows[0]["values"])


def _history(values: list[dict[str, Any]]) -> None:
    """Every dated value, who proposed and who confirmed it."""
    table(_heads("since", "value", "source", "by", "confirmed_by", "confirmed_on"), [
        (VOICE.words.show(v["since"]), actions.written(v["value"]), v["source"], v["proposed_by"],
         v["confirmed_by"], VOICE.words.show(v["confirmed_on"] or ""))
        for v in values
    ])  # fmt: skip


@policy_command.command("list")
@json_option
@click.pass_obj
def list_changes(ctx: Context, as_json: bool) -> None:
    """Changes proposed, newest first. 参数修改。"""
    found = actions.policy_changes(ctx.read())
    if as_json:
        print_json(found)
    elif not found:
        say("policy.nothing")
    else:
        table(_heads("id", "key", "value", "since", "by", "state", "source"), [
            (c["id"], c["key"], actions.written(c["value"]), c["since"],
             c["proposed_by"], VOICE.words(_state(c)), c["source"])
            for c in found
        ])  # fmt: skip


def _state(change: dict[str, Any]) -> str:
    lost = change["state"] == "granted" and not change["in_force"]
    return "policy.unfit" if lost else f"approval.{change['state']}"


@policy_command.command("propose")
@click.argument("key")
@click.option("--value", required=True, help="As TOML has it; @FILE or -. 新值。")
@day_option("--since", "From this day on. 生效日。", required=True)
@click.option("--source", required=True, help="Notice or resolution; @FILE or -. 依据。")
@json_option
@click.pass_obj
def propose(ctx: Context, key: str, value: str, since: date, source: str, as_json: bool) -> None:
    """Propose another value from a day on. 提出参数修改。"""
    with ctx.write() as desk:
        asked = actions.propose(desk, key, given_text(value), since, given_text(source))
    _done(asked, "policy.proposed", as_json)


@policy_command.command("confirm")
@click.argument("approval_id", metavar="ID")
@ground_option
@json_option
@click.pass_obj
def confirm(ctx: Context, approval_id: str, ground: str, as_json: bool) -> None:
    """Confirm another's proposal. 确认参数修改。"""
    with ctx.write() as desk:
        actions.must_be_proposal(desk, approval_id)
        decided = grant(desk, approval_id, given_text(ground))
    _done(decided, "policy.confirmed", as_json)


@policy_command.command("refuse")
@click.argument("approval_id", metavar="ID")
@ground_option
@json_option
@click.pass_obj
def refuse(ctx: Context, approval_id: str, ground: str, as_json: bool) -> None:
    """Turn a proposal down. 不同意参数修改。"""
    with ctx.write() as desk:
        actions.must_be_proposal(desk, approval_id)
        decided = refuse_approval(desk, approval_id, given_text(ground))
    _done(decided, "policy.refused", as_json)


def _done(approval: Approval, code: str, as_json: bool) -> None:
    if as_json:
        print_json(approval_view(approval))
    else:
        say(code, id=approval.id, key=approval.facts["key"], since=approval.facts["since"])


def _heads(*names: str) -> list[str]:
    return [VOICE.words(f"head.{name}") for name in names]
