"""Drafts written beside the work: in order, the newest of each form, none waits for the disk."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from branchdesk.basics.errors import Fault
from branchdesk.store.disk import remove, write_whole

PATIENCE = 5.0
"""Seconds that leaving waits for a disk which does not answer."""

Key = tuple[str, str]
"""Author and form."""


class Drafts:
    """Unfinished forms of one member of staff, each in a file of its own."""

    def __init__(self, folder: Path, staff: str) -> None:
        """Name the folder and the author; others' drafts are never shown."""
        self._folder, self._staff = folder, staff

    def keep(self, form: str, values: dict[str, Any]) -> None:
        """The form's answers so far are on the disk."""
        write_whole(self._path(form), json.dumps(values).encode("ascii"))

    def find(self, form: str) -> dict[str, Any] | None:
        """The answers kept for a form, or None; an unreadable draft counts as none."""
        try:
            kept = json.loads(self._path(form).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        return kept if isinstance(kept, dict) else None

    def names(self) -> list[str]:
        """The forms of which there is a draft, sorted."""
        head = f"{self._staff}-"
        found = self._folder.glob(f"{head}*.json")
        return sorted(path.stem.removeprefix(head) for path in found)

    def drop(self, form: str) -> None:
        """The draft is gone: the form was saved or thrown away."""
        remove(self._path(form))

    def _path(self, form: str) -> Path:
        return self._folder / f"{self._staff}-{form}.json"


class LateDrafts:
    """The drafts of a desk, written by a thread that begins with the first one.

    A sync of an old disk takes tens of milliseconds; whoever types is not to feel it.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is written or begun yet."""
        self._folder = folder
        self._turn = Condition()
        self._waiting: dict[Key, dict[str, Any]] = {}
        self._written: tuple[Key, dict[str, Any]] | None = None
        self._thread: Thread | None = None
        self._over = False
        self._fault: Fault | None = None

    def keep(self, staff: str, form: str, values: dict[str, Any]) -> None:
        """The answers will be on the disk in a moment, unless newer ones take their place."""
        with self._turn:
            self._waiting[staff, form] = dict(values)
            if self._thread is None:
                self._thread = Thread(target=self._write_all, name="drafts", daemon=True)
                self._thread.start()
            self._turn.notify_all()

    def find(self, staff: str, form: str) -> dict[str, Any] | None:
        """The newest answers of the author, on the disk or on their way; None where there are none.

        An unreadable draft counts as none.
        """
        with self._turn:
            on_the_way = dict([self._written] if self._written else []) | self._waiting
        if (staff, form) in on_the_way:
            return dict(on_the_way[staff, form])
        return Drafts(self._folder, staff).find(form)

    def names(self, staff: str) -> list[str]:
        """The forms of which the author has a draft, sorted; one on its way counts."""
        with self._turn:
            keys = [*self._waiting, *([self._written[0]] if self._written else [])]
        late = {form for author, form in keys if author == staff}
        return sorted(late.union(Drafts(self._folder, staff).names()))

    def drop(self, staff: str, form: str) -> None:
        """The draft is gone, also one on its way. Raises Fault."""
        with self._turn:
            self._waiting.pop((staff, form), None)
            self._turn.wait_for(lambda: not self._writes((staff, form)), PATIENCE)
        Drafts(self._folder, staff).drop(form)

    def forget(self, case: str) -> None:
        """No draft of anybody names the case any more. Raises Fault."""
        with self._turn:
            for key in [key for key in self._waiting if _names(key[1], case)]:
                del self._waiting[key]
            self._turn.wait_for(lambda: self._written is None, PATIENCE)
        for path in sorted(self._folder.glob("*.json")):
            if _names(path.stem, case):
                remove(path)

    def fault(self) -> Fault | None:
        """Why the last draft could not be written, told once."""
        with self._turn:
            fault, self._fault = self._fault, None
        return fault

    def flush(self) -> None:
        """Everything that was kept is on the disk, or the disk had its time."""
        with self._turn:
            self._turn.wait_for(lambda: not (self._waiting or self._written), PATIENCE)

    def close(self) -> None:
        """The same, and the thread ends."""
        self.flush()
        with self._turn:
            self._over = True
            self._turn.notify_all()

    def _writes(self, key: Key) -> bool:
        return self._written is not None and self._written[0] == key

    def _write_all(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._waiting or self._over)
                if not self._waiting:
                    return
                key = next(iter(self._waiting))
                self._written = (key, self._waiting.pop(key))
            fault = self._write(*self._written)
            with self._turn:
                self._written, self._fault = None, fault or self._fault
                self._turn.notify_all()

    def _write(self, key: Key, values: dict[str, Any]) -> Fault | None:
        staff, form = key
        try:
            Drafts(self._folder, staff).keep(form, values)
        except Fault as fault:
            return fault
        return None


def _names(draft: str, case: str) -> bool:
    """True where a draft is about the case: its whole number is a part, or ends one."""
    return bool(case) and any(f"-{part}".endswith(f"-{case}") for part in draft.split("."))
