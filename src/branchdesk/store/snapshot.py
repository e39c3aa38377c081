"""The casebook's file: plain TinyDB JSON, one document a line, closed by a checksum."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from branchdesk.basics.errors import Damaged
from branchdesk.basics.finding import Finding
from branchdesk.store.storage import parse

FORMAT = 2
META = "_meta"
CHUNK = 256
"""How many documents are written at once."""
Rows = dict[str, bytes]
_CRC = b',"crc32":"'
_TAIL = 1 << 12
BLOCK = 1 << 18
"""So many bytes of a file are read at once."""
_BRACE, _COMMA = b"},"


@dataclass
class Snapshot:
    """All tables of a casebook as they stood after commit ``seq``."""

    tables: dict[str, Rows] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    """Per table the highest id ever given: an id is never given twice."""
    seq: int = 0
    generation: int = 1
    """The number of the journal that goes on from here."""
    format: int = FORMAT


class _Meta(msgspec.Struct, forbid_unknown_fields=True):
    format: int
    generation: int
    seq: int
    marks: dict[str, int]
    crc32: str


def encode(document: Any) -> bytes:
    """A document as one line of JSON. Raises TypeError or ValueError where JSON has no word."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate is kept as an escape
        return json.dumps(document, allow_nan=False, separators=(",", ":")).encode("ascii")


def decode(raw: bytes) -> Any:
    """The document again."""
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError:  # an escaped lone surrogate: stricter than JSON's own module
        return json.loads(raw)


def pieces(snapshot: Snapshot) -> Iterator[bytes]:
    """The bytes of the file, table by table."""
    crc = 0
    for line in _lines(snapshot):
        crc = zlib.crc32(line, crc)
        yield line
    yield b'%s%08x"}}\n}\n' % (_CRC, crc)


def _lines(snapshot: Snapshot) -> Iterator[bytes]:
    yield b"{\n"
    for name, rows in snapshot.tables.items():
        yield encode(name) + b":{\n"
        many = iter(rows.items())
        before = b""
        while chunk := [b'"%s":%s' % (k.encode(), raw) for k, raw in islice(many, CHUNK)]:
            yield before + b",\n".join(chunk)
            before = b",\n"
        yield (b"\n" if before else b"") + b"},\n"
    head = {
        "format": FORMAT,
        "generation": snapshot.generation,
        "seq": snapshot.seq,
        "marks": snapshot.marks,
    }
    yield b'"_meta":{"1":' + encode(head)[:-1]


def read(path: Path) -> Snapshot | None:
    """The casebook's file, or None where there is none. Raises Damaged, OSError."""
    try:
        with path.open("rb") as file:
            return _own(file) or _foreign(path)
    except FileNotFoundError:
        return None


def read_own(path: Path) -> Snapshot | None:
    """A file as we write it; None where it was changed, or another program's. Raises OSError."""
    with path.open("rb") as file:
        return _own(file)


def _own(file: BinaryIO) -> Snapshot | None:
    """A file as we write it; None where it is not one."""
    found, crc = Snapshot(), 0
    rows: Rows | None = None
    blocks = _blocks(file)
    if file.read(2) != b"{\n":
        return None
    file.seek(0)
    at = 2
    for block in blocks:
        while at < len(block):
            if rows is not None:
                at, more = _cut(block, at, rows)
                rows = rows if more else None
            elif block.startswith(b'"_meta":{"1":{', at):
                crc = zlib.crc32(memoryview(block)[:at], crc)
                return _close(found, b"".join((block[at:], *blocks)), crc)
            else:
                end = block.find(b"\n", at) + 1
                if not block.endswith(b":{\n", at, end):
                    return None
                rows = found.tables.setdefault(str(_text(block[at : end - 3])), {})
                at = end
        at, crc = 0, zlib.crc32(block, crc)
    return None


def _cut(block: bytes, at: int, rows: Rows) -> tuple[int, bool]:
    """Take a table's lines from here on; where they end, and whether the table may go on.

    Nothing is checked: the checksum tells afterwards whether the lines are ours.
    """
    find, size = block.find, len(block)
    while at < size:
        end = find(b"\n", at)
        if end < 0:
            break
        if block[at] == _BRACE:
            return end + 1, False
        colon = find(b":", at, end)
        raw = block[colon + 1 : end - 1 if block[end - 1] == _COMMA else end]
        rows[block[at + 1 : colon - 1].decode("latin-1")] = raw
        at = end + 1
    return size, True


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """The file in blocks of whole lines: lines are cut out of a block with one copy each."""
    size, place = BLOCK, 0
    while block := file.read(size):
        whole = block.rfind(b"\n") + 1 if len(block) == size else len(block)
        place += whole
        if whole == len(block):
            yield block
        elif whole:
            yield block[:whole]
            size = BLOCK
        else:
            size *= 2
        file.seek(place)


def _text(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return ""


def _close(found: Snapshot, tail: bytes, crc: int) -> Snapshot | None:
    """The snapshot; None where its last lines or its checksum are not right."""
    place = tail.rfind(_CRC)
    if place < 0:
        return None
    crc = zlib.crc32(tail[:place], crc)
    if tail[place:] != b'%s%08x"}}\n}\n' % (_CRC, crc):
        return None
    try:
        meta = msgspec.json.decode(tail[len(b'"_meta":{"1":') : -4], type=_Meta)
    except (msgspec.MsgspecError, ValueError):
        return None
    if meta.format != FORMAT:
        return None
    found.seq, found.generation, found.marks = meta.seq, meta.generation, meta.marks
    return found


def _foreign(path: Path) -> Snapshot:
    """A file that plain TinyDB or an older version wrote: nothing vouches for it, so all is read.

    Raises Damaged.
    """
    data = path.read_bytes()
    tables = parse(path, data)
    meta = tables.pop(META, {}).get("1", {"format": 1})
    if isinstance(meta.get("format"), int) and meta["format"] > FORMAT:
        raise newer(path, meta["format"])
    if meta.get("format") != 1 or b'"crc32":"' in data[-_TAIL:]:
        # Written by us and changed since: by hand, by another program, by the disk.
        raise _damaged(path, "checksum")
    rows = {name: {key: encode(doc) for key, doc in t.items()} for name, t in tables.items()}
    marks = {name: max(map(int, t), default=0) for name, t in rows.items()}
    return Snapshot(tables=rows, marks=marks, format=1)


def _damaged(path: Path, fault: str) -> Damaged:
    return Damaged(Finding("desk.damaged", {"file": path.name, "fault": fault}))


def newer(path: Path, format_: int) -> Damaged:
    """The refusal of a file that a later version of the program wrote."""
    return Damaged(Finding("desk.newer", {"file": path.name, "format": format_}))
