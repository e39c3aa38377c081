"""A new snapshot in the place of the one before, which stays beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import Snapshot, pieces


def write_beside(path: Path, snapshot: Snapshot, disk: Disk) -> None:
    """The snapshot is on the disk beside the file; where not, nothing is left of it.

    Raises OSError.
    """
    with _or_no_scrap(path, disk):
        disk.fill(_beside(path), pieces(snapshot))


def write_over(path: Path, snapshot: Snapshot, disk: Disk) -> None:
    """The file is the snapshot, once its folder is settled; nothing is kept of the one before.

    Raises OSError.
    """
    with _or_no_scrap(path, disk):
        disk.fill(_beside(path), pieces(snapshot))
        disk.replace(_beside(path), path)


def put_in_place(path: Path, disk: Disk, old_format: int = 0) -> None:
    """The snapshot written beside is the file; one of an older format is kept. Raises OSError."""
    with _or_no_scrap(path, disk):
        _keep_last(path, disk)
        if old_format:
            with contextlib.suppress(OSError):
                disk.link(path, path.with_name(f"{path.name}.format-{old_format}"))
        disk.replace(_beside(path), path)
        disk.sync_folder(path.parent)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.tmp")


@contextlib.contextmanager
def _or_no_scrap(path: Path, disk: Disk) -> Iterator[None]:
    """Where it fails, the copy on its way takes no room: the disk may be full."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            disk.unlink(_beside(path))
        raise


def _keep_last(path: Path, disk: Disk) -> None:
    """The snapshot before lies beside as ``.bak``; a disk without hard links keeps none."""
    temp = path.with_name(f".{path.name}.bak.tmp")
    with contextlib.suppress(OSError):
        disk.unlink(temp)
        disk.link(path, temp)
        disk.replace(temp, path.with_name(f"{path.name}.bak"))
