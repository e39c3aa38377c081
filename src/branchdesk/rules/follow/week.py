"""Which arrears grades are worked in which week, and the plan of a month (R099-R102)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.model.follow.grade import MonthPlan
from branchdesk.model.policy import Policy
from branchdesk.rules.court.legal import UNREACHED
from branchdesk.rules.follow.event import effect_of, running

PLANNED_IN = ("enquired", "verified", "classified", "dunning")
"""States in which a case is dunned by us; arrangements, courts and agencies have their own days."""
Stand = Literal["open", "planned", "done"]


class Span(msgspec.Struct, frozen=True):
    """The days in which a customer is worked once."""

    since: date
    until: date


class Turn(msgspec.Struct, frozen=True):
    """Whether a customer had their turn in a span, and on which day they had or will have it."""

    stand: Stand
    on: date | None = None


def week_of(day: date) -> int:
    """The week of the month: days 1-7 are the first, 29 and later the fifth."""
    return (day.day - 1) // 7 + 1


def span_of(grade: str, day: date, policy: Policy) -> Span | None:
    """The span of a grade that holds this day; None where it is not its turn (R100-R102)."""
    spans: Mapping[Any, tuple[tuple[int, int], ...]] = policy.grade.weeks
    for first, last in spans.get(grade, ()):
        if first <= week_of(day) <= last:
            end = monthrange(day.year, day.month)[1]
            return Span(day.replace(day=7 * first - 6), day.replace(day=min(7 * last, end)))
    return None


def is_planned(case: Case, customer: Customer, policy: Policy) -> bool:
    """True where the week plan counts the case: dunned by us, not technical, and not left alone."""
    if case.state not in PLANNED_IN:
        return False
    if case.decision is not None and case.decision.klass == "technical":
        return False
    effects = (effect_of(event, policy) for event in running(customer))
    return not any(effect and "self" in effect.stops for effect in effects)


def turn(case: Case, contacts: Iterable[Contact], span: Span, today: date) -> Turn:
    """Done by somebody reached or a payment in the span; planned by a next step within it.

    ``contacts`` are those of the case that stand.
    """
    reached = (contact.at.date() for contact in contacts if contact.result not in UNREACHED)
    paid = (p.on for p in case.payments if not p.reversed_by)
    days = [day for day in (*reached, *paid) if span.since <= day <= min(span.until, today)]
    if days:
        return Turn("done", max(days))
    if case.next_on is not None and today <= case.next_on <= span.until:
        return Turn("planned", case.next_on)
    return Turn("open")


def month_plan(case: Case) -> MonthPlan | None:
    """The plan that counts: the last one."""
    return case.month_plans[-1] if case.month_plans else None


def wrong_target(target: date | None, today: date) -> list[Finding]:
    """A plan whose day is past is none."""
    if target is None or target >= today:
        return []
    return [Finding("week.target-past", {"read": target}, "R099", field="target_on")]
