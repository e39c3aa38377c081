"""The one seam to the disk: whole files, replaced at once, on the disk when it returns."""

from __future__ import annotations

import contextlib
import errno
import os
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


def wipe_temps(folder: Path) -> None:
    """The half-written files that a kill left in the folder are gone; only the holder may ask."""
    for temp in folder.glob(".*.tmp"):
        with contextlib.suppress(OSError):
            temp.unlink()


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
