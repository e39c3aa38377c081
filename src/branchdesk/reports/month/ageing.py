"""What is overdue on the cut-off day by severity: the list's accounts and the cases on no list."""

from __future__ import annotations

from branchdesk.basics.money import ZERO
from branchdesk.model.month import MonthEnd
from branchdesk.reports.month.sums import Sum

OVERDUE = ("light", "moderate", "severe")


def ageing(month: MonthEnd) -> dict[str, Sum]:
    """Number and amount of each severity, light first; what is not overdue is left out."""
    found = dict.fromkeys(OVERDUE, Sum())
    for line in month.lines:
        if line.severity in found:
            found[line.severity] += Sum(1, line.amount if line.amount is not None else ZERO)
    return found
