"""PINs of the members: one small file beside the casebook, counted in by every window.

A try is counted on the disk before the hash is looked at, in a read-only window too: so the file
has a lock of its own, held for one counting only, and no commit of the casebook is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.basics.finding import Finding
from branchdesk.basics.pin import Hasher, Scrypt, fresh_salt, same, scrypt
from branchdesk.model.pin import PinRecord
from branchdesk.store.disk import PRIVATE_FILE, write_whole

FORMAT = 1
PATIENCE = 5
"""Seconds to wait for another window that is just counting."""


class _Page(msgspec.Struct, frozen=True):
    format: int = FORMAT
    pins: dict[str, PinRecord] = {}


class Pins:
    """The PINs of a desk. Reading is free; changes are made inside ``held``."""

    def __init__(self, path: Path, hasher: Hasher = scrypt) -> None:
        """Name the file; it need not be there."""
        self._path = path
        self.hasher = hasher
        self._lock = FileLock(
            path.with_name(".pins.lock"), timeout=PATIENCE, mode=PRIVATE_FILE, thread_local=False
        )

    def find(self, member: str) -> PinRecord | None:
        """What is kept of a member, or None. Raises Damaged where the file cannot be read."""
        return self._read().pins.get(member)

    @contextmanager
    def held(self) -> Iterator[None]:
        """No other window counts meanwhile. Raises Fault where one does not let go."""
        try:
            self._lock.acquire()
        except (Timeout, OSError) as fault:
            said = getattr(fault, "strerror", None) or type(fault).__name__
            facts = {"file": self._path.name, "fault": said}
            raise Fault(Finding("desk.not-written", facts)) from fault
        try:
            yield
        finally:
            self._lock.release()

    def put(self, member: str, record: PinRecord) -> None:
        """The record is on the disk when this returns; to be called inside ``held``.

        Raises Damaged, Fault.
        """
        page = self._read()
        kept = msgspec.structs.replace(page, pins={**page.pins, member: record})
        write_whole(self._path, msgspec.json.format(msgspec.json.encode(kept), indent=1))

    def made(self, pin: str, must_change: bool) -> PinRecord:
        """The record of a new PIN, with a salt of its own."""
        salt, how = fresh_salt(), Scrypt()
        return PinRecord(
            salt=salt, hash=self.hasher(pin, salt, how), how=how, pin_must_change=must_change
        )

    def fits(self, pin: str, record: PinRecord) -> bool:
        """True where it is the PIN of the record. Raises Damaged."""
        try:
            return same(self.hasher(pin, record.salt, record.how), record.hash)
        except (ValueError, MemoryError) as fault:
            raise self._damaged(str(fault)) from None

    def _read(self) -> _Page:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return _Page()
        except OSError as fault:
            raise self._damaged(fault.strerror or str(fault)) from None
        try:
            page = msgspec.json.decode(data, type=_Page)
        except (msgspec.MsgspecError, ValueError) as fault:
            raise self._damaged(str(fault)[:120]) from None
        if page.format > FORMAT:
            facts = {"file": self._path.name, "format": page.format}
            raise Damaged(Finding("desk.newer", facts))
        return page

    def _damaged(self, fault: str) -> Damaged:
        return Damaged(Finding("desk.damaged", {"file": self._path.name, "fault": fault}))
