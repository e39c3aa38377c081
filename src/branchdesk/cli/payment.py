"""Payments on overdue loans."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from branchdesk.actions.payment.add import add_payment
from branchdesk.actions.payment.reverse import reverse
from branchdesk.actions.view import payment_view
from branchdesk.cli.context import Context, given_text
from branchdesk.cli.options import day_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table
from branchdesk.model.payment import PARTS


@click.group("payment")
def payment_command() -> None:
    """Payments received. 还款。"""


@payment_command.command("add")
@click.argument("number")
@click.option("--amount", required=True, help="To the fen. 金额。")
@day_option("--on", "The day it was received. 到账日期。", required=True)
@click.option("--source", default="", help="cash, transfer, debit, guarantor, other. 来源。")
@click.option("--note", default="", help="Such as a voucher's number; @FILE or -. 备注。")
@json_option
@click.pass_obj
def add(
    ctx: Context, number: str, amount: str, on: date, source: str, note: str, as_json: bool
) -> None:
    """Record a payment; prints which parts of the debt it settled. 记录还款。"""
    raw = {"amount": amount, "on": on.isoformat(), "source": source, "note": given_text(note)}
    with ctx.write() as desk:
        done = add_payment(desk, number, raw)
    view = payment_view(done.payment)
    if as_json:
        print_json(
            {"number": number, "version": done.case.version, **view,
             "debt_before": done.before, "debt_after": done.after,
             "findings": done.findings}
        )  # fmt: skip
        return
    words = VOICE.words
    say("cli.payment-added", id=done.payment.id, amount=done.payment.amount, number=number)
    lines = [(words(f"head.{part}"), view["parts"][part]) for part in PARTS]
    if done.payment.parts.rest:
        code = "payment.open" if done.payment.parts.unknown else "payment.rest"
        lines.append((words(code), done.payment.parts.rest))
    table(("", ""), lines, right=(1,))
    if done.payment.basis:
        say("payment.by-core", as_of=done.payment.basis)
    say("payment.after", before=done.before, after=done.after)
    say_findings(done.findings)


@payment_command.command("reverse")
@click.argument("number")
@click.argument("payment")
@ground_option
@json_option
@click.pass_obj
def take_back(ctx: Context, number: str, payment: str, ground: str, as_json: bool) -> None:
    """Take a wrong payment back, by an entry that names it. 冲正还款记录。"""
    with ctx.write() as desk:
        done = reverse(desk, number, payment, given_text(ground))
    if as_json:
        view: dict[str, Any] = payment_view(done.payment)
        print_json(
            {"number": number, "version": done.case.version, **view,
             "debt_after": done.after, "findings": done.findings}
        )  # fmt: skip
        return
    say("cli.payment-reversed", id=payment, after=done.after)
    say_findings(done.findings)
