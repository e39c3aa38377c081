"""From the files of a casebook to its state: the snapshot, then every journal line after it."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

import msgspec

from branchdesk.basics.errors import Damaged
from branchdesk.basics.finding import Finding
from branchdesk.store.disk import listed
from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import Snapshot, encode

_HEAD = re.compile(rb"([0-9a-f]{8}) ([1-9][0-9]{0,9}) ")
_Line = tuple[int, list[tuple[str, str | None, msgspec.Raw]]]
_NULL = b"null"


def line_of(seq: int, ops: list[tuple[str, str | None, bytes | None]]) -> bytes:
    """A commit as one line: checksum, length, ``[seq,[[table,id,document],...]]``."""
    parts = [
        b"[%s,%s,%s]" % (encode(table), encode(key), _NULL if raw is None else raw)
        for table, key, raw in ops
    ]
    body = b"[%d,[%s]]" % (seq, b",".join(parts))
    sized = b"%d %s" % (len(body), body)
    return b"%08x %s\n" % (zlib.crc32(sized), sized)


def line_at(data: bytes, place: int) -> tuple[int, bytes] | None:
    """Where the line that begins here ends, and its body; None where none does."""
    head = _HEAD.match(data, place, place + 20)
    if head is None:
        return None
    end = head.end() + int(head[2])
    if data[end : end + 1] != b"\n" or zlib.crc32(data[head.start(2) : end]) != int(head[1], 16):
        return None
    return end + 1, data[head.end() : end]


def _read(body: bytes) -> _Line:
    """Number and changes of a commit. Raises MsgspecError, ValueError."""
    try:
        found: _Line = msgspec.json.decode(body, type=_Line)
        return found
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:  # an escaped lone surrogate: stricter than JSON's own module
        seq, ops = json.loads(body)
        return seq, [(table, key, msgspec.Raw(encode(doc))) for table, key, doc in ops]


class Replay:
    """The way from a snapshot over its journals to the state."""

    def __init__(self, path: Path, state: Snapshot, disk: Disk) -> None:
        """Look for the journals that come after the snapshot. Raises Fault."""
        self.path, self.state, self._disk = path, state, disk
        beside = listed(path.parent, f"{path.name}.j{'[0-9]' * 8}")
        found = {int(one.name[-8:]): one for one in beside}
        self.journals = {n: found[n] for n in sorted(found) if n >= state.generation}
        self.number = max(self.journals, default=max(state.generation, 1))
        self.end = 0
        self._torn = b""

    def run(self) -> int:
        """Apply every line; gives back the number of the last commit of the snapshot.

        Raises Damaged where a line is missing or wrong that is not the last of all.
        """
        folded = self.state.seq
        for number, path in self.journals.items():
            data = path.read_bytes()
            if self._torn and data.strip(b"\0"):
                raise self._damaged(path)
            self.end = self._take(path, data)
            if number != self.number:
                self.end = 0
        return folded

    def _take(self, path: Path, data: bytes) -> int:
        place = 0
        while (line := line_at(data, place)) is not None:
            self._apply(path, line[1])
            place = line[0]
        rest = data[place:].rstrip(b"\0")
        if rest:
            if self._holds_more(rest):
                raise self._damaged(path)
            self._torn, self._torn_in, self._torn_at = rest, path, (place, len(data))
        return place

    def _apply(self, path: Path, body: bytes) -> None:
        try:
            seq, ops = _read(body)
        except (msgspec.MsgspecError, ValueError):
            raise self._damaged(path) from None
        if seq != self.state.seq + 1:
            raise self._damaged(path)
        self.state.seq = seq
        for table, key, raw in ops:
            self._change(table, key, bytes(raw))

    def _change(self, table: str, key: str | None, raw: bytes) -> None:
        tables, marks = self.state.tables, self.state.marks
        if key is None:
            marks.pop(table, None)
            if raw == _NULL:
                tables.pop(table, None)
            else:
                tables[table] = {}
        elif raw == _NULL:
            tables.setdefault(table, {}).pop(key, None)
        else:
            tables.setdefault(table, {})[key] = raw
            marks[table] = max(marks.get(table, 0), int(key))

    def _holds_more(self, rest: bytes) -> bool:
        """True where a whole line stands behind the wrong place: no torn end looks like that.

        It is looked for everywhere, not behind a line's end only: that may be what is wrong.
        """
        return any(line_at(rest, head.start()) for head in _HEAD.finditer(rest, 1))

    def torn(self) -> list[Finding]:
        """Tells of a torn end, which stays as it is; perhaps another window is writing it."""
        if not self._torn:
            return []
        return [Finding("desk.torn-tail", {"file": self._torn_in.name, "bytes": len(self._torn)})]

    def mend(self) -> list[Finding]:
        """Lay a torn end aside and clear its place; tells what was done. Raises OSError."""
        if not self._torn:
            return []
        aside = self.path.with_name(f"{self._torn_in.name}.torn-{self.state.seq + 1}")
        self._disk.fill(aside, [self._torn])
        self._disk.sync_folder(aside.parent)
        handle = self._disk.open(self._torn_in)
        try:
            # The next line is written here: nothing of the torn one may look out behind it.
            self._disk.write(handle, self._torn_at[0], bytes(self._torn_at[1] - self._torn_at[0]))
            self._disk.sync(handle)
        finally:
            self._disk.close(handle)
        return [Finding("desk.torn", {"file": aside.name, "bytes": len(self._torn)})]

    def _damaged(self, path: Path) -> Damaged:
        facts = {"file": path.name, "fault": f"commit {self.state.seq + 1}"}
        return Damaged(Finding("desk.damaged", facts))
