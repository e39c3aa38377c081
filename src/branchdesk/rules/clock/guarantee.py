"""How long a guarantor answers: a period that nothing stops, and then their own limitation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.period import last_day, months_after, years_after
from branchdesk.basics.workdays import Deadline
from branchdesk.model.case import Case
from branchdesk.model.loan import Guarantor
from branchdesk.model.policy import Policy
from branchdesk.rules.clock.clock import Clock, Interruption, running
from branchdesk.rules.clock.interruption import claims, interruptions
from branchdesk.rules.clock.limitation import PENDING, made_due, run


class Period(msgspec.Struct, frozen=True):
    """A guarantee period: facts of the contract alone, so nothing that happens moves it."""

    since: date | None
    end: Deadline | None
    why: Finding


def period(case: Case, one: Guarantor, policy: Policy, as_of: date) -> Period:
    """From the end of the term: as agreed, else six months (Civil Code 692).

    A day agreed on or before the end of the term is as if none was agreed. A missed instalment
    begins nothing, a bankruptcy before the term's end does: whoever claims within six months of it
    is never too late. An agreed day stands as it is; a counted one on a holiday moves (203).
    """
    terms, months = case.loan.terms, policy.limitation.guarantee_months
    called_in = terms.accelerated_on is not None and terms.accelerated_on <= as_of
    ended = terms.accelerated_on if called_in else terms.maturity
    accepted = made_due(case.loan, ended, as_of)
    begins = accepted or ended
    if one.until is not None and (terms.maturity is None or one.until > terms.maturity):
        why = Finding("clock.guarantee-agreed", {"until": one.until}, source="民法典692")
        return Period(begins, Deadline(one.until, provisional=False), why)
    if begins is None:
        return Period(None, None, Finding("clock.guarantee-no-maturity", source="民法典692"))
    facts = {"since": begins, "months": months}
    code = "bankrupt" if accepted else "accelerated" if called_in else "default"
    why = Finding(f"clock.guarantee-{code}", facts, source="民法典692")
    return Period(begins, last_day(months_after(begins, months), policy.calendar), why)


def guarantees(case: Case, policy: Policy, as_of: date) -> Iterator[Clock]:
    """For each guarantor the guarantee period and, once it was kept, their own limitation."""
    for one in case.loan.guarantors:
        clock = guarantee(case, one, policy, as_of)
        yield clock
        if clock.state == "met":
            yield from _own(case, one, clock, policy, as_of)


def guarantee(case: Case, one: Guarantor, policy: Policy, as_of: date) -> Clock:
    """The guarantee period of one guarantor as it stands on a day.

    Joint: a claim on the guarantor within it. General: a suit against the debtor within it. Where
    the kind is unclear the law takes it as general (686); both are asked for to be safe.
    """
    told = period(case, one, policy, as_of)
    made = claims(case, one, policy, as_of)
    clock = Clock(
        kind="guarantee",
        party="guarantor",
        who=one.name,
        since=told.since,
        until=told.end.day if told.end else None,
        provisional=told.end.provisional if told.end else False,
        state="unknown",
        why=told.why,
        warn=policy.limitation.warn_days,
        weak=tuple(i for i in made if not i.counts),
    )
    if told.end is None:
        return clock
    claim, sued = _claimed(made, told), _sued(case, told, as_of)
    kept = [i for i in (_needed(one, claim, sued)) if i is not None]
    if len(kept) == len(_needed(one, claim, sued)):
        return msgspec.structs.replace(clock, state="met", last=kept[0])
    return msgspec.structs.replace(clock, state=running(told.end.day, as_of))


def _needed(
    one: Guarantor, claim: Interruption | None, sued: Interruption | None
) -> tuple[Interruption | None, ...]:
    """What has to be done within the period, by the kind; the claim first."""
    if one.kind == "joint":
        return (claim,)
    return (sued,) if one.kind == "general" else (claim, sued)


def _claimed(made: list[Interruption], told: Period) -> Interruption | None:
    """The first proved claim within the period; before the term's end nothing is due yet."""
    for claim in made:
        begun = told.since is None or claim.on >= told.since
        if claim.counts and begun and told.end is not None and claim.on <= told.end.day:
            return claim
    return None


def _sued(case: Case, told: Period, as_of: date) -> Interruption | None:
    """The suit or arbitration against the debtor within the period (Civil Code 693)."""
    stages = [s for s in case.suit.stages if s.on <= as_of] if case.suit else []
    for stage in stages:
        after = [s.code for s in stages if s.on >= stage.on]
        if "withdrawn" in after or "rejected" in after:
            continue
        if stage.code in PENDING and told.end is not None and stage.on <= told.end.day:
            what = f"stage-{stage.code}"
            return Interruption(on=stage.on, what=what, evidence=stage.number or stage.court)
    return None


def _own(case: Case, one: Guarantor, kept: Clock, policy: Policy, as_of: date) -> Iterator[Clock]:
    """The guarantor's own three years (Civil Code 694)."""
    begins = _begins(case, one, kept, as_of)
    years = policy.limitation.years
    if begins is None:
        yield Clock(
            kind="guarantor_limitation", party="guarantor", who=one.name, since=None, until=None,
            state="held", why=Finding("clock.own-later", source="民法典694"),
            warn=kept.warn,
        )  # fmt: skip
        return
    told = run(begins, interruptions(case, policy, as_of, one), years, policy)
    facts = {"since": begins, "years": years}
    yield Clock(
        kind="guarantor_limitation",
        party="guarantor",
        who=one.name,
        since=begins,
        until=told.end.day,
        provisional=told.end.provisional,
        state=running(told.end.day, as_of),
        last=told.last,
        weak=told.weak,
        why=Finding("clock.own", facts, source="民法典694"),
        warn=kept.warn,
    )


def _begins(case: Case, one: Guarantor, kept: Clock, as_of: date) -> date | None:
    """Joint: the claim. General: the end of an enforcement in vain, a year after it was asked."""
    if one.kind != "general":
        return kept.last.on if kept.last else None
    stages = [s for s in case.suit.stages if s.on <= as_of] if case.suit else []
    ended = next((s.on for s in stages if s.code == "enforcement_ended"), None)
    asked = next((s.on for s in stages if s.code == "enforcement"), None)
    year = years_after(asked, 1) if asked is not None else None
    days = [day for day in (ended, year) if day is not None and day <= as_of]
    return min(days, default=None)
