"""Backups: daily by themselves, on another medium when asked; and the way back from one."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from branchdesk.actions import opening
from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import DeskError, Fault, Refused
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress, go_on
from branchdesk.intake.branch import read_branch
from branchdesk.store.backup import Manifest, backups, make_backup, read_backup, thin
from branchdesk.store.disk import remove
from branchdesk.store.folder import Folder
from branchdesk.store.lock import DeskLock
from branchdesk.store.restore import finish, lay_ready

MAKE, RESTORE = "backup.make", "backup.restore"
TRIES = 3
"""How often a backup is begun anew because the archive changed under it."""


class Restored(msgspec.Struct, frozen=True):
    """What came back, and where what was there before lies."""

    made_at: datetime
    why: str
    files: int
    before: Path


def backup(desk: Desk, into: Path, progress: Progress = go_on) -> Path | None:
    """The whole desk, papers and received files too, in one file; None where it was stopped.

    It is written into the audit trail as an export. Raises Refused, Fault.
    """
    refuse(against(desk, MAKE))
    desk.must_write()
    made = _make(desk, into, "asked", whole=True, progress=progress)
    if made is not None:
        with change(desk) as ch:
            ch.record(MAKE, made.name)
    return made


def daily(desk: Desk, progress: Progress = go_on) -> Path | None:
    """The day's first backup of the records; None where there is one, or it is no real desk.

    May run in a thread of its own while cases change: it holds each as it was when it began, or as
    it is later. None too where it was stopped. Too many are taken away. Raises Fault.
    """
    folder = desk.folder.backups
    if desk.branch.practice or any(at.date() == desk.today for at, _ in backups(folder)):
        return None
    made = _make(desk, folder, "daily", progress=progress)
    if made is not None:
        thin(folder, desk.today)
    return made


def daily_or_note(desk: Desk) -> list[Finding]:
    """The day's backup; where the disk refuses, the reasons, and work goes on."""
    try:
        daily(desk)
    except DeskError as fault:
        return [Finding("backup.not-made"), *fault.findings]
    return []


def before(desk: Desk, why: str) -> Path | None:
    """The records as they are before something that changes many; None on a practice desk."""
    return None if desk.branch.practice else _make(desk, desk.folder.backups, why)


def _make(
    desk: Desk, into: Path, why: str, whole: bool = False, progress: Progress = go_on
) -> Path | None:
    def listens(done: int, total: int) -> bool:
        return progress(done, total) and not desk.leaving

    for _ in range(TRIES):
        head, archive = desk.book.last_audit(), desk.archive.state
        anchor = f"{head.seq}:{head.digest[:16]}" if head else "0"
        manifest = Manifest(
            branch=desk.branch.code, at=desk.now, why=why, anchor=anchor, whole=whole
        )
        with desk.book.still() as casebook:
            made = make_backup(desk.folder.path, into, manifest, listens, casebook)
        # What leaves the casebook meanwhile is in both. What came out of the archive meanwhile
        # may be in neither.
        if made is None or desk.archive.state == archive:
            return made
        remove(made)
    raise Fault(Finding("backup.archive-moves"))


def may_restore(desk: Desk) -> None:
    """Raises Refused where the person at the desk may not put a backup in its place."""
    desk.must_write()
    refuse(against(desk, RESTORE))


def restore(path: Path, source: Path, staff: str, progress: Progress = go_on) -> Restored | None:
    """The desk as the backup has it; what was there is backed up first. None where stopped.

    The records may be damaged: nothing of them is read. Papers and received files that the backup
    lacks stay. Raises Damaged where the backup is not whole, Refused where it is of another
    branch, HeldElsewhere, Fault.
    """
    folder = Folder(path.resolve())
    branch = read_branch(opening.must_be_desk(folder.path) / folder.branch.name)
    now = opening.clock_of(branch.practice).now()
    lock = DeskLock(folder.path)
    lock.take(staff or "?", now.isoformat(" "))
    try:
        finish(folder.path)
        manifest = read_backup(source, progress)
        if manifest is None:
            return None
        if manifest.branch != branch.code:
            facts = {"file": source.name, "theirs": manifest.branch, "ours": branch.code}
            raise Refused(Finding("backup.other-branch", facts))
        present = Manifest(branch=branch.code, at=now, why="restore")
        kept = make_backup(folder.path, folder.backups, present)
        assert kept is not None, "nobody stops it"
        if lay_ready(folder.path, source, progress) is None:
            return None
        finish(folder.path)
    finally:
        lock.free()
    _note(folder.path, staff, source)
    return Restored(manifest.at, manifest.why, len(manifest.files), kept)


def _note(path: Path, staff: str, source: Path) -> None:
    """The restored desk says that it was restored, by whom and from what."""
    with suppress(Fault), opening.open_to_write(path) as desk:
        member = desk.book.staff.get(staff) if staff else desk.member
        by, role = (member.id, member.role) if member else (staff or "?", "")
        with desk.book.commit(desk.now, by, role) as commit:
            commit.record(RESTORE, source.name)
