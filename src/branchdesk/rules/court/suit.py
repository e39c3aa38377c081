"""The way through the courts: what follows what, which clock runs, what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.period import years_after
from branchdesk.basics.wording import Term
from branchdesk.basics.workdays import add_workdays
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.model.suit import Stage, Suit
from branchdesk.rules.court.legal import lacking, triggers
from branchdesk.rules.state import out_of_place

AFTER: Mapping[str, tuple[str, ...]] = {
    "": ("papers_ready", "mediation", "preserved"),
    "papers_ready": ("mediation", "preserved", "filed", "arbitration_filed"),
    "mediation": ("preserved", "filed", "arbitration_filed", "effective", "withdrawn"),
    "preserved": (
        "papers_ready", "filed", "arbitration_filed", "hearing", "judgment", "seizure_renewed",
    ),
    "filed": ("accepted", "rejected", "preserved", "withdrawn", "hearing"),
    "arbitration_filed": ("hearing", "judgment", "effective", "withdrawn", "preserved"),
    "accepted": ("hearing", "judgment", "preserved", "withdrawn", "effective", "published"),
    "published": ("hearing", "judgment", "preserved", "withdrawn", "effective"),
    "seizure_renewed": ("hearing", "judgment", "effective", "enforcement", "withdrawn"),
    "hearing": ("hearing", "judgment", "effective", "withdrawn", "preserved"),
    "judgment": ("appealed", "effective"),
    "appealed": ("hearing", "judgment", "effective", "withdrawn"),
    "effective": ("enforcement",),
    "enforcement": ("enforcement_settled", "enforcement_ended", "withdrawn", "seizure_renewed"),
    "enforcement_settled": ("resumed",),
    "enforcement_ended": ("resumed",),
    "resumed": ("enforcement_settled", "enforcement_ended", "withdrawn"),
    "withdrawn": ("filed", "arbitration_filed"),
    "rejected": ("filed", "arbitration_filed"),
}  # fmt: skip
"""What usually follows a stage; another order is a fact all the same, and is remarked on."""
LEAP = 29


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """A day by which something must be done, and the law or clause it rests on."""

    code: str
    due: date
    source: str
    provisional: bool = False
    """True where the year's holidays are not known yet."""
    since: date | None = None
    """The day that began it."""
    warn: tuple[int, ...] = ()
    """Where it is long: days before the end at which it is told, falling; empty: always."""


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


def clocks(suit: Suit, policy: Policy, as_of: date) -> list[Clock]:
    """Every clock that runs on a day, by the last stage it begins with; the nearest first."""
    reached = tuple(s for s in suit.stages if s.on <= as_of)
    known = msgspec.structs.replace(suit, stages=reached)
    begun = (c for c in _clocks(known, policy) if c.since is None or c.since <= as_of)
    return sorted(begun, key=lambda clock: clock.due)


def _clocks(suit: Suit, policy: Policy) -> Iterator[Clock]:
    legal, limits = policy.legal, policy.limitation
    # A renewal is no step of the proceedings: the clock of the step before it runs on.
    last = next((s for s in reversed(suit.stages) if s.code != "seizure_renewed"), None)
    code = last.code if last else ""
    if code in ("", "mediation") and suit.reached("papers_ready") is None:
        ready = add_workdays(suit.since, legal.papers_days, policy.calendar)
        yield Clock(
            code="papers", due=ready.day, source="R164", provisional=ready.provisional,
            since=suit.since,
        )  # fmt: skip
    if code == "filed" and last is not None:
        yield _days("decision", last.on, legal.filing_days, "民诉法126")
    if code == "published" and last is not None:
        yield _days("published", last.on, limits.publication_days, "民诉法95")
    if code == "judgment" and last is not None:
        yield _days("appeal", last.on, legal.appeal_days, "民诉法171")
    if code == "rejected" and last is not None:
        yield _days("appeal_ruling", last.on, limits.ruling_days, "民诉法171")
    preserved = suit.reached("preserved")
    if preserved is not None and suit.reached("filed", "arbitration_filed") is None:
        yield _days("sue", preserved.on, legal.preserve_sue_days, "民诉法104")
    effective = suit.reached("effective")
    if effective is not None and suit.reached("enforcement", "resumed") is None:
        due = years_after(effective.on, legal.enforce_years)
        yield Clock(code="enforce", due=due, source="民诉法250", since=effective.on)
    yield from _seizures(suit, policy)


def _days(code: str, on: date, days: int, source: str) -> Clock:
    return Clock(code=code, due=on + timedelta(days=days), source=source, since=on)


def _seizures(suit: Suit, policy: Policy) -> Iterator[Clock]:
    """Each seizure with its last day; a renewal covers all earlier ones of its kind."""
    if suit.reached("enforcement_settled", "withdrawn") is not None:
        return
    held: dict[str, list[Stage]] = {}
    for stage in suit.stages:
        if stage.code == "seizure_renewed":
            held[stage.seized] = []
        if stage.seized and stage.code in ("preserved", "seizure_renewed"):
            held.setdefault(stage.seized, []).append(stage)
    limits = policy.limitation
    for stage in (stage for stages in held.values() for stage in stages):
        due = years_after(stage.on, limits.seizure_years[stage.seized])
        yield Clock(
            code=f"seizure_{stage.seized}", due=due, source="民诉法解释485", since=stage.on,
            warn=limits.seizure_warn_days,
        )  # fmt: skip


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
