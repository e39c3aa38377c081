"""A TinyDB storage that writes one line a commit: the change, not the file.

The snapshot (``cases.json``) and the journals after it (``cases.json.jNNNNNNNN``) are the state.
A commit is on the disk when it returns. ``checkpoint`` folds the journal into a new snapshot; the
folded journal and the snapshot before (``.bak``) stay until the checkpoint after.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.basics.finding import Finding
from branchdesk.store.fold import Guard, beside, put_in_place, write_beside
from branchdesk.store.replay import Replay, line_of
from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import Snapshot, decode, encode, read

FIRST, STEP = 1 << 16, 1 << 20
"""A journal grows by so many zero bytes at once: a commit then changes no length."""
LOOKS = 3
HEAD = 24
"""A line begins with so many bytes that are not zero, or fewer."""
DROP, EMPTY = None, b"{}"
"""What stands for a table's document where the whole table is dropped or emptied."""

Op = tuple[str, str | None, bytes | None]
"""Table, id, document; no document: the row goes; no id: the whole table."""
Watcher = Callable[[str, bytes | None, bytes | None], None]
"""Told id, old and new document of every change."""


class ReadOnly(Fault, OSError):
    """A database opened for looking was changed; an OSError, as TinyDB has it."""


class JournalStorage(Storage):
    """The documents of a database, encoded, and the files that keep them.

    ``access_mode="r"`` looks only and never touches a file. One process may write (store/lock).
    """

    def __init__(self, path: str | Path, access_mode: str = "r+", disk: Disk | None = None) -> None:
        """Read the files; where there are none, a new one is made. Raises DeskError, OSError."""
        self.path = Path(path)
        self.lock = threading.RLock()
        self.reports: list[Finding] = []
        """What was found and put right at opening."""
        self._writable = access_mode != "r"
        self._disk = disk or Disk()
        self.vouched = True
        """Whether the file was written by us, and no byte of it is another."""
        self.changes = 0
        """Grows with every change and every change undone."""
        self._watchers: dict[str, list[Watcher]] = {}
        self._ops: list[Op] = []
        self._undo: list[Callable[[], None]] = []
        self._ordered: set[str] = set()
        self._depth = 0
        self._handle: int | None = None
        self._end = self._size = 0
        self._broken = self._writing = False
        self.folding = threading.Lock()
        """Who holds it sees no file replaced; commits go on."""
        self._guard = Guard(self.path)
        self._open()

    def _open(self) -> None:
        for _ in range(0 if self._writable else LOOKS):
            # The writer may fold and tidy between two of our looks.
            with contextlib.suppress(Damaged, FileNotFoundError):
                return self._read_files()
        self._read_files()
        if self._old_format:
            self.checkpoint()

    def _read_files(self) -> None:
        if self._writable and self.path.exists():
            self._guard.know_only(self.path)
        found = read(self.path)
        if found is None and not self._writable:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path))
        replay = Replay(self.path, found or Snapshot(generation=0), self._disk)
        if found is None and (replay.journals or self._beside(".bak").exists()):
            raise Damaged(Finding("desk.records-gone", {"file": self.path.name}))
        if replay.journals and replay.state.format != Snapshot.format:
            # A file of an older format is folded before anything is saved after it: these
            # journals belong to another file, which this one took the place of.
            raise Damaged(Finding("desk.damaged", {"file": self.path.name, "fault": "journal"}))
        self._folded = replay.run()
        self.tables, self.marks = replay.state.tables, replay.state.marks
        self.seq, self._number = replay.state.seq, replay.number
        self._generation = replay.state.generation
        self._old_format = replay.state.format if replay.state.format != Snapshot.format else 0
        self.vouched = not self._old_format
        self.reports = replay.torn()
        if self._writable:
            with self._faults():
                self.reports = replay.mend()
            self._end = replay.end
            if found is None:
                write_beside(self.path, Snapshot(generation=self._number), self._disk)
                put_in_place(self.path, self._disk)
                self._guard.know_only(self.path)

    # ------------------------------------------------------------------ TinyDB's two words

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables, decoded."""
        with self.lock:
            return {
                name: {key: decode(raw) for key, raw in rows.items()}
                for name, rows in self.tables.items()
            }

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put the tables in the place of all that is there; one commit. Raises Fault."""
        fresh = {n: {str(k): encode(d) for k, d in t.items()} for n, t in data.items()}
        with self.transaction():
            for name in [n for n in self.tables if n not in fresh]:
                self.apply(name, None, DROP)
            for name, rows in fresh.items():
                before = self.tables.get(name)
                if before is None or list(before) != [k for k in rows if k in before]:
                    self.apply(name, None, EMPTY)
                for key, raw in rows.items():
                    if self.tables[name].get(key) != raw:
                        self.apply(name, key, raw)

    def close(self) -> None:
        """Fold the journal into the snapshot and let the files go. Raises Fault."""
        try:
            self.checkpoint()
        finally:
            self._let_go()

    # ------------------------------------------------------------------ changing

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes inside are one commit; an error inside leaves files and memory as before.

        Other threads wait: nobody reads half a commit. One inside another takes back only its own
        changes. Raises Fault where the disk refuses.
        """
        with self.lock:
            ops, undo = len(self._ops), len(self._undo)
            self._depth += 1
            try:
                yield
                if self._depth == 1 and self._ops:
                    self._append(line_of(self.seq + 1, self._ops))
            except BaseException:
                # Interrupted while a line was written: only reading it again tells what it holds.
                self._broken = self._broken or self._writing
                self.changes += 1
                while len(self._undo) > undo:
                    self._undo.pop()()
                del self._ops[ops:]
                raise
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._ops, self._undo = [], []
                    self._ordered.clear()

    def apply(self, table: str, key: str | None, raw: bytes | None) -> None:
        """One change, inside a transaction."""
        assert self._depth, "a change outside a transaction"
        self.changes += 1
        self._ops.append((table, key, raw))
        if key is None:
            self._apply_whole(table, raw)
        else:
            self._apply_row(table, key, raw)

    def _apply_row(self, table: str, key: str, raw: bytes | None) -> None:
        new, mark = table not in self.tables, self.marks.get(table, 0)
        rows = self.tables.setdefault(table, {})
        old = rows.get(key)
        if raw is None:
            if not new:
                self._keep_order(table)
            rows.pop(key, None)
        else:
            rows[key] = raw
            self.marks[table] = max(mark, int(key))
        self._tell(table, key, old, raw)

        def back() -> None:
            rows = self.tables.setdefault(table, {})
            if old is None:
                rows.pop(key, None)
            else:
                rows[key] = old
            self.marks[table] = mark
            if new:
                del self.tables[table], self.marks[table]
            self._tell(table, key, raw, old)

        self._undo.append(back)

    def _keep_order(self, table: str) -> None:
        """A row put back stands at the end; undone changes must leave the order as it was."""
        if table in self._ordered:
            return
        self._ordered.add(table)
        order = list(self.tables[table])

        def back() -> None:
            rows = self.tables[table]
            self.tables[table] = {key: rows[key] for key in order}
            self._ordered.discard(table)

        self._undo.append(back)

    def _apply_whole(self, table: str, raw: bytes | None) -> None:
        before, mark = self.tables.get(table), self.marks.get(table)
        if raw is DROP:
            self.tables.pop(table, None)
        else:
            self.tables[table] = {}
        self.marks.pop(table, None)
        for key, old in (before or {}).items():
            self._tell(table, key, old, None)

        def back() -> None:
            self.tables.pop(table, None)
            if before is not None:
                self.tables[table] = before
                for key, old in before.items():
                    self._tell(table, key, None, old)
            self.marks.pop(table, None)
            if mark is not None:
                self.marks[table] = mark

        self._undo.append(back)

    def watch(self, table: str, watcher: Watcher) -> None:
        """Tell the watcher of every row there is, and of every change from now on."""
        with self.lock:
            self._watchers.setdefault(table, []).append(watcher)
            for key, raw in self.tables.get(table, {}).items():
                watcher(key, None, raw)

    def _tell(self, table: str, key: str, old: bytes | None, new: bytes | None) -> None:
        for watcher in self._watchers.get(table, ()):
            watcher(key, old, new)

    def _append(self, line: bytes) -> None:
        if not self._writable:
            raise ReadOnly(Finding("desk.read-only", {"file": self.path.name}))
        if self._broken:
            raise Fault(Finding("desk.reopen", {"file": self.path.name}))
        with self._faults():
            self._must_be_ours()
            self._make_room(len(line))
            assert self._handle is not None
            self._writing = True
            self._disk.write(self._handle, self._end, line)
            self._disk.sync(self._handle, grown=False)
        self._end += len(line)
        self.seq += 1
        self._ops, self._undo = [], []
        self._writing = False

    def _must_be_ours(self) -> None:
        """Raises Fault where the files were written by others: nothing more is then."""
        if self._handle is None and (path := self._journal(self._number)).exists():
            self._handle, self._size = self._disk.open(path), path.stat().st_size
            self._guard.watch(path)
        room = b""
        if self._handle is not None:
            room = self._disk.look(self._handle, self._end, HEAD)
        gone = self._handle is None and self._end > 0
        if gone or any(room) or not self._guard.holds():
            raise Fault(Finding("desk.written-elsewhere", {"file": self.path.name}))

    def _make_room(self, wanted: int) -> None:
        """The journal is open and has zero bytes for the line; a full disk changes nothing."""
        if self._handle is None:
            path = self._journal(self._number)
            self._handle, self._size = self._disk.create(path), 0
            self._guard.watch(path)
        if self._size - self._end >= wanted:
            return
        step = STEP if self._size else FIRST
        more = -(-(self._end + wanted - self._size) // step) * step
        self._disk.write(self._handle, self._size, bytes(more))
        self._writing = True  # after a failed sync nothing is known any more: never sync twice
        self._disk.sync(self._handle)
        if not self._size:
            self._disk.sync_folder(self.path.parent)
        self._writing = False
        self._size += more

    def _journal(self, number: int) -> Path:
        return self._beside(f".j{number:08d}")

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)

    def _let_go(self) -> None:
        with self.lock:
            handle, self._handle, self._end, self._size = self._handle, None, 0, 0
            self._guard.watch(None)
            if handle is not None:
                self._disk.close(handle)

    # ------------------------------------------------------------------ the checkpoint

    @property
    def busy(self) -> bool:
        """True inside a transaction of this thread, and where nothing may be written."""
        with self.lock:
            return not self._writable or self._broken or self._depth > 0

    @property
    def unfolded(self) -> int:
        """Bytes of the journal that no snapshot holds yet."""
        return self._end

    def lengths(self) -> dict[str, int]:
        """The files that hold every commit so far by name, and how many bytes of each count."""
        with self.lock, self._faults():
            names = [self.path, *self.path.parent.glob(f"{self.path.name}.j????????")]
            found = {path.name: path.stat().st_size for path in names}
            found[self._journal(self._number).name] = self._end
            return {name: size for name, size in found.items() if size}

    def checkpoint(self) -> bool:
        """Fold the journal into a new snapshot; False where there is nothing to fold.

        Commits of other threads go on meanwhile. Raises Fault: every commit is safe all the same.
        """
        with self.folding:
            with self.lock:
                if self.busy:
                    return False
                if self.seq == self._folded and not self._old_format:
                    return False
                with self._faults():
                    self._must_be_ours()
                tables = {name: dict(rows) for name, rows in self.tables.items()}
                snapshot = Snapshot(tables, dict(self.marks), self.seq, self._number + 1)
                end = self._end
                self._let_go()
                self._number += 1
            with self._faults():
                try:
                    write_beside(self.path, snapshot, self._disk)
                except BaseException:
                    self._go_on_with(snapshot.generation - 1, end)
                    raise
                self._guard.know(beside(self.path))
                put_in_place(self.path, self._disk, self._old_format)
                self._guard.know_only(self.path)
                self._old_format = 0
                self._tidy()
            self._generation, self._folded = snapshot.generation, snapshot.seq
            return True

    def forget_past(self) -> None:
        """Only what the tables hold now is left in the files: nothing of before. Raises Fault."""
        self.checkpoint()
        with self.folding, self.lock, self._faults():
            current = {self.path, self._journal(self._number)}
            for path in self.path.parent.glob(f"{self.path.name}.*"):
                if path not in current:
                    self._disk.unlink(path)
            self._disk.sync_folder(self.path.parent)

    def _go_on_with(self, number: int, end: int) -> None:
        """No snapshot came of it: the journal before has room, which a full disk may not have."""
        with self.lock:
            if self._handle is None and self._number == number + 1:
                self._number, self._end = number, end

    def _tidy(self) -> None:
        """Journals go that neither this snapshot nor the one before needs."""
        for path in self.path.parent.glob(f"{self.path.name}.j????????"):
            if path.name < self._journal(self._generation).name:
                self._disk.unlink(path)

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            facts = {"file": self.path.name, "fault": fault.strerror or str(fault)}
            raise Fault(Finding("desk.not-written", facts)) from fault
