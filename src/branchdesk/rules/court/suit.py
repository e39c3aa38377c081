"""The way through the courts: what follows what, which clock runs, what is still missing."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Term
from branchdesk.basics.workdays import add_workdays
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.model.suit import Suit
from branchdesk.rules.court.legal import lacking, triggers
from branchdesk.rules.state import out_of_place

AFTER: Mapping[str, tuple[str, ...]] = {
    "": ("papers_ready", "mediation", "preserved"),
    "papers_ready": ("mediation", "preserved", "filed", "arbitration_filed"),
    "mediation": ("preserved", "filed", "arbitration_filed", "effective", "withdrawn"),
    "preserved": ("papers_ready", "filed", "arbitration_filed", "hearing", "judgment"),
    "filed": ("accepted", "rejected", "preserved", "withdrawn", "hearing"),
    "arbitration_filed": ("hearing", "judgment", "effective", "withdrawn", "preserved"),
    "accepted": ("hearing", "judgment", "preserved", "withdrawn", "effective"),
    "hearing": ("hearing", "judgment", "effective", "withdrawn", "preserved"),
    "judgment": ("appealed", "effective"),
    "appealed": ("hearing", "judgment", "effective", "withdrawn"),
    "effective": ("enforcement",),
    "enforcement": ("enforcement_settled", "enforcement_ended", "withdrawn"),
    "enforcement_settled": ("resumed",),
    "enforcement_ended": ("resumed",),
    "resumed": ("enforcement_settled", "enforcement_ended", "withdrawn"),
    "withdrawn": ("filed", "arbitration_filed"),
    "rejected": ("filed", "arbitration_filed"),
}
"""What usually follows a stage; another order is a fact all the same, and is remarked on."""
LEAP = 29


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """A day by which something must be done, and the law or clause it rests on."""

    code: str
    due: date
    source: str
    provisional: bool = False
    """True where the year's holidays are not known yet."""


def unusual(suit: Suit, code: str, on: date) -> list[Finding]:
    """What is remarkable in a stage; it is recorded all the same (a fact is never refused)."""
    found = []
    last = suit.stages[-1] if suit.stages else None
    if code not in AFTER[last.code if last else ""]:
        facts = {"stage": Term("suit", code), "last": Term("suit", last.code if last else "none")}
        found.append(Finding("suit.order", facts))
    if last is not None and on < last.on:
        found.append(Finding("suit.earlier", {"on": on, "last": last.on}))
    if on < suit.since:
        found.append(Finding("suit.before-decision", {"on": on, "since": suit.since}, "R162"))
    return found


def clocks(suit: Suit, policy: Policy) -> list[Clock]:
    """Every clock that runs now, by the last stage it begins with; the nearest first."""
    return sorted(_clocks(suit, policy), key=lambda clock: clock.due)


def _clocks(suit: Suit, policy: Policy) -> Iterator[Clock]:
    legal, last = policy.legal, suit.stages[-1].code if suit.stages else ""
    if last in ("", "mediation") and suit.reached("papers_ready") is None:
        ready = add_workdays(suit.since, legal.papers_days, policy.calendar)
        yield Clock(code="papers", due=ready.day, source="R164", provisional=ready.provisional)
    if last == "filed":
        on = suit.stages[-1].on
        yield Clock(code="decision", due=on + timedelta(days=legal.filing_days), source="民诉法126")
    preserved = suit.reached("preserved")
    if preserved is not None and suit.reached("filed", "arbitration_filed") is None:
        due = preserved.on + timedelta(days=legal.preserve_sue_days)
        yield Clock(code="sue", due=due, source="民诉法104")
    if last == "judgment":
        due = suit.stages[-1].on + timedelta(days=legal.appeal_days)
        yield Clock(code="appeal", due=due, source="民诉法171")
    effective = suit.reached("effective")
    if effective is not None and suit.reached("enforcement", "resumed") is None:
        yield Clock(
            code="enforce", due=years_after(effective.on, legal.enforce_years), source="民诉法250"
        )


def years_after(day: date, years: int) -> date:
    """The same day so many years on; the last of February where there is no 29th (民法典202)."""
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


def preservation_fee(claim: Money, policy: Policy) -> Money:
    """What a court charges to preserve assets of so much, yuan (诉讼费用交纳办法, article 14)."""
    legal = policy.legal
    fee = legal.preserve_base
    below = Decimal(0)
    for above, share in legal.preserve_brackets:
        fee += max(Decimal(0), Decimal(claim) - above) * (share - below)
        below = share
    return Money.rounded(min(fee, legal.preserve_most))


def may_hand_over(case: Case) -> list[Finding]:
    """Why a case may not be given to legal for a suit, beside its triggers (R149, R162)."""
    found = []
    if case.suit is not None and case.state == "with_legal":
        found.append(Finding("suit.there-already", {"since": case.suit.since}))
    decision = case.decision
    if decision is not None:
        found += out_of_place(case, "suit.ask")
    if decision is None:
        found.append(Finding("suit.not-classified", source="R054"))
    elif decision.klass == "technical":
        found.append(Finding("suit.technical", source="R149"))
    return found


def may_ask(case: Case, days: int | None, policy: Policy, today: date) -> list[Finding]:
    """Why it may not be asked whether to sue: the hand-over, or no trigger fired (R150-R152)."""
    given = (case, days, policy, today)
    return may_hand_over(case) + ([] if triggers(*given) else lacking(*given))


def may_list_credit(case: Case) -> list[Finding]:
    """Why bad credit may not be reported yet: a notice comes first (征信业管理条例15, R155)."""
    told = [p for p in case.letters if p.number and p.code in ("overdue_notice", "final_demand")]
    return [] if told else [Finding("suit.no-notice", source="征信业管理条例15")]
