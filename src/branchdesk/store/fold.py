"""A new snapshot in the place of the one before, which stays beside it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import Snapshot, pieces

END = 256
"""A snapshot ends with its number and its checksum: no two have the same last bytes."""


def write_beside(path: Path, snapshot: Snapshot, disk: Disk) -> None:
    """The snapshot is on the disk beside the file; where not, nothing is left of it.

    Raises OSError.
    """
    with _or_no_scrap(path, disk):
        disk.fill(beside(path), pieces(snapshot))


def write_over(path: Path, snapshot: Snapshot, disk: Disk) -> None:
    """The file is the snapshot, once its folder is settled; nothing is kept of the one before.

    Raises OSError.
    """
    with _or_no_scrap(path, disk):
        disk.fill(beside(path), pieces(snapshot))
        disk.replace(beside(path), path)


def put_in_place(path: Path, disk: Disk, old_format: int = 0) -> None:
    """The snapshot written beside is the file; one of an older format is kept. Raises OSError."""
    with _or_no_scrap(path, disk):
        _keep_last(path, disk)
        if old_format:
            with contextlib.suppress(OSError):
                disk.link(path, path.with_name(f"{path.name}.format-{old_format}"))
        disk.replace(beside(path), path)
        disk.sync_folder(path.parent)


def beside(path: Path) -> Path:
    """Where the copy on its way lies."""
    return path.with_name(f".{path.name}.tmp")


@contextlib.contextmanager
def _or_no_scrap(path: Path, disk: Disk) -> Iterator[None]:
    """Where it fails, the copy on its way takes no room: the disk may be full."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            disk.unlink(beside(path))
        raise


def _keep_last(path: Path, disk: Disk) -> None:
    """The snapshot before lies beside as ``.bak``; a disk without hard links keeps none."""
    temp = path.with_name(f".{path.name}.bak.tmp")
    with contextlib.suppress(OSError):
        disk.unlink(temp)
        disk.link(path, temp)
        disk.replace(temp, path.with_name(f"{path.name}.bak"))


class Guard:
    """Whether the file is still the one that this window read and wrote.

    The lock sees to that. This is for the day on which somebody deletes the lock, brings a file
    back by hand under an open window, or a shared folder knows no locks: then nothing is written.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is known of it yet."""
        self._path = path
        self._ours: set[bytes] = set()
        self._seen: tuple[int, int, int] | None = None
        self._open: Path | None = None

    def know(self, file: Path) -> None:
        """This file is ours, and may stand in the place at any moment. Raises OSError."""
        self._ours.add(_end_of(file))

    def know_only(self, file: Path) -> None:
        """This file is ours, and no other. Raises OSError."""
        self._ours = {_end_of(file)}

    def watch(self, journal: Path | None) -> None:
        """This journal is open: it must keep its name."""
        self._open = journal

    def holds(self) -> bool:
        """True where one of ours stands in the place, and the open journal too. Raises OSError."""
        try:
            # Asked for its times, a file that grows has new ones written at each save: only its
            # name is asked for, and where it is gone or nobody knows, why.
            if self._open and not os.access(self._open, os.F_OK):
                self._open.stat()
            found = self._path.stat()
            seen = (found.st_ino, found.st_size, found.st_mtime_ns)
            # What stat tells may differ on a shared folder although nobody wrote: only the bytes
            # count, and they are read only when something looks different.
            if seen != self._seen and _end_of(self._path) not in self._ours:
                return False
        except FileNotFoundError:
            return False
        self._seen = seen
        return True


def _end_of(file: Path) -> bytes:
    with file.open("rb") as source:
        source.seek(max(0, source.seek(0, os.SEEK_END) - END))
        return source.read()
