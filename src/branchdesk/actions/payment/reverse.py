"""A wrong payment taken back by an entry that names it."""

from __future__ import annotations

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.payment.add import owed_today
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Term
from branchdesk.model.case import Case
from branchdesk.model.payment import Payment
from branchdesk.rules.owed.payment import later_ones, may_reverse

ACT = "payment.reverse"


class Reversed(msgspec.Struct, frozen=True, kw_only=True):
    """The payment that no longer counts, and the debt of today without it."""

    case: Case
    payment: Payment
    findings: tuple[Finding, ...]
    after: Money


def standing(desk: Desk, number: str) -> list[Payment]:
    """The payments of an open case that may still be reversed, newest first. Raises BadInput."""
    return [p for p in reversed(open_case(desk, number).payments) if p.stands]


def reverse(desk: Desk, number: str, payment_id: str, ground: str) -> Reversed:
    """The payment marked by the entry that reverses it; it stays to be read (R171).

    A settled case is open again: it was settled by money that did not stay. Raises BadInput for no
    such payment or without a ground, Refused with every reason.
    """
    case = open_case(desk, number)
    wrong = case.payment(payment_id)
    if wrong is None:
        raise BadInput(Finding("payment.none", {"number": number, "id": payment_id[:40]}))
    ground = the_ground(ground)
    refuse(against(desk, ACT) + may_reverse(case, payment_id))
    taken = msgspec.structs.replace(wrong, reversed_by=len(case.timeline) + 1)
    payments = tuple(taken if p.id == payment_id else p for p in case.payments)
    opened = _opened(msgspec.structs.replace(case, payments=payments), desk)
    found = list(later_ones(case, payment_id))
    if opened.state != case.state:
        found.append(Finding("payment.reopened", {"state": Term("state", opened.state)}, "R182"))
    with change(desk) as ch:
        saved = ch.save(
            opened, ACT, "payment_reversed",
            id=wrong.id, amount=wrong.amount, on=wrong.on, entry=wrong.seq, ground=ground,
        )  # fmt: skip
    return Reversed(
        case=saved,
        payment=taken,
        findings=tuple(found),
        after=owed_today(desk, saved),
    )


def _opened(case: Case, desk: Desk) -> Case:
    """The case, dunned again where it was settled; a technical one is put right, never dunned."""
    if case.state != "settled":
        return case
    technical = case.decision is not None and case.decision.klass == "technical"
    return msgspec.structs.replace(
        case,
        state="classified" if technical else "dunning",
        next_on=desk.today,
        next_none_because="",
    )
