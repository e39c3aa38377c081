"""By what archived cases are found: a small row each, so that no month is opened for a list.

``D/index/YYYY-MM.json`` is drawn from the month's file and says of which one (length, time, file
number): where that is another now, the month is read and the index drawn anew. It is never trusted
over the month, is in no backup, and may be deleted at any time.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from branchdesk import VERSION
from branchdesk.basics.masking import national
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.store.codec import json_reader
from branchdesk.store.fold import write_over
from branchdesk.store.sealed.month import Sealed, damaged, places, read_rows
from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import Snapshot, decode, encode, read_own

LAYOUT = (VERSION, 1)
"""Grows with every change of what a row holds: an index of another layout is drawn anew."""
MADE_BY = ("verified", "edited")
"""Entries that tell of which day a case's figures are; with payments the debt asks for them."""
MOVED = ("payments", "waivers", "reversals", "plans")
SHOWN = ("number", "opened_on", "customer_id", "state", "before_archive", "previous", "decisions",
         "habit", "next_on")  # fmt: skip
LOAN = ("product", "contract_no", "amount", "due_date", "overdue_items")
Stamp = tuple[int, int, int]
Plain = dict[str, Any]


class Archived(msgspec.Struct, frozen=True, kw_only=True):
    """What is found of an archived case without opening it."""

    number: str
    month: str
    customer_id: str
    contract: str
    end: str
    """The state with which it was archived."""
    previous: str
    numbers: tuple[str, ...]
    """Telephone numbers at which somebody was contacted, digits without the country's."""
    agencies: tuple[str, ...]
    """Those in whose reports breaches were found."""
    size: int
    crc: int
    """Of the case as it lies in the month's file."""


class _Shown(msgspec.Struct, frozen=True):
    customer: Customer
    brief: Case


@dataclass(frozen=True)
class Brief:
    """A sealed case for a list: read when its line is judged."""

    number: str
    month: str
    path: Path
    raw: bytes

    def shown(self) -> Sealed:
        """With all that its line shows, without its history and papers. Raises Damaged."""
        try:
            found = _shown_by(self.raw)
        except (msgspec.ValidationError, ValueError) as fault:
            raise damaged(self.path, str(fault)) from None
        return Sealed(month=self.month, case=found.brief, customer=found.customer)


class _Of(msgspec.Struct, frozen=True):
    layout: tuple[str, int]
    stamp: Stamp | None


_row, _shown_by, _of = json_reader(Archived), json_reader(_Shown), json_reader(_Of)


def stamp_of(path: Path) -> Stamp | None:
    """By what a month's file is told from another; None where there is none."""
    with suppress(OSError):
        found = path.stat()
        return found.st_size, found.st_mtime_ns, found.st_ino
    return None


def drawn(path: Path, raw: bytes) -> bytes:
    """The row of a sealed case as the index keeps it. Raises Damaged.

    Taken from the record as it lies there: reading thousands of cases whole would take minutes.
    """
    try:
        sealed = decode(raw)
        case, customer = sealed["case"], sealed["customer"]
        row = _found_by(case, customer) | {
            "month": path.stem, "size": len(raw), "crc": zlib.crc32(raw),
        }  # fmt: skip
        return encode(row | {"customer": customer, "brief": _shown(case)})
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise damaged(path, repr(fault)) from None


def _found_by(case: Plain, customer: Plain) -> Plain:
    told = [e["facts"].get("number") for e in case.get("timeline", ()) if e["kind"] == "contact"]
    reports = [(m["agency"], r) for m in case.get("mandates", ()) for r in m.get("reports", ())]
    return {
        "number": case["number"],
        "customer_id": case["customer_id"],
        "contract": case["loan"].get("contract_no", ""),
        "end": case.get("before_archive") or case.get("state", ""),
        "previous": case.get("previous", ""),
        "numbers": _once(national(str(n)) for n in [*told, *customer.get("phones", ())[:1]] if n),
        "agencies": _once(agency for agency, report in reports if report.get("breaches")),
    }


def _once(many: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(many))


def _shown(case: Plain) -> Plain:
    """The case with what its line in a list is judged by, and no more."""
    brief = {key: case[key] for key in (*SHOWN, *MOVED) if case.get(key)}
    loan, brief["enquiry"] = case["loan"], {"channel": case["enquiry"]["channel"]}
    if brief.get("payments"):
        brief["timeline"] = [e for e in case.get("timeline", ()) if e["kind"] in MADE_BY]
        return brief | {"loan": loan}
    # Without a payment its sums are those of the loan: the rest of the figures is not asked for.
    found = {key: loan[key] for key in LOAN if loan.get(key)}
    terms = {"grace_days": loan.get("terms", {}).get("grace_days")}
    kept = {key: value for key, value in brief.items() if key not in MOVED}
    return kept | {"loan": found | {"terms": terms}}


