"""Waivers of penalty interest, and the reversal of a penalty that the bank caused."""

from __future__ import annotations

from typing import Any

import click

from branchdesk.actions.handed import read_object
from branchdesk.actions.relief import reversal
from branchdesk.actions.relief.waiver import ask
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import day_option, ground_option
from branchdesk.cli.output import json_option, print_json, say, say_findings


@click.group("waiver")
def waiver_command() -> None:
    """Penalty waived or reversed. 减免、冲正罚息。"""


@waiver_command.command("ask")
@click.argument("number")
@click.option("--amount", help="Penalty to be waived. 减免金额。")
@click.option("--share", help="Of the penalty, such as 20%. 减免比例。")
@ground_option
@click.option("--pay", help="What must come in. 须到账的金额。")
@day_option("--pay-by", "By when. 最晚到账日期。")
@click.option("--override", help="Special reason; @FILE or -. 例外的特殊原因。")
@click.option("--from", "source", help="JSON: pay, pay_by, override. 其他项目。")
@json_option
@click.pass_obj
def ask_waiver(
    ctx: Context, /, number: str, ground: str, override: str | None, source: str | None,
    as_json: bool, **given: Any,
) -> None:  # fmt: skip
    """Ask for a waiver; another person decides. 申请减免罚息。"""
    raw: dict[str, Any] = dict(read_object(read_source(source))) if source else {}
    raw |= {key: str(value) for key, value in given.items() if value is not None}
    raw["ground"] = given_text(ground)
    if override:
        raw["override"] = given_text(override)
    with ctx.write() as desk:
        done = ask(desk, number, raw)
    one = done.waiver
    if as_json:
        print_json(
            {"number": number, "version": done.case.version, "id": one.id, "amount": one.amount,
             "penalty": one.penalty, "cap": one.cap, "pay": one.pay, "pay_by": one.pay_by,
             "override": bool(one.override), "approval": one.approval,
             "findings": done.findings}
        )  # fmt: skip
        return
    say("waiver.asked", id=one.id, amount=one.amount, pay=one.pay, pay_by=one.pay_by,
        approval=one.approval)  # fmt: skip
    if one.override:
        say("waiver.override")
    say_findings(done.findings)


@waiver_command.command("reverse-penalty")
@click.argument("number")
@ground_option
@json_option
@click.pass_obj
def reverse_penalty(ctx: Context, number: str, ground: str, as_json: bool) -> None:
    """Take back a penalty that the bank caused; no waiver. 冲正银行造成的罚息。"""
    with ctx.write() as desk:
        done = reversal.ask(desk, number, given_text(ground))
    one = done.reversal
    if as_json:
        print_json(
            {"number": number, "version": done.case.version, "id": one.id,
             "amount": one.amount, "approval": one.approval}
        )  # fmt: skip
        return
    say("reversal.asked", id=one.id, amount=one.amount, approval=one.approval)
