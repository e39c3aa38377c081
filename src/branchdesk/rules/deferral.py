"""Deferrals: who may give how many days, and what speaks against one (R094, R140)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.agency.mandate import Mandate
from branchdesk.model.case import Case
from branchdesk.model.deferral import Deferral
from branchdesk.model.entry import Entry
from branchdesk.model.policy import Policy
from branchdesk.model.staff import Role
from branchdesk.model.waiver import Reversal, Waiver
from branchdesk.rules.state import out_of_place

T = TypeVar("T", Deferral, Waiver, Reversal, Mandate)

FOLLOWED_UP = ("contact", "payment", "letter_issued", "plan_proposed", "deferred")
"""The entries after which a deferral that has ended asks for nothing more."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for, and by whom."""

    case: Case
    days: int
    role: Role

    def until(self, today: date) -> date:
        """The last day of it, counted from today."""
        return today + timedelta(days=self.days)


def may_defer(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """Every reason against a deferral, not the first; empty where it may be given or asked for."""
    return [finding for check in CHECKS for finding in check(asked, policy, today)]


def needs_approval(asked: Asked, policy: Policy) -> bool:
    """True where the days go beyond what the role may give by itself (R094).

    What was given without approval counts with it: a chain of single days is a longer deferral.
    """
    alone = sum(d.days for d in asked.case.deferrals if d.state != "refused" and not d.approval)
    return alone + asked.days > policy.deferral.max_days.get(asked.role, 0)


def in_force(case: Case, day: date) -> Deferral | None:
    """The granted deferral whose day has not passed, or None.

    It ends where the default turns out to be malicious and a second person has confirmed it.
    """
    decision = case.decision
    if decision is not None and decision.klass == "malicious" and decision.confirmed:
        return None
    return next((d for d in reversed(case.deferrals) if d.runs(day)), None)


def lapse(case: Case) -> Case:
    """The case whose unanswered questions have ended with it: nothing of them waits any more."""
    return msgspec.structs.replace(
        case,
        deferrals=tuple(_lapsed(d) for d in case.deferrals),
        waivers=tuple(_lapsed(w) for w in case.waivers),
        reversals=tuple(_lapsed(r) for r in case.reversals),
        mandates=tuple(_lapsed(m) for m in case.mandates),
    )


def _lapsed(one: T) -> T:
    return msgspec.structs.replace(one, state="lapsed") if one.state == "asked" else one


def unattended(case: Case, day: date) -> Deferral | None:
    """The last granted deferral, where it has ended and nothing has happened since."""
    granted = [d for d in case.deferrals if d.state == "granted"]
    if not granted or granted[-1].until >= day:
        return None
    ended = granted[-1].until
    gone = case.taken_back
    followed = any(_after(e, ended) for e in case.timeline if e.seq not in gone)
    return None if followed else granted[-1]


def _after(entry: Entry, ended: date) -> bool:
    return entry.kind in FOLLOWED_UP and entry.at.date() > ended


def counted(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """One day at least, and not more than the policy's most: what is longer takes a plan (R140)."""
    most = policy.deferral.most_days
    if 1 <= asked.days <= most:
        return []
    return [Finding("deferral.days", {"days": asked.days, "most": most}, "R140", field="days")]


def open_still(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """What has ended needs no deferral."""
    return out_of_place(asked.case, "deferral.give", "deferral.closed")


def fit_class(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """For the non-malicious; beyond one's own authority the class comes first (R140, R054)."""
    decision = asked.case.decision
    if decision is not None and decision.klass != "non_malicious":
        return [Finding("deferral.wrong-class", {"klass": Term("class", decision.klass)}, "R140")]
    if decision is None and needs_approval(asked, policy):
        return [Finding("deferral.not-classified", source="R054")]
    return []


def no_plan(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """A plan in force has dates of its own: another date is another plan (R127)."""
    plan = asked.case.plan_in_force
    return [Finding("deferral.plan-in-force", {"id": plan.id}, "R127")] if plan else []


def later(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """A second one while the first runs ends after it, else nothing is deferred."""
    running, until = in_force(asked.case, today), asked.until(today)
    if running is None or running.until < until:
        return []
    facts = {"id": running.id, "until": running.until, "asked": until}
    return [Finding("deferral.not-later", facts)]


def none_waits(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """One question at a time: a supervisor decides the one that waits first (R148)."""
    waits = next((d for d in asked.case.deferrals if d.state == "asked"), None)
    if waits is None:
        return []
    return [Finding("deferral.waits", {"id": waits.id, "approval": waits.approval}, "R148")]


CHECKS: tuple[Callable[[Asked, Policy, date], list[Finding]], ...] = (
    counted,
    open_still,
    fit_class,
    no_plan,
    later,
    none_waits,
)
