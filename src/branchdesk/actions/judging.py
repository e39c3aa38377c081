"""Cases judged for today's list, each once until something that it is judged by is another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TypeVar

from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import neighbours, sheet_of
from branchdesk.basics.wording import Label
from branchdesk.model.case import Case
from branchdesk.model.desk.due import Due
from branchdesk.model.follow.complaint import Complaint
from branchdesk.model.kept.kin import Kin
from branchdesk.reports.clockwork import clock_items
from branchdesk.reports.judged import Ground, Judged, KeptItems, Marks, judge_case, masked
from branchdesk.reports.worklist import Item
from branchdesk.rules.state import RESERVED

T = TypeVar("T")

PIECE = 40
"""Cases judged in one go: far below what a person at the keys would feel."""
LOOKED_AT = 2000
"""Cases looked at in one go where nothing is to be judged."""
SPOKEN = ("visit", "legal_call", "contact")
"""The forms whose fields a record of a contact may lack."""


def pieces(many: Iterable[T], size: int) -> Iterator[list[T]]:
    """The many in lists of at most ``size``; each is taken when it is asked for."""
    left = iter(many)
    while some := list(islice(left, size)):
        yield some


def kept_for(desk: Desk, day: date, supervisor: bool, closing: bool) -> KeptItems:
    """What was judged by the same ground before; else nothing is judged yet."""
    basis, kept = (day, supervisor, closing, neighbours(desk).oldest_list), desk.judged
    if kept is None or kept.basis != basis or kept.policies is not desk.policies:
        asked, said = FormLabels(desk, "enquiry"), FormLabels(desk, *SPOKEN)
        ground = Ground(asked, said, desk.policies.on(day), day, supervisor, closing)
        kept = desk.judged = KeptItems(basis, desk.policies, ground)
    return kept


def judge_open(desk: Desk, kept: KeptItems) -> Iterator[tuple[int, int]]:
    """Judges anew what has changed, piece by piece; gives how many are done, and of how many.

    A case that is there no more is dropped at the end.
    """
    around = _Around(desk)
    kin = desk.book.cases.seen_as(Kin)
    fresh = done = 0
    in_order: dict[str, tuple[Marks, Judged]] = {}
    for at, one in enumerate(kin, 1):
        marks, held = around.marks(one), kept.cases.get(one.number)
        if held is None or held[0] != marks:
            case = desk.book.cases.glance(one.number)
            if case is not None:
                kept.cases[one.number] = (marks, around.judged(case, one, kept.ground))
            fresh += 1
        if one.number in kept.cases:
            in_order[one.number] = kept.cases[one.number]
        if fresh >= PIECE or at - done >= LOOKED_AT:
            fresh, done = 0, at
            yield at, len(kin)
    # In the order of the records, which tells what stands first where all else is equal.
    kept.cases = in_order


def judge_sealed(desk: Desk, kept: KeptItems) -> tuple[Item, ...]:
    """The lines of archived cases whose claim lives on: written off or handed over."""
    state = desk.archive.state
    if kept.sealed[0] != state:
        kept.sealed = (state, tuple(_sealed_items(desk, kept.ground.today)))
    return kept.sealed[1]


def _sealed_items(desk: Desk, day: date) -> Iterator[Item]:
    for row in desk.archive.rows():
        sealed = desk.archive.get(row.number) if row.end in RESERVED else None
        if sealed is not None:
            sheet = sheet_of(desk, sealed.case, sealed.customer, day)
            yield from map(masked, clock_items(sheet, day))


class _Around:
    """What stands around the cases, looked up once for all of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._known = desk, neighbours(desk)
        self._dues: dict[str, list[Due]] = {}
        for due in desk.book.dues:
            self._dues.setdefault(due.contract_no, []).append(due)
        self._by_case = _grouped(desk.book.complaints, "case")
        self._by_customer = _grouped(desk.book.complaints, "customer_id")

    def marks(self, one: Kin) -> Marks:
        """By what the case is told from itself after a change."""
        book, known, contract = self._desk.book, self._known, one.loan.contract_no
        return (
            book.cases.stored(one.number),
            book.customers.stored(one.customer_id),
            book.accounts.stored(contract) if contract else None,
            *known.cases_of(one.customer_id),
            known.end_of(one.previous),
            known.followed_by(one.number),
            *self._dues.get(contract, ()),
            *self._complaints(one),
        )

    def _complaints(self, one: Kin) -> list[Complaint]:
        theirs = self._by_customer.get(one.customer_id, ())
        more = self._by_case.get(one.number, ())
        return [*theirs, *(c for c in more if c.customer_id != one.customer_id)]

    def judged(self, case: Case, one: Kin, ground: Ground) -> Judged:
        """The case judged now."""
        customer = self._desk.book.customers.glance(one.customer_id)
        sheet = sheet_of(self._desk, case, customer, ground.today)
        dues = self._dues.get(one.loan.contract_no, []) if one.loan.contract_no else []
        return judge_case(sheet, dues, self._complaints(one), ground)


def _grouped(complaints: Iterable[Complaint], name: str) -> dict[str, list[Complaint]]:
    found: dict[str, list[Complaint]] = {}
    for one in complaints:
        if key := getattr(one, name):
            found.setdefault(key, []).append(one)
    return found


class FormLabels(Mapping[str, Label]):
    """What the fields of some forms are called; read when the first line wants to say it."""

    def __init__(self, desk: Desk, *forms: str) -> None:
        """Name the forms; nothing is read yet."""
        self._desk, self._forms = desk, forms

    @cached_property
    def _labels(self) -> dict[str, Label]:
        return {f.key: f.label for code in self._forms for f in self._desk.form(code).fields}

    def __getitem__(self, key: str) -> Label:
        """The field's name; KeyError where no form has it."""
        return self._labels[key]

    def __iter__(self) -> Iterator[str]:
        """The keys of all fields."""
        return iter(self._labels)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._labels)
