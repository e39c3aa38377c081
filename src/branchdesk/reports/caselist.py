"""The lines of the case list, and the search over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, get_args

import msgspec

from branchdesk.basics.money import ZERO
from branchdesk.basics.pinyin import coded, initial_sets, initials_pattern
from branchdesk.basics.text import search_key
from branchdesk.model.case import State
from branchdesk.model.row import CaseRow
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.assignment import STEPS
from branchdesk.rules.classification import CLASSES
from branchdesk.rules.severity import SEVERITIES

STATES: tuple[str, ...] = get_args(State)
"""In the order in which a case goes through them."""


def row_of(sheet: CaseSheet, month: str) -> CaseRow:
    """The line of a case; ``month`` is the archive month of a sealed one.

    Nothing in it is told by what our records hold around the case: a line stands until its case,
    its customer, the policy or the day is another.
    """
    case, customer, standing = sheet.case, sheet.customer, sheet.standing
    phones = ["".join(c for c in p if c.isdigit()) for p in customer.phones]
    words = [customer.name, case.number, case.loan.contract_no, customer.id_number, *phones]
    return CaseRow(
        number=case.number,
        customer=customer.name,
        state=case.state,
        klass=sheet.klass,
        confirmed=sheet.confirmed,
        severity=sheet.severity,
        days_past_due=sheet.days,
        amount=sheet.overdue,
        assigned_to=standing.assigned.works,
        level=standing.level,
        book=standing.book,
        habit_grade=sheet.habit_grade.grade,
        arrears_grade=sheet.arrears_grade.grade,
        next_on=case.next_on,
        customer_id=customer.id,
        keys="\n".join(search_key(word) for word in words),
        initials=coded(customer.name),
        month=month,
    )


class Asked(msgspec.Struct, frozen=True):
    """What is looked for, made ready once for many lines."""

    key: str
    digits: str = ""
    """A number without its blanks and dashes."""
    letters: re.Pattern[str] | None = None
    wanted: tuple[tuple[str, str], ...] = ()
    """Fields of the line and what must stand in them."""

    @property
    def anything(self) -> bool:
        """True where every line fits."""
        return not self.key and not self.wanted

    def names(self, number: str) -> bool:
        """True where what was typed is this case number, whole or its end."""
        if not self.key[-1:].isdigit():
            return False
        told = number.lower()
        return told.endswith(self.key) or (
            bool(self.digits) and told.replace("-", "").endswith(self.digits)
        )


def asked(typed: str, wanted: Mapping[str, str] | None = None) -> Asked:
    """What was typed, and the fields that were chosen; an empty one is any."""
    key = search_key(typed)
    bare = key.replace(" ", "").replace("-", "")
    letters = initials_pattern(key) if key.isascii() and key.isalpha() else None
    chosen = tuple((field, value) for field, value in (wanted or {}).items() if value)
    return Asked(key, bare if bare.isdigit() else "", letters, chosen)


def fitting(rows: Iterable[CaseRow], what: Asked) -> list[CaseRow]:
    """The lines where every chosen field fits, and what was typed.

    It fits a part of the name, its pinyin initials, the identity number's tail, a phone, the
    contract or the case number.
    """
    for field, value in what.wanted:
        rows = [row for row in rows if getattr(row, field) == value]
    key, digits = what.key, what.digits
    if what.letters is not None:
        begins = what.letters.search
        return [row for row in rows if key in row.keys or begins(row.initials)]
    if digits and digits != key:
        return [row for row in rows if key in row.keys or digits in row.keys]
    return [row for row in rows if key in row.keys]


def matches(row: CaseRow, typed: str) -> bool:
    """The same for one line and what was typed alone."""
    return bool(fitting([row], asked(typed)))


def initials(name: str) -> str:
    """The first reading of each character: by them names stand in their order."""
    return "".join(one[:1] for one in initial_sets(name))


def _rank(order: tuple[str, ...], value: str) -> int:
    return order.index(value) if value in order else -1


Place = Callable[[CaseRow], Any]
COLUMNS: dict[str, Place] = {
    "number": lambda row: row.number,
    "customer": lambda row: (initials(row.customer), row.customer),
    "severity": lambda row: (_rank(SEVERITIES, row.severity), row.days_past_due or 0),
    "days": lambda row: -1 if row.days_past_due is None else row.days_past_due,
    "state": lambda row: _rank(STATES, row.state),
    "class": lambda row: (_rank(CLASSES, row.klass), row.confirmed),
    "amount": lambda row: ZERO if row.amount is None else row.amount,
    "assigned_to": lambda row: _rank(STEPS, row.assigned_to),
    "next": lambda row: row.next_on or date.max,
}
"""By what the list can be ordered, and where a line stands in that order; unknown comes first,
no next step last."""
RISING = ("customer", "state", "next")
"""The columns that are read from their beginning; of the others the greatest is asked for."""
FILTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "klass": ("class", CLASSES),
    "severity": ("severity", SEVERITIES),
    "state": ("state", STATES[:-1]),
    "assigned_to": ("role", STEPS),
}
"""By which fields of a line the list is narrowed: the noun of its words, and what may stand there.
Archived cases are a list of their own."""
