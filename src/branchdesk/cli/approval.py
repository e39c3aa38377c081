"""Approvals."""

from __future__ import annotations

from datetime import date

import click

from branchdesk.actions import approval as actions
from branchdesk.actions.view import approval_view
from branchdesk.cli.context import Context, given_text
from branchdesk.cli.options import day_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, table


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
        (a.id, a.case, labels[f"authority.{a.act}"], a.asked_by,
         words(f"approval.{a.state}"), view["ground"])
        for a, view in zip(found, views, strict=True)
    ]  # fmt: skip
    table(heads, rows)


@approval_command.command("grant")
@click.argument("approval_id")
@ground_option
@click.option(
    "--external-no", default="", help="Number of the upper branch's decision. 上级批复号。"
)
@click.option("--decided-by", default="", help="Who decided there; @FILE or -. 批复人。")
@day_option("--decided-on", "When. 批复日期。")
@json_option
@click.pass_obj
def grant(
    ctx: Context, approval_id: str, ground: str, external_no: str, decided_by: str,
    decided_on: date | None, as_json: bool,
) -> None:  # fmt: skip
    """Grant an approval that another asked for. 同意。"""
    external = actions.External(external_no, given_text(decided_by), decided_on)
    with ctx.write() as desk:
        decided = actions.grant(desk, approval_id, given_text(ground), external)
    if as_json:
        print_json(approval_view(decided))
    else:
        say("cli.approval-granted", id=decided.id, number=decided.case)


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
        say("cli.approval-refused", id=decided.id, number=decided.case)
