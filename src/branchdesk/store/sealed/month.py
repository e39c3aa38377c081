"""A month of the archive as a file: a sealed case a line, plain TinyDB JSON, a checksum over all.

A case may be read by its place in the file without reading the others; a checksum of its own,
which the index keeps, tells whether it still is what was sealed.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.store.codec import json_reader
from branchdesk.store.fold import write_over
from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import FORMAT, META, Snapshot, encode, newer, read_own
from branchdesk.store.storage import load

TABLE = "sealed"
_BEGIN = b'{\n"sealed":{\n'


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """A case as it was archived, with its customer as they then were."""

    month: str
    case: Case
    customer: Customer


class _Number(msgspec.Struct):
    number: str


class _Peek(msgspec.Struct):
    case: _Number


_decode, _peek = json_reader(Sealed), json_reader(_Peek)


def read_rows(path: Path) -> list[bytes]:
    """The sealed cases of a month as they lie in its file, none where there is none.

    Raises Damaged where it was changed or is none of ours; Fault.
    """
    try:
        found = read_own(path)
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise _fault(path, fault, "desk.not-read") from fault
    if found is None:
        return _read_old(path)
    if set(found.tables) != {TABLE}:
        raise damaged(path, "format")
    return list(found.tables[TABLE].values())


def _read_old(path: Path) -> list[bytes]:
    """A month of format 1, whose checksum is over its records in their order."""
    tables = load(path) or {}
    documents, meta = tables.get(TABLE, {}), tables.get(META, {}).get("1", {})
    if isinstance(meta.get("format"), int) and meta["format"] > FORMAT:
        raise newer(path, meta["format"])
    text = json.dumps(documents, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if meta.get("sum") != digest:
        raise damaged(path, "checksum")
    return [encode(document) for document in documents.values()]


def write_rows(path: Path, rows: Sequence[bytes], disk: Disk) -> None:
    """The month holds these and nothing else, on the disk; or it is as before. Raises Fault."""
    table = {str(number): raw for number, raw in enumerate(rows, 1)}
    try:
        disk.make_folder(path.parent)
        write_over(path, Snapshot({TABLE: table}, generation=0), disk)
        disk.settle(path)
    except OSError as fault:
        raise _fault(path, fault) from fault


def opened(path: Path, raw: bytes) -> Sealed:
    """The sealed case again. Raises Damaged where it cannot be one."""
    try:
        return _decode(raw)
    except (msgspec.ValidationError, ValueError) as fault:
        raise damaged(path, str(fault)) from None


def number_of(path: Path, raw: bytes) -> str:
    """The case number of a sealed case, the rest left unread. Raises Damaged."""
    try:
        return _peek(raw).case.number
    except (msgspec.ValidationError, ValueError) as fault:
        raise damaged(path, str(fault)) from None


def places(sizes: Sequence[int]) -> list[int]:
    """Where cases of these sizes begin in a month's file."""
    found, at = [], len(_BEGIN)
    for number, size in enumerate(sizes, 1):
        at += len(f'"{number}":')
        found.append(at)
        at += size + len(b",\n")
    return found


def read_at(path: Path, place: int, size: int, crc: int) -> bytes | None:
    """One case from its place; None where something else stands there."""
    try:
        with path.open("rb") as file:
            file.seek(place)
            raw = file.read(size)
    except OSError:
        return None
    return raw if len(raw) == size and zlib.crc32(raw) == crc else None


def damaged(path: Path, fault: str) -> Damaged:
    """The refusal of a month's file."""
    return Damaged(Finding("desk.damaged", {"file": path.name, "fault": fault[:120]}))


def _fault(path: Path, fault: OSError, code: str = "desk.not-written") -> Fault:
    facts = {"file": path.name, "fault": fault.strerror or str(fault)}
    return Fault(Finding(code, facts))
