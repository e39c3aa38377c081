"""When a case may be purged, and what holds it (AML law art. 34, PIPL 19 and 47)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.case import Case
from branchdesk.model.desk.hold import Hold
from branchdesk.model.follow.complaint import Complaint
from branchdesk.model.policy import Policy
from branchdesk.rules.state import CLAIM

LIVING = CLAIM
"""After these ends the bank still has its claim: limitation runs on, whatever was archived."""
RUNNING = (
    "preserved", "filed", "accepted", "arbitration_filed", "hearing", "appealed", "enforcement",
    "resumed",
)  # fmt: skip
"""Stages after which a court, an arbitrator or an enforcement office still has the matter."""
SOURCE = "AML law art. 34"


class Beside(msgspec.Struct, frozen=True):
    """What the desk keeps beside its cases: every hold and every complaint."""

    holds: tuple[Hold, ...] = ()
    complaints: tuple[Complaint, ...] = ()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an ended case may be purged on a day, from when on, and what holds it."""

    number: str
    outcome: str
    """The end state."""
    closed_on: date | None
    free_on: date | None
    """The first day on which its time is over; None where no end of it was recorded."""
    held: tuple[Finding, ...]
    """What holds it whatever the day is."""
    against: tuple[Finding, ...]
    """Every reason against purging it on the day, the time that still runs among them."""

    @property
    def state(self) -> Literal["free", "held", "later"]:
        """``held`` by a reason, ``later`` while only its time still runs, else ``free``."""
        return "held" if self.held else "later" if self.against else "free"


def standing(
    case: Case, others: Iterable[Case], beside: Beside, policy: Policy, today: date
) -> Standing:
    """How a case stands; ``others`` are the customer's other cases."""
    closed = closed_on(case)
    complaints = [one for one in beside.complaints if about(one, case)]
    free = free_on(case, policy, complaints)
    held = [
        *_not_ended(case, closed),
        *_living(case),
        *_in_court(case),
        *_relationship(others),
        *_complained(complaints),
        *(_held(hold) for hold in beside.holds if hold.case == case.number and hold.holds),
    ]
    running = [] if free is None or free <= today else [_running(case, free, policy)]
    return Standing(
        number=case.number,
        outcome=outcome_of(case),
        closed_on=closed,
        free_on=free,
        held=tuple(held),
        against=(*held, *running),
    )


def outcome_of(case: Case) -> str:
    """The end state, of an archived case the one it was archived with."""
    return case.before_archive or case.state


def closed_on(case: Case) -> date | None:
    """The day on which the case was closed, the last time; None where it never was."""
    ended = case.entries("closed")
    return ended[-1].at.date() if ended else None


def about(complaint: Complaint, case: Case) -> bool:
    """True where a complaint names the case, or its customer and no case at all."""
    if complaint.case:
        return complaint.case == case.number
    return bool(complaint.customer_id) and complaint.customer_id == case.customer_id


def free_on(case: Case, policy: Policy, complaints: Sequence[Complaint] = ()) -> date | None:
    """The first day after every time that the case, a complaint in it and its recordings have."""
    closed = closed_on(case)
    if closed is None:
        return None
    terms = policy.retention
    runs = [after(closed, terms.case_years)]
    # An entry can be later than the end only where a case was touched after it; then it counts.
    days = [*_complaints(case), *(_last_of(one) for one in complaints)]
    runs += [after(day, terms.complaint_years) for day in days]
    runs += [after(day, terms.recording_years) for day in _recordings(case)]
    return max(runs)


def after(day: date, years: int) -> date:
    """The first day after whole years: a period ends with the same day of its last year."""
    try:
        last = day.replace(year=day.year + years)
    except ValueError:  # 29 February: that year ends with the month's last day
        last = date(day.year + years, 2, 28)
    return last + timedelta(days=1)


def _complaints(case: Case) -> list[date]:
    return [
        e.at.date()
        for e in case.timeline
        if e.kind.startswith("complaint_")
        or (e.kind == "contact" and e.facts.get("result") == "complaint")
    ]


def _last_of(complaint: Complaint) -> date:
    """The day on which the complainant was told or took it back, else the day of receipt."""
    return complaint.told_on or complaint.withdrawn_on or complaint.received_at.date()


def _complained(complaints: Sequence[Complaint]) -> list[Finding]:
    going = [one.id for one in complaints if one.is_open]
    return [Finding("retention.complaint", {"ids": going}, "R176")] if going else []


def _recordings(case: Case) -> list[date]:
    return [e.at.date() for e in case.timeline if e.facts.get("recording")]


def _running(case: Case, free: date, policy: Policy) -> Finding:
    years = policy.retention.case_years
    closed = closed_on(case)
    if closed is not None and free > after(closed, years):
        return Finding("retention.running-later", {"free_on": free}, "R182")
    return Finding("retention.running", {"free_on": free, "years": years}, SOURCE)


def _not_ended(case: Case, closed: date | None) -> list[Finding]:
    if case.state == "archived" and closed is not None:
        return []
    return [Finding("retention.not-archived", {"state": Term("state", case.state)}, "R182")]


def _living(case: Case) -> list[Finding]:
    outcome = outcome_of(case)
    if outcome not in LIVING:
        return []
    return [Finding("retention.claim-lives", {"outcome": Term("state", outcome)}, "R182")]


def _in_court(case: Case) -> list[Finding]:
    last = case.suit.stages[-1] if case.suit and case.suit.stages else None
    if last is None or last.code not in RUNNING:
        return []
    facts = {"stage": Term("suit", last.code), "on": last.on}
    return [Finding("retention.in-court", facts, "R182")]


def _relationship(others: Iterable[Case]) -> list[Finding]:
    """While the customer owes on another loan the relationship goes on."""
    going = [c.number for c in others if c.state != "archived" or outcome_of(c) in LIVING]
    return [Finding("retention.relationship", {"numbers": going}, SOURCE)] if going else []


def _held(hold: Hold) -> Finding:
    facts = {"id": hold.id, "by": hold.by, "on": hold.on, "ground": hold.ground}
    return Finding("retention.hold", facts)
