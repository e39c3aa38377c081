"""Closed cases, sealed month by month; each month is a TinyDB file of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from branchdesk.basics.errors import Damaged
from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.store.codec import from_plain, to_plain
from branchdesk.store.disk import listed, write_whole
from branchdesk.store.storage import Tables, dump, load


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """A case as it was archived, with its customer as they then were."""

    month: str
    case: Case
    customer: Customer


class Archive:
    """The sealed cases of a desk.

    Where a power cut left a case here that is open or purged by the casebook, the casebook counts
    (``is_waste``): the sealed copy is never shown.
    """

    def __init__(self, folder: Path, is_waste: Callable[[str], bool]) -> None:
        """Name the folder; a month is read when it is first asked for, and then kept."""
        self._folder = folder
        self._is_waste = is_waste
        self._read: dict[str, list[Sealed]] = {}

    def months(self) -> list[str]:
        """The months that have a file, oldest first. Raises Fault."""
        return [path.stem for path in listed(self._folder, "????-??.json")]

    def all(self, since: str = "") -> Iterator[Sealed]:
        """All sealed cases, newest month first. Raises Damaged where a month was changed.

        ``since`` leaves the months before it unread.
        A cut while a case was reopened may leave an old copy in an older month: the newest counts.
        """
        seen: set[str] = set()
        for month in reversed(self.months()):
            if month < since:
                break
            for sealed in self._month(month):
                number = sealed.case.number
                if number not in seen and not self._is_waste(number):
                    yield sealed
                seen.add(number)

    def documents(self) -> dict[str, Any]:
        """Every sealed case as it lies in its month, by number; the newest where there are two.

        Raises Damaged where a month was changed.
        """
        found: dict[str, Any] = {}
        for month in self.months():
            for document in self._documents(month).values():
                found[document["case"]["number"]] = document["case"]
        return found

    def get(self, number: str) -> Sealed | None:
        """The sealed case of this number, or None."""
        return next((s for s in self.all() if s.case.number == number), None)

    def put(self, sealed: Sealed) -> None:
        """Lay a case into its month; the month's file is replaced whole. Raises Fault, Damaged."""
        kept = [s for s in self._month(sealed.month) if s.case.number != sealed.case.number]
        self._write(sealed.month, [*kept, sealed])

    def take(self, sealed: Sealed) -> None:
        """Take a case out of its month again. Raises Fault, Damaged."""
        kept = [s for s in self._month(sealed.month) if s.case.number != sealed.case.number]
        self._write(sealed.month, kept)

    def erase(self, number: str) -> None:
        """No month has the case any more, whatever a cut left in an older one. Raises Fault."""
        for month in self.months():
            many = self._month(month)
            kept = [s for s in many if s.case.number != number]
            if len(kept) != len(many):
                self._write(month, kept)

    def _write(self, month: str, many: list[Sealed]) -> None:
        documents = {str(n): to_plain(sealed) for n, sealed in enumerate(many, 1)}
        tables: Tables = {
            "sealed": documents,
            "_meta": {"1": {"format": 1, "sum": _sum(documents)}},
        }
        write_whole(self._folder / f"{month}.json", dump(tables))
        self._read[month] = many

    def _month(self, month: str) -> list[Sealed]:
        if month not in self._read:
            self._read[month] = self._load(month)
        return self._read[month]

    def _load(self, month: str) -> list[Sealed]:
        documents = self._documents(month)
        try:
            return [from_plain(document, Sealed) for document in documents.values()]
        except msgspec.ValidationError as fault:
            facts = {"file": f"{month}.json", "fault": str(fault)[:120]}
            raise Damaged(Finding("desk.damaged", facts)) from None

    def _documents(self, month: str) -> dict[str, Any]:
        path = self._folder / f"{month}.json"
        tables = load(path)
        if tables is None:
            return {}
        documents = tables.get("sealed", {})
        if tables.get("_meta", {}).get("1", {}).get("sum") != _sum(documents):
            raise Damaged(Finding("desk.damaged", {"file": path.name, "fault": "checksum"}))
        return documents


def _sum(documents: dict[str, Any]) -> str:
    text = json.dumps(documents, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
