"""The worklist of the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import TypeVar

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import sheet_of
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_text
from branchdesk.basics.wording import Label
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.reports.agency.work import mandate_items, register_items
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.clockwork import clock_items
from branchdesk.reports.contactwork import contact_items
from branchdesk.reports.due import reminder_items
from branchdesk.reports.follow.complaint import complaint_items
from branchdesk.reports.follow.items import follow_items, log_items
from branchdesk.reports.follow.snooze import put_off
from branchdesk.reports.trace.work import trace_items
from branchdesk.reports.worklist import KINDS, Item, branch_items, case_items, is_for
from branchdesk.rules.state import RESERVED

T = TypeVar("T")
PIECE = 40
"""Cases judged in one go: far below what a person at the keys would feel."""

SPOKEN = ("visit", "legal_call", "contact")
"""The forms whose fields a record of a contact may lack."""


def today(
    desk: Desk,
    as_of: date | None = None,
    kind: str = "",
    mine: bool = False,
    snoozed: bool = False,
    known: bool = False,
) -> list[Item]:
    """What must be done on a day, most urgent first.

    ``kind`` keeps one kind only, ``mine`` what the role of the member at the desk works;
    ``snoozed`` shows what is put off in the place of what is not, ``known`` what was reckoned
    last, however old.
    Raises BadInput for a kind that there is not, or where nobody said whose work is asked for.
    """
    if kind:
        known_kind(kind)
    judged = _known(desk) if known else _items(desk, as_of or desk.today)
    items = [
        item for item in judged if kind in ("", item.kind) and (item.until is not None) == snoozed
    ]
    return _mine(desk, items) if mine else items


def _known(desk: Desk) -> tuple[Item, ...]:
    return desk.worklist[1] if desk.worklist is not None else ()


def whole(desk: Desk) -> tuple[Item, ...]:
    """Everything that is due today, put off or not."""
    return _items(desk, desk.today)


def known_kind(kind: str) -> None:
    """Raises BadInput for a kind of work that there is not."""
    if kind not in KINDS:
        facts = {"read": kind[:40], "known": list(KINDS)}
        raise BadInput(Finding("today.unknown-kind", facts, field="kind"))


def _mine(desk: Desk, items: list[Item]) -> list[Item]:
    """What the member's role works, what nobody's role does, and a principal's work."""
    me, staff = desk.named, list(desk.book.staff)
    standing_for = {d.principal for d in me.deputyships if d.runs(desk.today)}
    roles = {me.role} | {m.role for m in staff if m.id in standing_for}
    held = {member.role for member in staff}
    return [item for item in items if is_for(item, roles, held)]


def _living(desk: Desk, day: date) -> Iterator[CaseSheet]:
    """Archived cases whose claim lives on: written off or handed over, their clocks run."""
    for row in desk.archive.rows():
        sealed = desk.archive.get(row.number) if row.end in RESERVED else None
        if sealed is not None:
            yield sheet_of(desk, sealed.case, sealed.customer, day)


def is_reckoned(desk: Desk) -> bool:
    """True where today's items are those of the records as they stand."""
    return desk.worklist is not None and desk.worklist[0] == _key(desk, desk.today)


def reckoning(desk: Desk, day: date) -> Iterator[tuple[int, int]]:
    """Judges the day's items piece by piece; gives how many cases are done, and of how many.

    The items are the desk's once it has come to its end; what is saved meanwhile makes them old.
    """
    key = _key(desk, day)
    if desk.worklist is not None and desk.worklist[0] == key:
        return
    cases: list[Case] = []
    numbers = desk.book.cases.keys()
    for some in _pieces(numbers):
        cases += [case for case in map(desk.book.cases.get, some) if case is not None]
        yield len(cases) // 2, len(numbers)
    _, _, supervisor, closing, _ = key
    policy = desk.policies.on(day)
    asked, said = FormLabels(desk, "enquiry"), FormLabels(desk, *SPOKEN)
    sheets: list[CaseSheet] = []
    items: list[Item] = []
    told, timed = list(items), list(items)
    for piece in _pieces(cases):
        new = [sheet_of(desk, case, as_of=day) for case in piece]
        sheets += new
        items += case_items(new, asked, day)
        told += contact_items(new, said, policy, day, bool(supervisor), bool(closing))
        timed += clock_items(new, day)
        yield (len(cases) + len(sheets)) // 2, len(numbers)
    for more in _beside(desk, sheets, policy, day):
        told += more
        yield len(numbers), len(numbers)
    items += branch_items(sheets, desk.book.accounts, desk.book.approvals, policy, day)
    yield len(numbers), len(numbers)
    timed += clock_items(_living(desk, day), day)
    now = datetime.combine(day, desk.now.time())
    timed += complaint_items(desk.book.complaints, sheets, policy, now)
    yield len(numbers), len(numbers)
    waiting = put_off(sorted([*items, *told, *timed], key=Item.order), desk.book.cases, day)
    shown = (msgspec.structs.replace(i, customer=mask_text(i.customer)) for i in waiting)
    desk.worklist = (key, tuple(shown))


def _beside(desk: Desk, sheets: list[CaseSheet], policy: Policy, day: date) -> Iterator[list[Item]]:
    """What is told of all cases together, one kind after the other."""
    yield list(reminder_items(sheets, desk.book.dues, policy, day))
    yield [*register_items(desk.book.agencies, policy, day), *mandate_items(sheets, policy, day)]
    yield list(trace_items(sheets))
    yield [*follow_items(sheets, policy, day), *log_items(desk.book.log)]


def _pieces(many: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(many), PIECE):
        yield many[at : at + PIECE]


def _key(desk: Desk, day: date) -> tuple[object, ...]:
    """By what a day's items are judged: the records, the day, for whom, how late it is."""
    row = desk.book.last_audit()
    # Where nobody has said who looks, everything is shown.
    supervisor = desk.member is None or desk.member.role == "supervisor"
    hand_in = time.fromisoformat(desk.policies.on(day).contact.hand_in)
    # Another day than today is looked at as a whole.
    closing = day != desk.today or desk.now.time() >= hand_in
    return (row.digest if row else "", day, supervisor, closing, _hours(desk))


def _items(desk: Desk, day: date) -> tuple[Item, ...]:
    """The day's items, judged once for the records as they stand: every change has its digest."""
    for _ in reckoning(desk, day):
        pass
    assert desk.worklist is not None
    return desk.worklist[1]


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


def _hours(desk: Desk) -> datetime | None:
    """The minute, while a complaint waits for its answer: its hours run while one looks."""
    waits = any(c.state == "received" for c in desk.book.complaints)
    return desk.now.replace(second=0) if waits else None
