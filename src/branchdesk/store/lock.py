"""One writer at a time: a lock that the system frees when its holder dies."""

from __future__ import annotations

import json
import os
from pathlib import Path

from filelock import FileLock, Timeout

from branchdesk.basics.errors import Fault, HeldElsewhere
from branchdesk.basics.finding import Finding
from branchdesk.store.disk import PRIVATE_FILE, wipe_temps, write_whole

WIPED = ("archive", "audit", "index", "months", "lists", "drafts", "backups")
"""Where a kill may leave half a file; a case's own folder is wiped with its next paper."""


class DeskLock:
    """Held from ``take`` until ``free``; the holder's name stands in holder.json."""

    def __init__(self, folder: Path) -> None:
        """Name the lock of a desk's folder; nothing is taken yet."""
        # Not thread-local: a screen's worker thread may free what the main thread took.
        self._lock = FileLock(folder / ".lock", timeout=0, mode=PRIVATE_FILE, thread_local=False)
        self._folder = folder
        self._holder = folder / "holder.json"

    def take(self, who: str, since: str) -> None:
        """The desk is ours to write. Raises HeldElsewhere that names the holder."""
        try:
            self._lock.acquire()
        except Timeout:
            raise HeldElsewhere(Finding("desk.held", self.holder())) from None
        except OSError as fault:
            facts = {"file": ".lock", "fault": fault.strerror or str(fault)}
            raise Fault(Finding("desk.not-written", facts)) from fault
        try:
            wipe_temps(self._folder, *WIPED)
            self.name(who, since)
        except BaseException:
            self._lock.release()
            raise

    def name(self, who: str, since: str) -> None:
        """Note who holds it and since when, for those who find it taken."""
        record = {"who": who, "since": since, "process": os.getpid()}
        write_whole(self._holder, json.dumps(record).encode())

    def free(self) -> None:
        """The desk may be taken by others."""
        self._lock.release()

    def holder(self) -> dict[str, str]:
        """Who holds it and since when, as far as the note beside the lock tells."""
        try:
            note = json.loads(self._holder.read_text(encoding="utf-8"))
            return {"who": str(note["who"]), "since": str(note["since"])}
        except (OSError, ValueError, KeyError, TypeError):
            return {"who": "?", "since": "?"}
