"""Why loans are overdue: the reasons of the open cases counted, with what prevents each (R069)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.state import OPEN

MEASURES = {
    "cash_flow": "plan-ahead",
    "poor_business": "watch-business",
    "accident": "insure",
    "illness": "insure",
    "job_loss": "plan-ahead",
    "deliberate": "check-before",
    "false_facts": "check-before",
    "refuses": "check-before",
    "system_fault": "own-house",
    "wrong_data": "own-house",
    "debit_failed": "remind",
    "disputes_amount": "explain",
}
"""What prevents an overdue of this reason: a sentence of wording/cause.toml."""


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One reason with the open cases that name it."""

    reason: str
    """A code of the enquiry form; ``unknown`` where nobody said."""
    count: int
    severe: int
    """How many of them are severe."""
    amount: Money
    """Overdue principal and interest, as far as they are known."""
    measure: str
    """A code of wording/cause.toml."""


def causes(sheets: Iterable[CaseSheet]) -> list[Cause]:
    """The reasons of the open cases that are overdue, the largest amount first."""
    found: dict[str, list[CaseSheet]] = {}
    for sheet in sheets:
        if sheet.case.state in OPEN and sheet.days:
            found.setdefault(sheet.case.enquiry.reason or "unknown", []).append(sheet)
    rows = [
        Cause(
            reason=reason,
            count=len(many),
            severe=sum(one.severity == "severe" for one in many),
            amount=Money.total(one.overdue or ZERO for one in many),
            measure=MEASURES.get(reason, "ask"),
        )
        for reason, many in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.amount, row.reason))
