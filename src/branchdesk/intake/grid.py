"""A spreadsheet or a text table from outside, opened by what it is."""

from __future__ import annotations

from pathlib import Path

from branchdesk.intake.table.csvtext import read_csv
from branchdesk.intake.table.sheet import Sheet, refuse

LARGEST = 50 << 20
_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def read_grid(path: Path) -> list[Sheet]:
    """The sheets that a reader of the file sees, in order; a .csv is one. Raises BadInput."""
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise refuse("list.other-kind", file=path.name)
    data = _bytes(path)
    if data.startswith(_OLE):
        raise refuse("list.old-or-locked", file=path.name)
    if data.startswith(_ZIP):
        from branchdesk.intake.table.workbook import read_workbook

        return read_workbook(data, path.name)
    if suffix == ".xlsx":
        raise refuse("list.broken", file=path.name)
    return [Sheet("", read_csv(data, path.name))]


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise refuse("list.not-found", file=path.name)
        if path.stat().st_size > LARGEST:
            raise refuse("list.too-large", file=path.name, limit=LARGEST >> 20)
        return path.read_bytes()
    except OSError as fault:
        facts = {"file": path.name, "fault": fault.strerror or "?"}
        raise refuse("list.not-readable", **facts) from None
