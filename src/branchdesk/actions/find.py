"""Finding cases, open and archived."""

from __future__ import annotations

import msgspec

from branchdesk.actions.caselist.lines import Lines
from branchdesk.actions.caselist.search import search
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import sheet_of
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label
from branchdesk.model.row import CaseRow
from branchdesk.reports.caselist import asked
from branchdesk.reports.follow.causes import Cause, causes
from branchdesk.rules.assignment import BOOKS, STEPS


def case_rows(desk: Desk, typed: str = "", which: str = "open", **wanted: str) -> list[CaseRow]:
    """The lines that fit, newest case first; ``which``: open, archived or all.

    ``wanted``: klass, severity, assigned_to, level, book, arrears_grade, habit_grade; an empty
    one is any.
    """
    what = asked(typed, wanted)
    lists = ("open", "archived") if which == "all" else (which,)
    found = [row for one in lists for row in search(Lines(desk, one), what)]
    found.sort(key=lambda row: row.number, reverse=True)
    return found


class BookCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many open cases stand in a book, and how much is overdue in it, yuan."""

    book: str
    count: int
    amount: Money


def book_counts(desk: Desk) -> list[BookCount]:
    """The three books with their counts (R065, R066)."""
    found = case_rows(desk)
    return [
        BookCount(
            book=book,
            count=sum(row.book == book for row in found),
            amount=Money.total(row.amount for row in found if row.book == book and row.amount),
        )
        for book in BOOKS
    ]


def overdue_causes(desk: Desk) -> list[tuple[Cause, Label]]:
    """Each reason of the overdue cases with its name on the form, the largest amount first."""
    form = desk.form("enquiry")
    found = causes(sheet_of(desk, case) for case in desk.book.cases)
    return [(one, form.label("reason", one.reason)) for one in found]


__all__ = ["BOOKS", "STEPS", "BookCount", "book_counts", "case_rows", "overdue_causes"]
