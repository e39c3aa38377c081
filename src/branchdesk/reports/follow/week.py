"""The plan of the week: who is due by their arrears grade, and who had their turn (R099-R102)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.contact import contact_of
from branchdesk.rules.follow.week import (
    Span,
    Turn,
    is_planned,
    month_plan,
    span_of,
    turn,
)
from branchdesk.rules.state import OPEN

GRADES = ("D", "C", "B", "A")
"""The longest unpaid first."""
ATTITUDES = ("attitude", "awareness")
"""What a contact keeps of the will to pay: the ordinary form's field, the legal department's."""
STANDS = ("open", "planned", "done")


class Goals(msgspec.Struct, frozen=True, kw_only=True):
    """What is still lacking to the aims of the work, each none in the end (R044)."""

    overdue: int
    """Open cases that are overdue."""
    incomplete: int
    """Open cases that lack what the customer should have been asked."""
    unasked: int
    """Overdue cases in which nobody recorded the attitude or awareness."""


class WeekLine(msgspec.Struct, frozen=True, kw_only=True):
    """One case whose turn it is."""

    number: str
    customer: str
    arrears_grade: str
    habit_grade: str
    span: Span
    turn: Turn
    severity: str
    days: int | None
    month_plan: str
    """Its id, or empty where none was made."""
    target_on: date | None

    def order(self) -> tuple[int, int, int, str]:
        """What is still open first, then by grade, then the longest past due."""
        place = GRADES.index(self.arrears_grade)
        return (STANDS.index(self.turn.stand), place, -(self.days or 0), self.number)


def week_line(sheet: CaseSheet, policy: Policy, today: date) -> WeekLine | None:
    """The line of a case, or None where it is not its turn."""
    case = sheet.case
    if not is_planned(case, sheet.customer, policy):
        return None
    grade = sheet.arrears_grade.grade
    span = span_of(grade, today, policy)
    if span is None:
        return None
    plan = month_plan(case)
    return WeekLine(
        number=case.number,
        customer=sheet.customer.name,
        arrears_grade=grade,
        habit_grade=sheet.habit_grade.grade,
        span=span,
        turn=turn(case, [contact_of(case, e) for e in case.contacts], span, today),
        severity=sheet.severity,
        days=sheet.days,
        month_plan=plan.id if plan else "",
        target_on=plan.target_on if plan else None,
    )


def goals(sheets: Iterable[CaseSheet]) -> Goals:
    """Zero overdue, complete data, the will to pay known: how many cases are not there (R044)."""
    at_work = [sheet for sheet in sheets if sheet.case.state in OPEN]
    late = [sheet for sheet in at_work if sheet.days]
    return Goals(
        overdue=len(late),
        incomplete=sum(1 for sheet in at_work if sheet.to_complete),
        unasked=sum(1 for sheet in late if not _asked(sheet.case)),
    )


def _asked(case: Case) -> bool:
    told = (*case.contacts, *case.entries("contact_completed"))
    return any(entry.facts.get(key) for entry in told for key in ATTITUDES)


def week_lines(sheets: Iterable[CaseSheet], policy: Policy, today: date) -> list[WeekLine]:
    """Everybody whose turn it is in the week of a day."""
    lines = (week_line(sheet, policy, today) for sheet in sheets)
    return sorted((line for line in lines if line), key=WeekLine.order)
