"""Looks at every record and file of the desk and tells what is not as it was recorded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput, DeskError
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress, go_on
from branchdesk.model.case import Case
from branchdesk.store.files import must_match, read_kept_list
from branchdesk.store.months import Months
from branchdesk.store.shelf import Shelf
from branchdesk.store.witness import Chain, anchor_faults, read_chain, record_faults

_ANCHOR = re.compile(r"([0-9]{1,9}):([0-9a-fA-F]{8,64})")


class Checked(msgspec.Struct, frozen=True):
    """What was looked at, and everything that is wrong."""

    rows: int
    rows_before: int
    """Rows of before the records' digests were kept: their order alone is known."""
    cases: int
    sealed: int
    files: int
    anchor: str
    """Number and head of the newest row, as papers bear them."""
    faults: tuple[Finding, ...]


def check_desk(desk: Desk, anchor: str = "", progress: Progress = go_on) -> Checked:
    """The desk's health; nothing is changed. ``anchor`` is what a paper bears (``SEQ:HEAD``).

    Raises BadInput where the anchor cannot be read.
    """
    printed = _read(anchor)
    chain = read_chain(desk.book)
    faults = list(chain.faults)
    if printed:
        faults += anchor_faults(chain, *printed)
    faults += _told(lambda: record_faults(desk.book, desk.archive, chain))
    for shelf in desk.book.shelves():
        faults += [one for one in _told(partial(_each, shelf)) if one not in faults]
    cases = list(desk.book.cases)
    sealed = _sealed(desk, faults)
    looks = [*_papers(desk, [*cases, *sealed]), *_lists(desk), *_months(desk)]
    for number, look in enumerate(looks, 1):
        faults += _told(look)
        if not progress(number, len(looks)):
            break
    return Checked(
        chain.rows, chain.bare, len(cases), len(sealed), len(looks), _newest(chain), tuple(faults)
    )


def _read(anchor: str) -> tuple[int, str] | None:
    if not anchor:
        return None
    found = _ANCHOR.fullmatch(anchor.strip())
    if found is None:
        raise BadInput(Finding("check.bad-anchor", {"read": anchor}, field="anchor"))
    return int(found[1]), found[2]


def _newest(chain: Chain) -> str:
    last = max(chain.heads, default=0)
    return f"{last}:{chain.heads[last][:16]}" if last else "0"


def _told(look: Callable[[], object]) -> list[Finding]:
    """What a look finds; damage of one file does not keep us from looking at the others."""
    try:
        found = look()
        return list(found) if isinstance(found, Iterator) else []
    except DeskError as fault:
        return list(fault.findings)


def _each(shelf: Shelf[Any]) -> None:
    """Every record of a table is one, those that no audit row has the digest of too."""
    keys = shelf.keys()
    for key in keys:
        shelf.glance(key)


def _sealed(desk: Desk, faults: list[Finding]) -> list[Case]:
    try:
        return [sealed.case for sealed in desk.archive.all()]
    except DeskError as fault:
        faults += [f for f in fault.findings if f not in faults]
        return []


def _papers(desk: Desk, cases: list[Case]) -> Iterator[Callable[[], object]]:
    for case in cases:
        for paper in case.letters:
            yield _look(desk.folder.papers, case, paper)
        for received in case.received:
            yield _look(desk.folder.received, case, received)


def _look(folder: object, case: Case, one: object) -> Callable[[], object]:
    return lambda: must_match(folder, case.number, one.file, one.sha256)  # type: ignore[arg-type,attr-defined]


def _lists(desk: Desk) -> Iterator[Callable[[], object]]:
    for head in desk.book.lists:
        yield lambda head=head: read_kept_list(desk.folder.lists, head)  # type: ignore[misc]


def _months(desk: Desk) -> Iterator[Callable[[], object]]:
    months = Months(desk.folder.months)
    for path in sorted(desk.folder.months.glob("????-??.json")):
        yield lambda name=path.stem: months.get(name)  # type: ignore[misc]
