"""Every clock of a case on one day, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from branchdesk.basics.finding import Finding
from branchdesk.basics.period import last_day, months_after
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.rules.clock.clock import Clock, running
from branchdesk.rules.clock.guarantee import guarantees
from branchdesk.rules.clock.limitation import limitation
from branchdesk.rules.court import suit

STATES = ("running", "expired", "unknown", "held", "met")
FREE = (
    "settled", "technical_resolved", "transferred", "renewed", "debt_asset", "recorded_in_error",
)  # fmt: skip
"""Ends after which the branch has no claim left that a clock could end."""


def lives(case: Case) -> bool:
    """True while the claim lives: an open case, or one written off or handed over."""
    return case.state not in FREE and case.before_archive not in FREE


def lived(case: Case, as_of: date) -> bool:
    """True where the claim lived on a day: what ended later does not end it before."""
    if lives(case):
        return True
    closed = case.entries("closed")
    wrong = "recorded_in_error" in (case.state, case.before_archive)
    return bool(closed) and not wrong and as_of < closed[-1].at.date()


def clocks(case: Case, policy: Policy, as_of: date) -> tuple[Clock, ...]:
    """All clocks of a case whose claim lives: what runs first, the nearest end first."""
    if not lived(case, as_of):
        return ()
    found = [
        *limitation(case, policy, as_of),
        *guarantees(case, policy, as_of),
        *_bankruptcy(case, policy, as_of),
        *_court(case, policy, as_of),
    ]
    return tuple(sorted(found, key=lambda c: (STATES.index(c.state), c.until or date.max)))


def _bankruptcy(case: Case, policy: Policy, as_of: date) -> Iterator[Clock]:
    """The time to file a claim: as the court's notice says, else the least that the law gives.

    It runs from the notice; where its day is unknown, from the acceptance: never too late.
    """
    terms, limits = case.loan.terms, policy.limitation
    accepted = terms.interest_stops_on
    if accepted is None or accepted > as_of:
        return
    told = terms.claims_from
    since = told if told is not None and told <= as_of else accepted
    end = last_day(since + timedelta(days=limits.claim_days), policy.calendar)
    until, provisional = terms.claims_until or end.day, not terms.claims_until and end.provisional
    facts = {
        "on": accepted,
        "since": since,
        "days": limits.claim_days,
        "most": months_after(since, limits.claim_months),
    }
    code = "clock.claim-named" if terms.claims_until else "clock.claim-least"
    filed = terms.claim_filed_on is not None and terms.claim_filed_on <= as_of
    if filed:
        code, facts = "clock.claim-filed", {"on": terms.claim_filed_on}
    yield Clock(
        kind="claim",
        party="court",
        since=since,
        until=until,
        provisional=provisional,
        state="met" if filed else running(until, as_of),
        why=Finding(code, facts, source="破产法45"),
        warn=limits.warn_days,
    )


def _court(case: Case, policy: Policy, as_of: date) -> Iterator[Clock]:
    """The clocks of its suit, which have their own place in the order of work."""
    for one in suit.clocks(case.suit, policy, as_of) if case.suit else ():
        yield Clock(
            kind="court",
            code=one.code,
            party="court",
            since=one.since,
            until=one.due,
            provisional=one.provisional,
            state=running(one.due, as_of),
            why=Finding(f"clock.{one.code}", source=one.source),
            warn=one.warn,
        )
