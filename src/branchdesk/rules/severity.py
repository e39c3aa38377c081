"""Days past due, the branch's severity, and the regulator's five classes (R055, R056)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from branchdesk.model.loan import Loan
from branchdesk.model.policy import Policy

Severity = Literal["none", "light", "moderate", "severe", ""]
SEVERITIES: tuple[Severity, ...] = ("none", "light", "moderate", "severe")


def days_past_due(due: date | None, as_of: date) -> int | None:
    """Whole days since the due date: the day after it is day 1; 0 while it is not past.

    None where the due date is unknown. Example G13: due 2023-01-31, as of 2023-02-02 gives 2.
    """
    return None if due is None else max(0, (as_of - due).days)


def overdue_days(loan: Loan, as_of: date, policy: Policy) -> int | None:
    """Days past due of a loan, from its oldest unpaid instalment; None where no date is known.

    Within the contract's grace (a card's by usage), or below a card's tolerance, it is not overdue;
    once the grace is over the days run from the due date.
    """
    unpaid = [item.due for item in loan.overdue_items if item.open > 0]
    days = days_past_due(min(unpaid, default=loan.due_date), as_of)
    if not days:
        return days
    card, bounds = loan.product == "credit_card", policy.assignment
    if card and loan.amount is not None and loan.amount <= bounds.card_tolerance:
        return 0
    usual = bounds.card_grace_days if card else 0
    grace = usual if loan.terms.grace_days is None else loan.terms.grace_days
    return days if days > grace else 0


def severity(days: int | None, policy: Policy) -> Severity:
    """The severity of so many days past due; empty where they are unknown (R055, R056)."""
    if days is None:
        return ""
    light, moderate = policy.severity.bounds
    if days <= 0:
        return "none"
    # Day 30 and day 90 stand in two classes in the short procedure; the long one decides.
    if days <= light:
        return "light"
    return "moderate" if days <= moderate else "severe"


def regulator_class(days: int | None, product: str, policy: Policy) -> str:
    """The regulator's class by days alone, shown beside the core system's own; empty if unknown."""
    if days is None:
        return ""
    card = product == "credit_card"
    bounds = policy.severity.card_classes if card else policy.severity.loan_classes
    reached = [name for name, above in bounds.items() if days > above]
    return max(reached, key=lambda name: bounds[name], default="normal")
