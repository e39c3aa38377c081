"""Whether the instalments of a plan are kept, and when the plan may be declared broken (R103)."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.basics.workdays import add_workdays
from branchdesk.model.case import Case
from branchdesk.model.plan import Instalment, Plan
from branchdesk.model.policy import Policy
from branchdesk.rules.card.plan import kept_recording
from branchdesk.rules.owed.credit import came_for

KeptState = Literal["paid", "paid_late", "open", "late"]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An instalment with what came in for it up to a day."""

    one: Instalment
    last: date
    """The last day on which it was in time: its date, and the days of grace by policy."""
    paid: Money
    paid_on: date | None
    """The day on which it was paid in full."""
    state: KeptState

    @property
    def missing(self) -> Money:
        """What of it is still to come."""
        return self.one.total - self.paid


def shown_plan(case: Case) -> Plan | None:
    """The plan whose instalments are followed: the one in force, else one that was broken last."""
    broken = case.plan if case.plan is not None and case.plan.state == "breached" else None
    return case.plan_in_force or broken


def instalments(case: Case, policy: Policy, day: date) -> tuple[Kept, ...]:
    """Each instalment as it stands on a day; payments since the plan settle the earliest first."""
    plan = shown_plan(case)
    if plan is None:
        return ()
    came = came_for(case, plan, day)
    found, before = [], ZERO
    for one in plan.schedule:
        last = add_workdays(one.due, policy.plan.grace_workdays, policy.calendar).day
        found.append(_kept(one, last, before, came, day))
        before += one.total
    return tuple(found)


def _kept(
    one: Instalment, last: date, before: Money, came: list[tuple[date, Money]], day: date
) -> Kept:
    """``before`` is what the instalments ahead of it take."""
    whole, paid_on = ZERO, None
    for on, amount in came:
        whole += amount
        if paid_on is None and whole >= before + one.total:
            paid_on = on
    paid = min(one.total, max(ZERO, whole - before))
    state: KeptState = "late" if day > last else "open"
    if paid_on is not None:
        state = "paid_late" if paid_on > last else "paid"
    return Kept(one=one, last=last, paid=paid, paid_on=paid_on, state=state)


def late(kept: tuple[Kept, ...]) -> list[Kept]:
    """The instalments whose day has passed without the whole sum."""
    return [one for one in kept if one.state == "late"]


def coming(kept: tuple[Kept, ...]) -> Kept | None:
    """The next instalment that is not due yet and not paid."""
    return next((one for one in kept if one.state == "open"), None)


def remarks(case: Case, kept: tuple[Kept, ...]) -> list[Finding]:
    """Each instalment of the plan in force that is late (R103), and what is kept for it."""
    plan = case.plan_in_force
    if plan is None:
        return []
    kept_too = kept_recording(plan.card) if plan.card is not None else []
    return kept_too + [
        Finding(
            "plan.instalment-late",
            {"no": one.one.no, "due": one.one.due, "missing": one.missing},
            "R103",
        )
        for one in late(kept)
    ]


def may_breach(case: Case, kept: tuple[Kept, ...]) -> list[Finding]:
    """Why a plan may not be declared broken; empty where an instalment of it is late (R103)."""
    plan = case.plan_in_force
    if plan is None:
        return [Finding("plan.none-in-force", source="R103")]
    return [] if late(kept) else [Finding("plan.none-late", {"id": plan.id}, "R103")]
