"""Whether a case may be entrusted to an agency or law firm, and what follows of it (R153, R162)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label, Term
from branchdesk.model.agency.mandate import Mandate, Report
from branchdesk.model.agency.register import Agency
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.policy import Policy
from branchdesk.rules import deferral
from branchdesk.rules.agency.register import hindrances
from branchdesk.rules.assignment import is_large
from branchdesk.rules.follow.event import effect_of, name_of, running, without_contact
from branchdesk.rules.state import ENDS, may_move, out_of_place

ACT = "agency.mandate"
LAW = "个人信息保护法23"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be entrusted, and to whom."""

    case: Case
    agency: Agency
    until: date
    informed_on: date | None
    informed_proof: str
    consent: str
    amount: Money | None
    customer: Customer


Check = Callable[[Asked, Policy, date], list[Finding]]


def may_mandate(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """Every reason against it, not the first; empty where a supervisor may be asked (R159-R162)."""
    against = [finding for check in CHECKS for finding in check(asked, policy, today)]
    return against + hindrances(asked.agency, policy, today)


def fit_case(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """The case is classified, no technical one, open, and not eased (R003, R094, R127, R149)."""
    return _unfit(asked.case, today) + _wrong_state(asked.case, asked.agency.kind)


def _unfit(case: Case, today: date) -> list[Finding]:
    found = []
    if case.decision is None:
        found.append(Finding("mandate.not-classified", source="R054"))
    elif case.decision.klass == "technical":
        found.append(Finding("mandate.technical", source="R149"))
    if case.plan_in_force is not None:
        found.append(Finding("mandate.plan-in-force", {"id": case.plan_in_force.id}, "R127"))
    running = deferral.in_force(case, today)
    if running is not None:
        facts = {"id": running.id, "until": running.until}
        found.append(Finding("mandate.deferred", facts, "R094"))
    return found


def _wrong_state(case: Case, kind: str) -> list[Finding]:
    if case.decision is None:
        return []
    found = out_of_place(case, ACT)
    if found or kind != "agency" or case.state == "with_agency":
        return found
    return may_move(case, "with_agency")


def one_at_a_time(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """One of a kind has a case at a time."""
    kind = asked.agency.kind
    there = [m for m in asked.case.mandates if m.kind == kind and m.state in ("asked", "granted")]
    return [Finding("mandate.there", {"id": m.id, "name": m.name}) for m in there]


def informed(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """The customer was told beforehand who gets the data, and there is proof of it (PIPL 23)."""
    found = []
    if asked.informed_on is None:
        found.append(Finding("mandate.not-informed", source=LAW, field="informed_on"))
    if not asked.informed_proof:
        found.append(Finding("mandate.no-proof", source=LAW, field="informed_proof"))
    return found


def left_alone(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """Whom nobody of ours may contact, no agency contacts for us (R183)."""
    return without_contact(asked.customer, policy) if asked.agency.kind == "agency" else []


CHECKS: tuple[Check, ...] = (fit_case, one_at_a_time, informed, left_alone)


def remarks(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """What the supervisor is to know; it stops nothing."""
    found = []
    if is_large(asked.amount, policy) is False:
        facts = {"amount": asked.amount, "large": Money(policy.assignment.large)}
        found.append(Finding("mandate.small", facts, "R153"))
    if asked.customer.kind != "enterprise" and not asked.consent:
        found.append(Finding("mandate.no-consent", source=LAW))
    for paper in asked.agency.valid_papers:
        if paper.expires_on is not None and today <= paper.expires_on < asked.until:
            ends = {"what": Term("agency_paper", paper.kind), "on": paper.expires_on}
            found.append(Finding("mandate.paper-ends", ends, "R159"))
    return found


def overtaken(case: Case, kind: str, today: date) -> list[Finding]:
    """What came between the question and the grant, so that it can no longer be granted."""
    return _unfit(case, today) + _wrong_state(case, kind)


def granted(case: Case, kind: str) -> Mandate | None:
    """The running mandate to an agency or a law firm, or None."""
    return next((m for m in case.mandates if m.state == "granted" and m.kind == kind), None)


def reported_on(case: Case) -> list[Mandate]:
    """The mandates on which a report may come in: a last one comes after the recall too."""
    return [m for m in case.mandates if m.state in ("granted", "recalled")]


def unreviewed(case: Case) -> list[tuple[Mandate, Report]]:
    """The reports that no second person looked at yet, oldest first (R161)."""
    return [(m, r) for m in case.mandates for r in m.reports if not r.reviewed_by]


def must_return(
    case: Case, customer: Customer, policy: Policy
) -> list[tuple[Mandate, Term | Label]]:
    """Granted mandates that the case has outlived, each with why.

    It ended, was eased, turned out to be technical (R149), or the debtor is left alone (R183).
    """
    why: Term | Label | None = None
    events = [e for e in running(customer) if "self" in getattr(effect_of(e, policy), "stops", ())]
    if case.state in (*ENDS, "in_arrangement"):
        why = Term("state", case.state)
    elif case.decision is not None and case.decision.klass == "technical":
        why = Term("class", "technical")
    out = [m for m in case.mandates if m.state == "granted"]
    found: list[tuple[Mandate, Term | Label]] = []
    for one in out:
        its = why
        if its is None and one.kind == "agency" and case.state != "with_agency":
            its = Term("state", case.state)
        if its is None and one.kind == "agency" and events:
            its = name_of(events[0], policy)
        if its is not None:
            found.append((one, its))
    return found


def ends_soon(mandate: Mandate, policy: Policy, today: date) -> bool:
    """True from the warning days before its last day on."""
    return mandate.until <= today + timedelta(days=policy.agency.warn_days)
