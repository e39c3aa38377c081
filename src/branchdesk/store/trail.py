"""The audit's finished months: each a file of its own, its rows byte for byte as they were saved.

``D/audit/YYYY-MM.json`` is plain TinyDB JSON like the casebook, closed by a checksum. A row is
laid into its month first and taken out of the casebook then: a cut between the two leaves it in
both, where it counts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.basics.finding import Finding
from branchdesk.model.entry import AuditRow
from branchdesk.store.codec import json_reader
from branchdesk.store.disk import listed
from branchdesk.store.fold import write_over
from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import FORMAT, Snapshot, read

TABLE = "audit"
Rows = dict[int, bytes]
"""The rows as they are stored, by their number."""
read_row = json_reader(AuditRow)


def month_of(row: AuditRow) -> str:
    """The month to which a row belongs, such as ``2026-11``."""
    return f"{row.at:%Y-%m}"


class Trail:
    """The finished months of a desk's audit."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        """Name the folder; it is made when the first month is finished."""
        self._folder = folder
        self._disk = disk or Disk()

    def months(self) -> list[str]:
        """The months that have a file, oldest first. Raises Fault where nobody may look."""
        return [path.stem for path in listed(self._folder, "????-??.json")]

    def rows(self, month: str) -> Rows:
        """The rows of a month in the order of their numbers, none where it has no file.

        Raises Damaged where the file was changed, is not ours, or another month's; Fault.
        """
        try:
            found = read(self._path(month))
        except OSError as fault:
            raise self._fault(month, fault, "desk.not-read") from fault
        except Damaged as fault:
            raise Damaged([self._named(month, f) for f in fault.findings]) from None
        if found is None:
            return {}
        if found.format != FORMAT or set(found.tables) != {TABLE}:
            raise self._damaged(month, "format")
        for key, raw in found.tables[TABLE].items():
            try:
                row = read_row(raw)
            except (msgspec.ValidationError, ValueError) as fault:
                raise self._damaged(month, f"{key}: {fault}") from None
            if str(row.seq) != key or month_of(row) != month:
                raise self._damaged(month, f"{key}: {row.seq} {month_of(row)}")
        return {int(key): raw for key, raw in sorted_rows(found.tables[TABLE])}

    def lay(self, month: str, rows: Mapping[int, bytes]) -> None:
        """The rows are in the month's file and on the disk, beside those that were there.

        Raises Damaged where another row of the same number is there: nothing is changed. Fault.
        """
        there = self.rows(month)
        for number in sorted(there.keys() & rows.keys()):
            if read_row(there[number]) != read_row(rows[number]):
                raise self._damaged(month, f"{number} stands twice")
        whole = there | {number: raw for number, raw in rows.items() if number not in there}
        try:
            self._disk.make_folder(self._folder)
            if len(whole) != len(there):
                self._write(month, whole)
            # Also where all were there: whoever wrote them may have been cut off before this.
            self._disk.settle(self._path(month))
        except OSError as fault:
            raise self._fault(month, fault) from fault

    def _write(self, month: str, rows: Rows) -> None:
        table = {str(number): rows[number] for number in sorted(rows)}
        snapshot = Snapshot({TABLE: table}, seq=max(rows), generation=0)
        write_over(self._path(month), snapshot, self._disk)

    def _path(self, month: str) -> Path:
        return self._folder / f"{month}.json"

    def _name(self, month: str) -> str:
        return f"{self._folder.name}/{month}.json"

    def _named(self, month: str, told: Finding) -> Finding:
        return Finding(told.code, told.facts | {"file": self._name(month)})

    def _damaged(self, month: str, fault: str) -> Damaged:
        return Damaged(Finding("desk.damaged", {"file": self._name(month), "fault": fault[:120]}))

    def _fault(self, month: str, fault: OSError, code: str = "desk.not-written") -> Fault:
        facts = {"file": self._name(month), "fault": fault.strerror or str(fault)}
        return Fault(Finding(code, facts))


def sorted_rows(table: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """The rows of a table by their number."""
    return sorted(table.items(), key=lambda item: int(item[0]))
