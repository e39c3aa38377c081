"""What the casebook asks of a disk, in one place, so that a test can be a disk that fails."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from branchdesk.store.disk import PRIVATE_FILE, PRIVATE_FOLDER

BINARY = getattr(os, "O_BINARY", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""A link laid in the place of a file leads no write elsewhere: it is refused."""
TRIES = 8
"""How often Windows is asked again while a virus scanner holds a file open."""


class Disk:
    """Open, write at a place, sync, replace: every change of the casebook's files goes through."""

    windows = os.name == "nt"

    def create(self, path: Path) -> int:
        """A new empty file open for writing; a scrap of the same name is gone first."""
        self.unlink(path)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | BINARY, PRIVATE_FILE)

    def open(self, path: Path) -> int:
        """The file as it is, open for writing."""
        return os.open(path, os.O_RDWR | BINARY | NO_LINK)

    def write(self, handle: int, place: int, data: bytes) -> None:
        """All of the data stands from this place on, once it is synced."""
        os.lseek(handle, place, os.SEEK_SET)
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]

    def look(self, handle: int, place: int, size: int) -> bytes:
        """What stands there now, as far as the file goes."""
        if hasattr(os, "pread"):
            return os.pread(handle, size, place)
        os.lseek(handle, place, os.SEEK_SET)
        return os.read(handle, size)

    def sync(self, handle: int, grown: bool = True) -> None:
        """What was written is on the disk; ``grown`` False where the file kept its length."""
        if grown or not hasattr(os, "fdatasync"):
            os.fsync(handle)
        else:
            os.fdatasync(handle)

    def close(self, handle: int) -> None:
        """Let go of the file."""
        os.close(handle)

    def fill(self, path: Path, pieces: Iterable[bytes]) -> None:
        """A new file holds these bytes, synced; its name is not until the folder is."""
        handle, place = self.create(path), 0
        try:
            for piece in pieces:
                self.write(handle, place, piece)
                place += len(piece)
            self.sync(handle)
        finally:
            self.close(handle)

    def make_folder(self, path: Path) -> None:
        """The folder is there, readable by its owner only, and the disk knows it."""
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=PRIVATE_FOLDER)
        # Even where it was there: whoever made it may have been cut off before this.
        self.sync_folder(path.parent)

    def replace(self, source: Path, target: Path) -> None:
        """The target is the source from now on; both must be closed."""
        self._again(lambda: source.replace(target))

    def link(self, source: Path, target: Path) -> None:
        """A second name for the file; raises OSError where the disk knows no such thing."""
        os.link(source, target)

    def unlink(self, path: Path) -> None:
        """The name is gone; it may have been gone before."""
        self._again(lambda: path.unlink(missing_ok=True))

    def sync_folder(self, folder: Path) -> None:
        """New, replaced and removed names of the folder are on the disk."""
        if self.windows:
            return  # no handle to sync a folder with; NTFS journals its names by itself
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as fault:
            # Some shared folders know no sync of a folder: no reason to call a save failed.
            if fault.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(handle)

    def settle(self, path: Path) -> None:
        """The file is found under its name after any cut: what follows may count on it."""
        if not self.windows:
            return self.sync_folder(path.parent)
        # The log of names goes to the disk with any file that is flushed after it.
        handle = self.open(path)
        try:
            self.sync(handle)
        finally:
            self.close(handle)
        return None

    def pause(self, seconds: float) -> None:
        """Wait before the next try."""
        time.sleep(seconds)

    def _again(self, act: Callable[[], object]) -> None:
        for turn in range(TRIES if self.windows else 1):
            with contextlib.suppress(PermissionError):
                act()
                return
            self.pause(0.01 * 2**turn)
        act()
