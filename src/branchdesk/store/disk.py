"""The one seam to the disk: whole files, replaced at once, on the disk when it returns."""

from __future__ import annotations

import contextlib
import errno
import fnmatch
import glob
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from branchdesk.basics.errors import Fault
from branchdesk.basics.finding import Finding

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def write_whole(path: Path, data: bytes) -> None:
    """The file holds ``data`` and nothing else, even after a power cut; or it is as before.

    Raises Fault where the disk refuses (full, not writable).
    """
    make_folder(path.parent)
    temp = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _write_synced(temp, data)
        temp.replace(path)
        _sync_folder(path.parent)
    except BaseException as fault:  # Ctrl-C too leaves no copy of the records behind
        with contextlib.suppress(OSError):
            temp.unlink()
        if isinstance(fault, OSError):
            raise _fault(path, fault) from fault
        raise


def lay_beside(path: Path, data: bytes) -> Path | None:
    """The file holds ``data``; where another of its name stood there, the name it has now.

    What lay there may be somebody's work: it is never replaced. Raises Fault.
    """
    kept = None
    try:
        there = path.exists() or path.is_symlink()
        if there and path.is_file() and path.read_bytes() == data:
            return None
        if there:
            kept = _free_name(path)
            path.rename(kept)
    except OSError as fault:
        raise _fault(path, fault) from fault
    write_whole(path, data)
    return kept


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.{n}{path.suffix}") for n in itertools.count(1))
    return next(name for name in names if not (name.exists() or name.is_symlink()))


def wipe_temps(folder: Path, *places: str) -> None:
    """The half-written files that a kill left are gone; only the holder of the lock may ask.

    Looked at are the folder and, of the folders in it, those that are named.
    """
    for place in (folder, *(folder / name for name in places)):
        for temp in place.glob(".*.tmp"):
            with contextlib.suppress(OSError):
                temp.unlink()


def listed(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder whose names fit, by name; none where there is no folder.

    Raises Fault where nobody may look: not seen is not the same as not there.
    """
    try:
        found = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as fault:
        facts = {"file": folder.name, "fault": fault.strerror or str(fault)}
        raise Fault(Finding("desk.not-read", facts)) from fault
    return [path for path in found if fnmatch.fnmatchcase(path.name, pattern)]


def make_folder(path: Path) -> None:
    """The folder exists, readable by its owner only. Raises Fault."""
    try:
        path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as fault:
        raise _fault(path, fault) from fault


def remove(path: Path) -> None:
    """The file is gone; it may have been gone before. Raises Fault."""
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise _fault(path, fault) from fault


def remove_folder(path: Path) -> None:
    """The empty folder is gone, and the disk knows it. Raises Fault."""
    try:
        path.rmdir()
        _sync_folder(path.parent)
    except OSError as fault:
        raise _fault(path, fault) from fault


def _write_synced(temp: Path, data: bytes) -> None:
    # O_EXCL on a name just freed: a link (soft or hard) laid there leads the write nowhere else,
    # and the file is born readable by its owner only.
    temp.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temp, flags, PRIVATE_FILE)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


class NewFile:
    """A file on its way: written beside its name, which it gets whole and once."""

    def __init__(self, path: Path, temp: Path, handle: int) -> None:
        """Take the open file; ``new_file`` makes one."""
        self._path, self._temp, self._handle = path, temp, handle
        self.landed = False

    def write(self, data: bytes) -> None:
        """Append. Raises Fault where the disk refuses."""
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError as fault:
            raise _fault(self._path, fault) from fault

    def land(self) -> None:
        """The file is whole under its name and on the disk; an existing one is never replaced.

        Raises Fault.
        """
        try:
            os.fsync(self._handle)
            self._name()
            self.landed = True
            _sync_folder(self._path.parent)
        except OSError as fault:
            raise _fault(self._path, fault) from fault

    def _name(self) -> None:
        try:
            os.link(self._temp, self._path)
        except FileExistsError:
            raise
        except OSError:
            # A stick without hard links: look, then rename.
            if self._path.exists():
                raise
            self._temp.rename(self._path)


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[NewFile]:
    """A file to be streamed; unless it landed, and all inside went well, nothing is left of it.

    Raises Fault.
    """
    for scrap in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        # Left by a kill: it holds what the file would have held.
        with contextlib.suppress(OSError):
            scrap.unlink()
    temp = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(temp, flags, PRIVATE_FILE)
    except OSError as fault:
        raise _fault(path, fault) from fault
    new = NewFile(path, temp, handle)
    try:
        yield new
    except BaseException:
        if new.landed:
            path.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
        with contextlib.suppress(OSError):
            temp.unlink()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        # Windows has no handle to sync a folder with; the rename itself is journalled.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as fault:
        # Some shared folders know no sync of a folder; that is no reason to call a save failed.
        if fault.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _fault(path: Path, fault: OSError) -> Fault:
    facts = {"file": path.name, "fault": fault.strerror or str(fault)}
    return Fault(Finding("desk.not-written", facts))
