"""The way back from a backup: first all of it beside the records, then, in one go, in their place.

A power cut before ``ready.json`` is there leaves the desk as it was; after it, the next opening for
changing finishes what was begun. Every step can be done again.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress, go_on
from branchdesk.store.disk import make_folder, remove, write_whole

if TYPE_CHECKING:
    from branchdesk.store.backup import Manifest

STAGED, READY = "restoring", "ready.json"
EXACT = ("archive", "audit", "months")
"""Folders that hold nothing afterwards but what the backup held: they are records."""


def lay_ready(desk: Path, source: Path, progress: Progress = go_on) -> Manifest | None:
    """The backup's files beside the records, whole and synced; None where it was stopped.

    Raises Damaged where the backup is not whole, Fault.
    """
    # Each opening asks whether something is to be finished: without what unpacks.
    import zipfile

    from branchdesk.store.backup import read_backup, unpacked

    manifest = read_backup(source)
    assert manifest is not None, "nobody stops it"
    staged = desk / STAGED
    _clear(staged)
    with zipfile.ZipFile(source) as packed:
        for number, name in enumerate(manifest.files, 1):
            data, digest = unpacked(packed, name)
            if digest != manifest.files[name]:
                facts = {"file": source.name, "fault": name}
                raise Damaged(Finding("backup.damaged", facts))
            write_whole(staged / "files" / name, data)
            if not progress(number, len(manifest.files)):
                _clear(staged)
                return None
    write_whole(staged / READY, b"{}")
    return manifest


def is_begun(desk: Path) -> bool:
    """True where a restore was cut off after everything was laid ready."""
    return (desk / STAGED / READY).is_file()


def finish(desk: Path) -> bool:
    """True where a restore that was laid ready is now done. Only the lock's holder may ask.

    Raises Fault; it can be asked again.
    """
    staged = desk / STAGED
    if not is_begun(desk):
        _clear(staged)
        return False
    from branchdesk.store.backup import BESIDE

    files = staged / "files"
    names = {path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file()}
    # The journals of the present casebook go first: they must never follow the restored one.
    for path in desk.glob(f"{BESIDE}*"):
        if path.name not in names:
            remove(path)
    for folder in EXACT:
        for path in (desk / folder).glob("*"):
            if path.is_file() and path.relative_to(desk).as_posix() not in names:
                remove(path)
    for name in sorted(names):
        make_folder((desk / name).parent)
        write_whole(desk / name, (files / name).read_bytes())
    remove(staged / READY)
    _clear(staged)
    return True


def _clear(staged: Path) -> None:
    try:
        if staged.exists():
            shutil.rmtree(staged)
    except OSError as fault:
        facts = {"file": staged.name, "fault": fault.strerror or str(fault)}
        raise Fault(Finding("desk.not-written", facts)) from fault
