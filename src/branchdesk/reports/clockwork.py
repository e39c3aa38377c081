"""What clocks leave to be done: a paper to send, a suit to bring, before the last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.case import Case
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.worklist import Item, item_of
from branchdesk.rules.clock.clock import Clock

KIND = {
    "limitation": "limitation", "guarantor_limitation": "limitation", "guarantee": "guarantee",
    "claim": "suit", "court": "suit",
}  # fmt: skip
"""The kind of line that each kind of clock is told by; a mortgage ends with its debt."""
STEPS = ("fatal", "soon", "later")
"""The urgency at the last step, at the one before it, at the first."""
MISSED_DAYS = 30
"""How long a missed last day is still told: later the case alone tells of it."""


def clock_items(sheet: CaseSheet, today: date) -> Iterator[Item]:
    """A line for each clock of a case whose end comes near, and for one just missed."""
    for clock in sheet.clocks:
        urgent = step(clock, today)
        if urgent and clock.kind in KIND:
            yield _item(sheet, clock, urgent)


def step(clock: Clock, today: date) -> str:
    """How urgent a clock is: ``fatal`` at the last step, empty before the first."""
    if clock.until is None or clock.state not in ("running", "expired") or not clock.warn:
        return ""
    left = (clock.until - today).days
    if left < -MISSED_DAYS:
        return ""
    reached = [days for days in clock.warn if left <= days]
    return STEPS[len(clock.warn) - len(reached)] if reached else ""


def _item(sheet: CaseSheet, clock: Clock, urgent: str) -> Item:
    code = clock.code or clock.kind
    if clock.state == "expired":
        code = f"{code}-over"
    elif clock.kind == "guarantee" and not clock.code:
        code = f"guarantee-{_kind(sheet.case, clock)}"
    facts: dict[str, object] = {"due": clock.deadline, "who": clock.who}
    facts["sent"] = Term("clock", "sent-unproved") if clock.weak else ""
    text = Finding(f"today.{code}", facts, source=clock.source)
    return item_of(sheet, KIND[clock.kind], urgent, text, clock.until, (sheet.worker, "legal"))


def _kind(case: Case, clock: Clock) -> str:
    return next((g.kind for g in case.loan.guarantors if g.name == clock.who), "unknown")
