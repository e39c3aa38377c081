"""What may be offered to a customer in a talk: effects first, then the ways to pay (R087, R088)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.rules import deferral, plan, waiver
from branchdesk.rules.owed.debt import Debt

LATER = ("plan.not-classified", "deferral.not-classified", "waiver.not-classified")
"""What speaks against granting it today, not against talking of it: the class is decided later."""
PAUSED = ("illness", "accident")
"""Reasons that pass: a later day is offered before instalments."""


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """A case as it stands when the customer is spoken with."""

    case: Case
    klass: str
    """The class decided, else the one suggested; may be empty."""
    debt: Debt
    days: int | None
    first_overdue: str
    came_forward: str


def offers(talk: Talk, policy: Policy, today: date) -> list[Finding]:
    """What to say of the effects and which ways to pay are open, by the rules that grant them.

    Empty for what is technical and for what has ended: nothing is asked for there. All of it is an
    offer to talk about; who may grant it decides (R148).
    """
    owed = plan.confirmed(talk.debt)
    if talk.klass == "technical" or not owed or not talk.days:
        return []
    eased = [*_plan(talk, policy, today), *_waiver(talk, owed, policy, today)]
    later = list(_deferral(talk, policy, today))
    ways = later + eased if talk.case.enquiry.reason in PAUSED else eased + later
    return [*_effect(talk), Finding("offer.full", {"total": owed}, "R084"), *ways]


def _effect(talk: Talk) -> Iterator[Finding]:
    """What one more day costs; the credit record (R087)."""
    if talk.debt.per_day:
        yield Finding("offer.effect", {"per_day": talk.debt.per_day}, "R087")


def _plan(talk: Talk, policy: Policy, today: date) -> Iterator[Finding]:
    """The longest plan with its largest instalment, and the income that it needs (R142, R143)."""
    running = talk.case.plan_in_force
    if running is not None:
        yield Finding("offer.change-plan", {"id": running.id}, "R088")
        return
    most = policy.plan.periods[1]
    asked = plan.Asked(
        case=talk.case, debt=talk.debt, days=talk.days, periods=most,
        first=today + timedelta(days=policy.plan.first_within_days), no_income_because="-",
    )  # fmt: skip
    if _closed(plan.may_propose(asked, policy, today)):
        return
    rows = plan.schedule(asked, policy, today)
    largest = max(row.total for row in rows)
    needed = (Decimal(largest) / policy.plan.income_share).quantize(Decimal("0.01"), ROUND_CEILING)
    facts = {"periods": most, "largest": largest, "needed": Money(needed)}
    yield Finding("offer.plan", facts, "R142")


def _waiver(talk: Talk, owed: Money, policy: Policy, today: date) -> Iterator[Finding]:
    """The cap, where every ordinary condition is met (R145, R146)."""
    cap = waiver.cap_of(talk.debt, policy)
    asked = waiver.Asked(
        case=talk.case, debt=talk.debt, days=talk.days, amount=cap, pay=owed, pay_by=today,
        first_overdue=talk.first_overdue, came_forward=talk.came_forward,
    )  # fmt: skip
    against = waiver.forbidden(asked, policy, today) + waiver.failed(asked, policy)
    if cap > ZERO and not _closed(against):
        yield Finding("offer.waiver", {"cap": cap}, "R146")


def _deferral(talk: Talk, policy: Policy, today: date) -> Iterator[Finding]:
    """A later day: how many by one's own authority, how many with approval (R094, R140)."""
    asked = deferral.Asked(case=talk.case, days=1, role="junior")
    if not _closed(deferral.may_defer(asked, policy, today)):
        own = policy.deferral.max_days.get("junior", 0)
        facts = {"own": own, "most": policy.deferral.most_days}
        yield Finding("offer.deferral", facts, "R140")


def _closed(against: list[Finding]) -> bool:
    return any(finding.code not in LATER for finding in against)
