"""A payment recorded: a fact, in whatever state the case is; how it settles the debt is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import change
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Amount, Money
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.payment import Payment
from branchdesk.rules.owed.allocation import paid
from branchdesk.rules.owed.debt import debt
from branchdesk.rules.owed.payment import Receipt, receipt


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """A payment before it is recorded: what it would settle, and the debt before and after it."""

    payment: Payment
    receipt: Receipt
    before: Money
    """The debt of today without it: the total, or the sum of what is known."""
    after: Money


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """A payment as it was recorded, with what must be known of it."""

    case: Case
    payment: Payment
    findings: tuple[Finding, ...]
    before: Money
    after: Money


def try_payment(
    desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False
) -> Tried | list[Finding]:
    """The payment that the answers describe (forms/payment.toml), or every fault of them.

    Raises BadInput where there is no such case or it is archived.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("payment"), raw, desk.today if screen else None)
    filled.setdefault("on", desk.today)
    faults += _not_received(desk, filled) + _not_exact(filled, raw)
    return faults or _tried(desk, case, filled)


def _not_received(desk: Desk, filled: Mapping[str, Any]) -> list[Finding]:
    if "on" not in filled or filled["on"] <= desk.today:
        return []
    return [Finding("payment.in-future", {"read": filled["on"]}, field="on")]


def _not_exact(filled: Mapping[str, Any], raw: Mapping[str, Any]) -> list[Finding]:
    amount = filled.get("amount")
    if not isinstance(amount, Amount) or not amount.approximate:
        return []
    return [Finding("payment.not-exact", {"read": str(raw["amount"])[:40]}, field="amount")]


def _tried(desk: Desk, case: Case, filled: Mapping[str, Any]) -> Tried:
    amount: Money = filled["amount"].value
    on = filled["on"]
    judged = receipt(case, amount, on, desk.policies.on(on))
    payment = Payment(
        id=f"PAY-{len(case.payments) + 1}", amount=amount, on=on,
        by=desk.member.id if desk.member else "", at=desk.now, seq=len(case.timeline) + 1,
        parts=judged.parts, basis=judged.basis, source=filled.get("source", ""),
        note=filled.get("note", ""),
    )  # fmt: skip
    return Tried(
        payment=payment,
        receipt=judged,
        before=owed_today(desk, case),
        after=owed_today(desk, _with(case, payment)),
    )


def owed_today(desk: Desk, case: Case) -> Money:
    """What a case owes today: the total, or the sum of what is known."""
    return debt(case.loan, desk.policy, desk.today, paid(case, desk.today)).owed


def _with(case: Case, payment: Payment) -> Case:
    return msgspec.structs.replace(case, payments=(*case.payments, payment))


def add_payment(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Recorded:
    """The payment recorded with what it settled (R103, Civil Code 561).

    Raises BadInput with every fault, Refused for want of authority.
    """
    tried = try_payment(desk, number, raw, screen)
    if isinstance(tried, list):
        raise BadInput(tried)
    case = open_case(desk, number)
    with change(desk) as ch:
        payment = msgspec.structs.replace(tried.payment, by=desk.me.id, at=ch.commit.at)
        told = {"source": payment.source, "note": payment.note}
        facts: dict[str, Any] = {key: value for key, value in told.items() if value}
        saved = ch.save(
            _with(case, payment), "payment.add", "payment", id=payment.id, amount=payment.amount,
            on=payment.on, parts=payment.parts, basis=payment.basis,
            **facts,
        )  # fmt: skip
    return Recorded(
        case=saved,
        payment=payment,
        findings=tried.receipt.findings,
        before=tried.before,
        after=tried.after,
    )
