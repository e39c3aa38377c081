"""A payment judged as it is recorded: how it is allocated, and what the clerk must know of it."""

from __future__ import annotations

from datetime import date

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Case
from branchdesk.model.loan import Checked
from branchdesk.model.payment import Allocation, Part
from branchdesk.model.policy import Policy
from branchdesk.rules.owed.accrual import run
from branchdesk.rules.owed.allocation import Figures, Owed, Paid, allocate, paid, since_check
from branchdesk.rules.owed.credit import Came, cleared_through, credits_of
from branchdesk.rules.owed.debt import cleared, debt, opening_from
from branchdesk.rules.owed.terms import agreed, penalty_rate


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """How a payment would be allocated on its day, by which figures, and what to know of it."""

    parts: Allocation
    owed: dict[Part, Money | None]
    """What was owed of each part on that day, before it."""
    basis: date | None
    """The day of the checked figures that it rests on; None: our own calculation."""
    findings: tuple[Finding, ...]


def receipt(case: Case, amount: Money, on: date, policy: Policy) -> Receipt:
    """The payment as it would be recorded; it is a fact and nothing here refuses it.

    The core system's figures of that day or before come first, brought forward to the day; without
    any, our own calculation of the day.
    """
    checked, policy = checked_before(case, on), agreed(case.loan, policy)
    came = (on, amount)
    owed = _own(case, policy, came) if checked is None else _core(case, checked, policy, came)
    parts = allocate(amount, owed, policy.payment.order)
    return Receipt(
        parts=parts,
        owed=dict(owed),
        basis=checked.as_of if checked else None,
        findings=tuple(_findings(case, amount, on, parts, owed, checked)),
    )


def checked_before(case: Case, on: date) -> Checked | None:
    """The newest figures of the core system for a day or before it, or None."""
    known = [c for c in case.loan.checked if c.as_of <= on]
    # Of two checks of one day the later one counts: max would keep the first.
    return sorted(known, key=lambda c: c.as_of)[-1] if known else None


def _own(case: Case, policy: Policy, came: Came) -> Owed:
    # The payment that meets a waiver's condition does not settle what is waived by it.
    on = came[0]
    seen = msgspec.structs.replace(paid(case, on), credits=credits_of(case, on, came))
    return debt(case.loan, policy, on, seen).by_part


def _core(case: Case, checked: Checked, policy: Policy, came: Came) -> Owed:
    """The checked figures with what accrued since, less the payments and waivers since."""
    on = came[0]
    opening = opening_from(case.loan, checked, policy, on)
    through = cleared_through(case, on)
    if through is not None and through >= checked.as_of:
        opening = cleared(opening, through)
    paid_since = since_check(case, checked, on)
    # What took effect by payments that the figures have in them, they have in them too.
    then = msgspec.structs.replace(
        case, payments=tuple(p for p in case.payments if p not in paid_since)
    )
    known = {c.order for c in credits_of(then, checked.as_of)}
    waived = tuple(c for c in credits_of(case, on, came) if c.order not in known)
    since = Paid((), tuple(paid_since), credits=waived)
    return run(opening, since, policy, on, case.loan.terms.interest_stops_on).owed


def _findings(
    case: Case, amount: Money, on: date, parts: Allocation, owed: Owed, checked: Checked | None
) -> list[Finding]:
    found = []
    if any(p.stands and (p.on, p.amount) == (on, amount) for p in case.payments):
        found.append(Finding("payment.twice", {"amount": amount, "on": on}))
    due = case.loan.due_date
    if due is not None and on < due:
        found.append(Finding("payment.before-due", {"on": on, "due": due}))
    if parts.open:
        code = "payment.penalty-unknown" if parts.unknown == "penalty" else "payment.debt-unknown"
        found.append(Finding(code, {"rest": parts.open}, source="Civil Code 561"))
    if parts.over:
        found.append(Finding("payment.over", {"rest": parts.over, "amount": amount}))
    elif not parts.open and Money.total(due or ZERO for due in owed.values()) == amount:
        found.append(Finding("payment.all-paid", source="R182"))
    if checked is not None and checked.as_of < on and penalty_rate(case.loan) is None:
        found.append(Finding("payment.not-accrued", {"as_of": checked.as_of}))
    figures = Figures.of(case)
    if figures.on is not None and on <= figures.on:
        code = "payment.in-figures" if on < figures.on else "payment.same-day"
        found.append(Finding(code, {"as_of": figures.on}))
    return found


def later_ones(case: Case, payment_id: str) -> list[Finding]:
    """What a reversal does not touch: payments after it keep the parts they were recorded with."""
    wrong = case.payment(payment_id)
    if wrong is None:
        return []
    after = [p.id for p in case.payments if p.stands and p.order > wrong.order]
    return [Finding("payment.later-ones", {"ids": after})] if after else []


def may_reverse(case: Case, payment_id: str) -> list[Finding]:
    """Why a payment cannot be taken back; empty where it can."""
    wrong = case.payment(payment_id)
    if wrong is None or wrong.stands:
        return []
    return [Finding("payment.reversed-already", {"id": payment_id, "by": wrong.reversed_by})]
