"""Reversal of a penalty that the bank itself caused, and the clock of the credit record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Case
from branchdesk.model.waiver import Reversal
from branchdesk.rules.owed.debt import Debt
from branchdesk.rules.state import out_of_place


def caused(debt: Debt) -> Money:
    """Penalty and compound interest as far as they are known: what is taken back."""
    return Money.total(part or ZERO for part in (debt.penalty, debt.compound))


def may_reverse_penalty(case: Case, debt: Debt) -> list[Finding]:
    """Every reason against it: only what was verified as the bank's own fault, on evidence (R149).

    There is no cap, and neither days nor a first time matter: it is no waiver.
    """
    return list(_against(case, debt))


def _against(case: Case, debt: Debt) -> Iterator[Finding]:
    if case.decision is None or case.decision.klass != "technical":
        yield Finding("reversal.not-technical", source="R149")
    if case.indicators.get("fault_party") != "bank":
        yield Finding("reversal.fault-not-bank", source="R149")
    if not str(case.indicators.get("evidence", "")).strip():
        yield Finding("reversal.no-evidence", source="R053")
    if case.decision is not None:
        yield from out_of_place(case, "penalty.reverse", "reversal.closed")
    if not caused(debt):
        yield Finding("reversal.nothing")
    waits = next((r for r in case.reversals if r.state == "asked"), None)
    if waits is not None:
        yield Finding("reversal.waits", {"id": waits.id, "approval": waits.approval}, "R148")


def credit_open(case: Case) -> tuple[Reversal, date] | None:
    """The reversal whose credit record is not yet corrected, and by which day it must be.

    It is done once the verification says on which day the correction was applied for (R149).
    """
    if case.indicators.get("credit_applied_on"):
        return None
    for one in case.reversals:
        if one.state == "granted" and one.decided_on is not None:
            return one, one.decided_on + timedelta(days=one.credit_days)
    return None


def may_file(case: Case) -> list[Finding]:
    """A case is not filed away while the customer's credit record is still wrong (R149)."""
    clock = credit_open(case)
    if clock is None:
        return []
    return [Finding("reversal.credit-open", {"id": clock[0].id, "due": clock[1]}, "R149")]
