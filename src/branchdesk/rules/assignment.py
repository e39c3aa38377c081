"""Who works a case and who decides, its level, its book (R057, R058, R064-R067, R153)."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.rules.classification import class_word
from branchdesk.rules.follow.grade import habit_grade
from branchdesk.rules.state import ENDS

STEPS = ("junior", "senior", "supervisor")
RISKY = ("malicious", "suspected")
BOOKS = ("normal", "overdue", "sued")
"""Who is paying (credit), who is overdue and not sued (legal), who is sued (preservation)."""


class Assigned(msgspec.Struct, frozen=True):
    """Who works the case, who decides on it, and every reason."""

    works: str
    decides: str
    reasons: tuple[Finding, ...]


def works(
    word: str, days: int | None, amount: Money | None, policy: Policy, habit: str = ""
) -> str:
    """The role that works a loan by age, amount and risk (R057, R058).

    ``word`` is its class, ``habit`` the customer's habit grade.
    """
    bounds = policy.assignment
    step = int(days is not None and days > bounds.junior_days)
    step += word in RISKY or habit == "D" or (amount is not None and amount > bounds.raise_amount)
    return STEPS[min(step, len(STEPS) - 1)]


def assigned(case: Case, days: int | None, amount: Money | None, policy: Policy) -> Assigned:
    """Who works a case, who decides on it, and every reason (R057, R058)."""
    bounds, reasons = policy.assignment, []
    word, habit = class_word(case), habit_grade(case.habit, policy).grade
    if days is not None and days > bounds.junior_days:
        reasons.append(
            Finding("assign.days", {"days": days, "limit": bounds.junior_days}, source="R057")
        )
    if word in RISKY:
        reasons.append(Finding("assign.risk", source="R058"))
    elif habit == "D":
        reasons.append(Finding("assign.grade", source="R058"))
    elif amount is not None and amount > bounds.raise_amount:
        sums = {"amount": amount, "limit": Money(bounds.raise_amount)}
        reasons.append(Finding("assign.amount", sums, source="R058"))
    worker = works(word, days, amount, policy, habit)
    above = days is not None and days > bounds.decided_above
    if above:
        facts = {"days": days, "limit": bounds.decided_above}
        reasons.append(Finding("assign.decided", facts, source="R057"))
    return Assigned(worker, "supervisor" if above else worker, tuple(reasons))


def level(days: int | None, amount: Money | None, policy: Policy) -> str:
    """L1, L2 or L3 by days and amount together; empty while one is unknown (R067)."""
    if days is None or amount is None:
        return ""
    for number, (most, below) in enumerate(policy.assignment.levels, 1):
        if days <= most and amount < below:
            return f"L{number}"
    return f"L{len(policy.assignment.levels) + 1}"


def is_large(amount: Money | None, policy: Policy) -> bool | None:
    """True for a large sum, where suit or agency may be thought of; None while unknown (R153)."""
    return None if amount is None else amount >= policy.assignment.large


def periods_overdue(case: Case, days: int | None) -> int | None:
    """How many instalments are unpaid; a loan with one due date has one or none (R064)."""
    items = case.loan.overdue_items
    if items:
        return sum(item.open > 0 for item in items)
    return None if days is None else int(days > 0)


def book(case: Case, days: int | None) -> str:
    """In which of the three books a case stands; empty once it ended or while unknown (R065, R066).

    A case at court is the preservation department's, one period overdue or more the legal
    department's, one that pays the credit department's.
    """
    if case.state in (*ENDS, "archived"):
        return ""
    if case.state == "with_legal":
        return "sued"
    periods = periods_overdue(case, days)
    if periods is None:
        return ""
    return "overdue" if periods else "normal"


def restructured_until(case: Case, as_of: date, policy: Policy) -> date | None:
    """The last day of the watch over a restructured asset, or None where it is none.

    A granted plan for a customer in difficulty makes one; it counts from the day of its making.
    """
    days = policy.assignment.restructured_days
    made = [p.made_on for p in case.plans if p.state in ("granted", "replaced")]
    ends = [day + timedelta(days=days) for day in made if day is not None and day <= as_of]
    last = max(ends, default=None)
    return last if last is not None and last >= as_of else None
