"""The zip inside an .xlsx file, opened with the distrust that a file from outside deserves.

The reader of the cells gets only what was unpacked and looked through here, so that nothing that
this page did not see can reach it.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import msgspec

from branchdesk.intake.table.partscan import BrokenPartError, PartScan
from branchdesk.intake.table.sheet import check_extent, refuse

MOST_MEMBERS = 1_000
LARGEST_UNPACKED = 200 << 20
MOST_RATIO = 100
LONGEST_TEXT = 32_767
"""What a spreadsheet program lets into one cell."""
MOST_TEXT = 1 << 30
Holes = dict[tuple[int, int], str]

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class Package(msgspec.Struct, frozen=True):
    """What of an .xlsx file the cells are read from."""

    zipped: BytesIO
    """A new zip of the parts that were looked through, and of nothing else."""
    holes: dict[str, Holes]
    """Sheet name -> (row, column) from 0 -> the error, or the formula never calculated."""


def open_package(data: bytes, file: str) -> Package:
    """The checked package of an .xlsx file. Raises BadInput for a hostile or broken one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            members = packed.infolist()
            _check_members(members, len(data), file)
            parts = {_plain(m.filename): packed.read(m) for m in members if _is_wanted(m.filename)}
    except _UNZIP_FAULTS:
        raise refuse("list.broken", file=file) from None
    scans = _look_through(parts, file)
    return Package(_repacked(parts), _holes(scans))


def _plain(name: str) -> str:
    # Some programs write back-slashes into the zip against its rules; they mean folders.
    return name.replace("\\", "/")


def _is_wanted(name: str) -> bool:
    """True for the workbook, its texts, formats and sheets; not for pictures, charts, macros."""
    name = _plain(name).casefold()
    folder = name.rpartition("/")[0]
    kept = folder in ("", "_rels", "xl", "xl/_rels", "xl/worksheets", "xl/worksheets/_rels")
    return kept and name.endswith((".xml", ".rels"))


def _check_members(members: list[zipfile.ZipInfo], packed_size: int, file: str) -> None:
    unpacked = sum(m.file_size for m in members)
    caps = min(LARGEST_UNPACKED, MOST_RATIO * packed_size)
    if len(members) > MOST_MEMBERS or unpacked > caps:
        raise refuse("list.unpacks-too-large", file=file)
    names = {_plain(m.filename).casefold() for m in members}
    odd = len(names) < len(members) or any(map(_leads_out, names))
    if odd or any(m.compress_type not in _METHODS or m.flag_bits & 1 for m in members):
        raise refuse("list.odd-members", file=file)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ":" in name or ".." in name.split("/")


def _look_through(parts: dict[str, bytes], file: str) -> dict[str, PartScan]:
    scans = {name: PartScan() for name in parts}
    try:
        for name, scan in scans.items():
            scan.read(parts[name])
    except BrokenPartError:
        raise refuse("list.broken", file=file) from None
    for scan in scans.values():
        check_extent(scan.rows, scan.rows * scan.columns, file)
    # One long text may stand in a million cells, and each cell gets a copy of its own.
    longest = max((max(scan.lengths, default=0) for scan in scans.values()), default=0)
    if longest > LONGEST_TEXT or longest * sum(s.shared for s in scans.values()) > MOST_TEXT:
        raise refuse("list.unpacks-too-large", file=file)
    return scans


def _repacked(parts: dict[str, bytes]) -> BytesIO:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    out.seek(0)
    return out


def _holes(scans: dict[str, PartScan]) -> dict[str, Holes]:
    workbook = scans.get("xl/workbook.xml", PartScan())
    links = scans.get("xl/_rels/workbook.xml.rels", PartScan())
    found: dict[str, Holes] = {}
    for sheet, link in workbook.sheets:
        target = links.targets.get(link, "")
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        found[sheet] = scans.get(part, PartScan()).holes
    return found
