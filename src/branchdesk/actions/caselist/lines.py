"""The lines of the case list, each judged once and kept until its case is another."""

from __future__ import annotations

import msgspec

from branchdesk.actions.desk import Desk, KeptRows
from branchdesk.basics.masking import mask_text
from branchdesk.model.customer import Customer
from branchdesk.model.row import CaseRow
from branchdesk.reports.case import CaseSheet, Surroundings, judge
from branchdesk.reports.caselist import COLUMNS, row_of

NOTHING_AROUND = Surroundings()
"""No line is told by it, and to look for it costs as much as the whole line."""


class Lines:
    """The lines of the open or the archived cases, as the records stand now.

    Only those that are asked for are judged; a save costs its own line alone.
    """

    def __init__(self, desk: Desk, which: str = "open") -> None:
        """Take what is kept of the list, less what was changed since; ``open`` or ``archived``."""
        self._desk = desk
        self._kept = desk.rows[which] = _current(desk, which)
        self._policy = desk.policy
        self.there = self._kept.rows.get
        """The line of a number where it was judged already, or None."""

    @property
    def numbers(self) -> list[str]:
        """Of all cases, newest first; not to be changed."""
        return self._kept.numbers

    @property
    def judged(self) -> int:
        """How many lines are there."""
        return len(self._kept.rows)

    def row(self, number: str) -> CaseRow:
        """The line of one of the ``numbers``, judged when it is first asked for."""
        found = self._kept.rows.get(number)
        if found is None:
            found = self._kept.rows[number] = self._judged(number)
        return found

    def ordered(self, column: str, down: bool) -> list[str]:
        """All numbers in the order of a column; equal ones newest first. Judges every line."""
        if column == "number":
            return self.numbers if down else self.numbers[::-1]
        kept, place = self._kept, COLUMNS[column]
        if (column, down) not in kept.orders:
            places = {number: place(self.row(number)) for number in kept.numbers}
            kept.orders[column, down] = sorted(kept.numbers, key=places.__getitem__, reverse=down)
        return kept.orders[column, down]

    def sheet(self, number: str) -> CaseSheet:
        """The case by itself, without what our records hold around it."""
        brief = self._kept.sealed.get(number)
        sealed = brief.shown() if brief else None
        case = sealed.case if sealed else self._desk.book.cases.glance(number)
        if case is None:
            raise KeyError(number)
        found = sealed.customer if sealed else self._desk.book.customers.glance(case.customer_id)
        customer = found or Customer(id=case.customer_id, name="?")
        return judge(case, customer, NOTHING_AROUND, (), self._policy, self._kept.day)

    def _judged(self, number: str) -> CaseRow:
        sealed = self._kept.sealed.get(number)
        row = row_of(self.sheet(number), sealed.month if sealed else "")
        # Someone may have typed a telephone number into the name.
        masked = mask_text(row.customer)
        return row if masked == row.customer else msgspec.structs.replace(row, customer=masked)


def _current(desk: Desk, which: str) -> KeptRows:
    """What is kept of a list, less the lines of cases and customers that were changed since."""
    kept, day = desk.rows.get(which), desk.today
    last = desk.book.last_audit()
    seq = last.seq if last else 0
    if kept is None or (kept.day, kept.policies) != (day, desk.policies):
        return _anew(desk, which, seq)
    if kept.seq == seq:
        return kept
    changed = _changed(desk, kept.seq, seq)
    if changed is None:
        return _anew(desk, which, seq)
    cases, customers = changed
    fresh = _anew(desk, which, seq, kept)
    here = set(fresh.numbers)
    fresh.rows = {
        number: row
        for number, row in kept.rows.items()
        if number in here and number not in cases and row.customer_id not in customers
    }
    return fresh


def _anew(desk: Desk, which: str, seq: int, kept: KeptRows | None = None) -> KeptRows:
    if which != "archived":
        numbers = sorted(desk.book.cases.keys(), reverse=True)
        return KeptRows(seq, desk.today, desk.policies, numbers, {})
    state = desk.archive.state
    same = kept is not None and kept.archive == state
    sealed = kept.sealed if kept and same else {one.number: one for one in desk.archive.briefs()}
    numbers = sorted(sealed, reverse=True)
    return KeptRows(seq, desk.today, desk.policies, numbers, sealed, state)


def _changed(desk: Desk, since: int, until: int) -> tuple[set[str], set[str]] | None:
    """The cases and customers that were saved since an audit row; None where that is unknown."""
    names: set[str] = set()
    for seq in range(since + 1, until + 1):
        row = desk.book.audit.get(str(seq))
        if row is None or row.parts is None:
            return None
        names.update(row.parts)
    split = [name.partition(":") for name in names]
    cases = {key for table, _, key in split if table == "cases"}
    return cases, {key for table, _, key in split if table == "customers"}
