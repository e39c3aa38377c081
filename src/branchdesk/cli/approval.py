"""Approvals."""

from __future__ import annotations

from datetime import date

import click

from branchdesk.actions import approval as actions
from branchdesk.actions.view import approval_view
from branchdesk.cli.context import Context, given_text
from branchdesk.cli.options import day_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table
from branchdesk.model.approval import Approval


@click.group("approval")
def approval_command() -> None:
    """What a second person decides. 审批。"""


@approval_command.command("list")
@json_option
@click.pass_obj
def list_approvals(ctx: Context, as_json: bool) -> None:
    """All approvals, open ones first. 列出审批。"""
    desk = ctx.read()
    found = actions.approvals(desk)
    views = [approval_view(a) for a in found]
    if as_json:
        print_json(views)
        return
    words = VOICE.words
    labels = desk.policy.labels
    heads = [words(f"head.{k}") for k in ("id", "number", "what", "by", "state", "ground")]
    rows = [
        (a.id, a.about, labels[f"authority.{a.act}"], a.asked_by,
         words("approval.recorded" if _waits(a) else f"approval.{a.state}"), view["ground"])
        for a, view in zip(found, views, strict=True)
    ]  # fmt: skip
    table(heads, rows)


def _waits(approval: Approval) -> bool:
    """True where the upper branch's decision was entered and waits for a second person."""
    return approval.state == "open" and bool(approval.recorded_by)


@approval_command.command("grant")
@click.argument("approval_id")
@ground_option
@click.option("--external-no", help="Number of the upper branch's decision. 上级批复号。")
@click.option("--decided-by", help="Who decided there; @FILE or -. 批复人。")
@day_option("--decided-on", "When. 批复日期。")
@json_option
@click.pass_obj
def grant(
    ctx: Context, approval_id: str, ground: str, external_no: str | None,
    decided_by: str | None, decided_on: date | None, as_json: bool,
) -> None:  # fmt: skip
    """Grant what another asked for, or enter the upper branch's decision. 同意。"""
    given = {"external_no": external_no, "decided_by": given_text(decided_by or "")}
    told = {key: value for key, value in given.items() if value}
    if decided_on is not None:
        told["decided_on"] = decided_on.isoformat()
    with ctx.write() as desk:
        if told:
            raw = told | {"ground": given_text(ground)}
            decided = actions.record_external(desk, approval_id, raw)
        else:
            decided = actions.grant(desk, approval_id, given_text(ground))
    if as_json:
        print_json(approval_view(decided))
    elif told:
        say("approval.external-recorded", id=decided.id, number=decided.external_no)
    else:
        say("cli.approval-granted", id=decided.id, number=decided.about)


@approval_command.command("confirm")
@click.argument("approval_id")
@ground_option
@json_option
@click.pass_obj
def confirm(ctx: Context, approval_id: str, ground: str, as_json: bool) -> None:
    """Confirm the upper branch's decision that another entered. 确认上级批复。"""
    with ctx.write() as desk:
        decided = actions.confirm_external(desk, approval_id, given_text(ground))
    if as_json:
        print_json(approval_view(decided))
    else:
        say("cli.approval-granted", id=decided.id, number=decided.about)


@approval_command.command("refuse")
@click.argument("approval_id")
@ground_option
@json_option
@click.pass_obj
def refuse(ctx: Context, approval_id: str, ground: str, as_json: bool) -> None:
    """Refuse an approval. 不同意。"""
    with ctx.write() as desk:
        decided = actions.refuse_approval(desk, approval_id, given_text(ground))
    if as_json:
        print_json(approval_view(decided))
    else:
        say("cli.approval-refused", id=decided.id, number=decided.about)