@dataclass
class _Month:
    """The index of one month, read."""

    stamp: Stamp | None
    rows: list[Archived]
    begins: list[int]
    """Where each case begins in the month's file."""
    at: dict[str, int]
    raws: list[bytes] | None
    """The rows whole, where no file keeps them."""


class Index:
    """The index of an archive, a file a month; in memory alone where none may be written."""

    def __init__(self, months: Path, folder: Path, disk: Disk, writable: bool) -> None:
        """Name the archive's folder and that of the index; nothing is read yet."""
        self._months, self._folder, self._disk = months, folder, disk
        self._writable = writable
        self._known: dict[str, _Month] = {}

    def rows(self, month: str) -> list[Archived]:
        """The rows of a month in the order in which they were sealed. Raises Damaged, Fault."""
        return self._month(month).rows

    def find(self, month: str, number: str) -> tuple[Archived, int] | None:
        """The row of a case and where it begins in the month's file, or None."""
        known = self._month(month)
        at = known.at.get(number)
        return None if at is None else (known.rows[at], known.begins[at])

    def briefs(self, month: str) -> list[Brief]:
        """The cases of a month as a list shows them. Raises Damaged, Fault."""
        rows, path = self.rows(month), self._months / f"{month}.json"
        raws = self.raws(month)
        return [Brief(row.number, month, path, raw) for row, raw in zip(rows, raws, strict=True)]

    def raws(self, month: str) -> list[bytes]:
        """The rows of a month, whole, as they are kept. Raises Damaged, Fault."""
        known = self._month(month)
        if known.raws is not None:
            return known.raws
        kept = self._kept(month, known.stamp)
        return self._draw(month, known.stamp) if kept is None else kept

    def replace(self, month: str, raws: list[bytes]) -> None:
        """The index of a month that has just been written. Never raises: it can be drawn anew."""
        self._take(month, stamp_of(self._months / f"{month}.json"), raws)

    def fresh(self, month: str) -> list[bytes] | None:
        """The rows as they lie in the file of the index; None where it is none of this month's."""
        return self._kept(month, stamp_of(self._months / f"{month}.json"))

    def renew(self, month: str) -> None:
        """No file of the index says what the month no longer says. Raises Damaged, Fault."""
        if self.fresh(month) is None:
            self._draw(month, stamp_of(self._months / f"{month}.json"))

    def stamps(self, months: Sequence[str]) -> tuple[Stamp | None, ...]:
        """What tells whether any of these months is another now."""
        return tuple(stamp_of(self._months / f"{month}.json") for month in months)

    def tidy(self, months: Sequence[str]) -> None:
        """Nothing is left of months that are no more; only the desk's holder may ask."""
        for path in self._folder.glob("*.json"):
            if self._writable and path.stem not in months:
                with suppress(OSError):
                    path.unlink()

    def _month(self, month: str) -> _Month:
        stamp = stamp_of(self._months / f"{month}.json")
        known = self._known.get(month)
        if known is not None and known.stamp == stamp:
            return known
        raws = self._kept(month, stamp)
        if raws is not None:
            return self._remember(month, stamp, raws)
        self._draw(month, stamp)
        return self._known[month]

    def _draw(self, month: str, stamp: Stamp | None) -> list[bytes]:
        """The rows from the month itself, kept for the next time."""
        path = self._months / f"{month}.json"
        raws = [drawn(path, raw) for raw in read_rows(path)]
        self._take(month, stamp, raws)
        return raws

    def _kept(self, month: str, stamp: Stamp | None) -> list[bytes] | None:
        try:
            found = read_own(self._folder / f"{month}.json")
            if found is None or _of(found.tables["of"]["1"]) != _Of(LAYOUT, stamp):
                return None
            return list(found.tables["rows"].values())
        except (OSError, KeyError, ValueError):
            return None

    def _take(self, month: str, stamp: Stamp | None, raws: list[bytes]) -> None:
        known = self._remember(month, stamp, raws)
        known.raws = None if self._keep(month, stamp, raws) else raws

    def _remember(self, month: str, stamp: Stamp | None, raws: list[bytes]) -> _Month:
        rows = [_row(raw) for raw in raws]
        at = {row.number: place for place, row in enumerate(rows)}
        begins = places([row.size for row in rows])
        self._known[month] = _Month(stamp, rows, begins, at, None)
        return self._known[month]

    def _keep(self, month: str, stamp: Stamp | None, raws: list[bytes]) -> bool:
        """True where a file has them now: a disk that refuses hinders nobody's work."""
        if not self._writable or stamp != stamp_of(self._months / f"{month}.json"):
            return False
        of = encode({"layout": LAYOUT, "stamp": stamp})
        table = {str(number): raw for number, raw in enumerate(raws, 1)}
        snapshot = Snapshot({"of": {"1": of}, "rows": table}, generation=0)
        path = self._folder / f"{month}.json"
        try:
            self._disk.make_folder(self._folder)
            write_over(path, snapshot, self._disk)
        except OSError:
            with suppress(OSError):  # of another file now, and perhaps of a case that was purged
                self._disk.unlink(path)
            return False
        return True
