"""What speaks against a paper for the court."""

from __future__ import annotations

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case

FOR_COURT = ("civil_complaint_loan", "civil_complaint_card")
"""Papers for the court: they show every number whole."""


def with_legal(case: Case) -> list[Finding]:
    """A complaint is drawn up once the supervisor gave the case to legal (R162, R166)."""
    return [] if case.suit is not None else [Finding("letter.no-suit", source="R162")]


def card(case: Case) -> list[Finding]:
    """The court's form for card debts is another than that for loans (R129)."""
    if case.loan.product == "credit_card":
        return []
    return [Finding("letter.only-card", source="R129")]


def no_card(case: Case) -> list[Finding]:
    """The court's form for loans is another than that for card debts (R128)."""
    if case.loan.product != "credit_card":
        return []
    return [Finding("letter.only-loan", source="R128")]
