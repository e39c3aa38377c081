"""Closed cases, sealed month by month; each month is a TinyDB file of its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

from branchdesk.store.codec import to_plain
from branchdesk.store.disk import listed
from branchdesk.store.sealed.index import Archived, Brief, Index, drawn
from branchdesk.store.sealed.month import (
    Sealed,
    damaged,
    number_of,
    opened,
    read_at,
    read_rows,
    write_rows,
)
from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import decode, encode

__all__ = ["Archive", "Archived", "Brief", "Sealed"]


class Archive:
    """The sealed cases of a desk.

    Where a power cut left a case here that is open or purged by the casebook, the casebook counts
    (``is_waste``): the sealed copy is never shown. Where one left a case in two months, while it
    was reopened, the newest month counts.
    """

    def __init__(
        self,
        folder: Path,
        is_waste: Callable[[str], bool],
        writable: bool = False,
        disk: Disk | None = None,
    ) -> None:
        """Name the folder; a month is read when it is first asked for.

        ``writable``: the desk is held, and the index beside it may be kept in files.
        """
        self._folder = folder
        self._is_waste = is_waste
        self._disk = disk or Disk()
        self._index = Index(folder, folder.parent / "index", self._disk, writable)
        if writable:
            self._index.tidy(self.months())

    def months(self) -> list[str]:
        """The months that have a file, oldest first. Raises Fault."""
        return [path.stem for path in listed(self._folder, "????-??.json")]

    @property
    def state(self) -> Hashable:
        """Another value whenever something was sealed, taken out or changed; nothing is opened."""
        return self._index.stamps(self.months())

    # ------------------------------------------------------------------ found by the index

    def rows(self) -> Iterator[Archived]:
        """By what each sealed case is found, newest month first; no month is opened for it.

        Raises Damaged where a month was changed and is none of ours, Fault.
        """
        seen: set[str] = set()
        for month in reversed(self.months()):
            for row in self._index.rows(month):
                if row.number not in seen and not self._is_waste(row.number):
                    yield row
                seen.add(row.number)

    def briefs(self) -> Iterator[Brief]:
        """Each sealed case as a list shows it, likewise."""
        seen: set[str] = set()
        for month in reversed(self.months()):
            for brief in self._index.briefs(month):
                if brief.number not in seen and not self._is_waste(brief.number):
                    yield brief
                seen.add(brief.number)

    def get(self, number: str) -> Sealed | None:
        """The sealed case of this number, or None; nothing else of its month is read.

        Raises Damaged where it is not what was sealed.
        """
        if self._is_waste(number):
            return None
        for month in reversed(self.months()):
            found = self._index.find(month, number)
            if found is not None:
                return self._opened(*found)
        return None

    def _opened(self, row: Archived, place: int) -> Sealed:
        path = self._path(row.month)
        raw = read_at(path, place, row.size, row.crc)
        if raw is None:  # the index is wrong, or the file: its own checksum tells
            raw = self._raw(row.month, row.number)
        return opened(path, raw)

    def _raw(self, month: str, number: str) -> bytes:
        path = self._path(month)
        found = [raw for raw in read_rows(path) if number_of(path, raw) == number]
        if not found:
            raise damaged(path, number)
        return found[-1]

    # ------------------------------------------------------------------ the months themselves

    def all(self, since: str = "") -> Iterator[Sealed]:
        """All sealed cases, newest month first. Raises Damaged where a month was changed.

        ``since`` leaves the months before it unread.
        """
        seen: set[str] = set()
        for month in reversed(self.months()):
            if month < since:
                break
            for raw in read_rows(self._path(month)):
                sealed = opened(self._path(month), raw)
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
            for raw in read_rows(self._path(month)):
                document = decode(raw)
                found[document["case"]["number"]] = document["case"]
        return found

    def misled(self) -> Iterator[str]:
        """The months whose index was changed by other means. Raises Damaged, Fault."""
        for month in self.months():
            kept, path = self._index.fresh(month), self._path(month)
            if kept is not None and kept != [drawn(path, raw) for raw in read_rows(path)]:
                yield month

    # ------------------------------------------------------------------ changing

    def put(self, sealed: Sealed) -> None:
        """Lay a case into its month; the month's file is replaced whole. Raises Fault, Damaged."""
        raw = encode(to_plain(sealed))
        self._change(sealed.month, sealed.case.number, [raw])

    def take(self, sealed: Sealed) -> None:
        """Take a case out of its month again. Raises Fault, Damaged."""
        self._change(sealed.month, sealed.case.number, [])

    def erase(self, number: str) -> None:
        """No month has the case any more, whatever a cut left in an older one. Raises Fault."""
        self._index.tidy(self.months())
        for month in self.months():
            path = self._path(month)
            if any(number_of(path, raw) == number for raw in read_rows(path)):
                self._change(month, number, [])
            else:
                self._index.renew(month)  # what a cut left of it in the index goes too

    def _change(self, month: str, number: str, fresh: list[bytes]) -> None:
        """The month without the case, and with what comes in its place at the end."""
        path = self._path(month)
        rows = read_rows(path)
        left = [n for n, raw in enumerate(rows) if number_of(path, raw) != number]
        known = self._index.raws(month) if left else []
        if left and len(known) != len(rows):
            known = [drawn(path, raw) for raw in rows]
        told = [*(known[n] for n in left), *(drawn(path, raw) for raw in fresh)]
        write_rows(path, [*(rows[n] for n in left), *fresh], self._disk)
        self._index.replace(month, told)

    def _path(self, month: str) -> Path:
        return self._folder / f"{month}.json"
