"""The core system's due list taken over: each newer one in the place of the one before (R080)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.safety.backup import before
from branchdesk.basics.finding import Finding
from branchdesk.model.desk.due import DueHead
from branchdesk.rules.due import TakenOver, take_over
from branchdesk.store.files import due_bytes, keep_list, sha256

if TYPE_CHECKING:
    from branchdesk.actions.due.told import Told
    from branchdesk.intake.due import DuesRead

ACT = "list.import"
KIND = "due-"


class DuesImported(msgspec.Struct, frozen=True):
    """What became of a due list."""

    read: DuesRead
    compared: TakenOver

    @property
    def told(self) -> Told:
        """What is said of it."""
        from branchdesk.actions.due.told import told_of

        fared = self.compared
        counts = {
            "added": len(fared.added), "updated": len(fared.updated),
            "unchanged": len(fared.unchanged), "gone": len(fared.gone),
        }  # fmt: skip
        return told_of("due", self.read, counts)


def import_dues(desk: Desk, path: Path, as_of: date | None, dry_run: bool = False) -> DuesImported:
    """The list read and, unless it is a dry run, in the place of the one before, in one commit.

    Raises BadInput where it cannot be read, Refused where it is older than the one before.
    """
    from branchdesk.intake.due import read_due_list

    days = desk.policy.contact.due_list_days
    read = read_due_list(path, desk.form("due_list"), as_of, days)
    refuse(([] if dry_run else against(desk, ACT)) + _out_of_time(desk, read.as_of))
    unread = frozenset(skipped.contract_no for skipped in read.skipped)
    compared = take_over(desk.book.dues, read.dues, read.as_of, unread)
    if not dry_run:
        _keep(desk, read, compared)
    return DuesImported(read, compared)


def _out_of_time(desk: Desk, as_of: date) -> list[Finding]:
    newest = desk.book.newest_due_list()
    if as_of > desk.today:
        return [Finding("list.ahead", {"as_of": as_of, "today": desk.today})]
    if newest is None or as_of >= newest.as_of:
        return []
    return [Finding("due.older", {"as_of": as_of, "newest": newest.as_of})]


def _keep(desk: Desk, read: DuesRead, compared: TakenOver) -> None:
    data = due_bytes(read.dues)
    digest = sha256(data)
    moved = compared.added or compared.updated or compared.gone
    known = desk.book.due_lists.get(digest)
    if known is not None and known.as_of == read.as_of and not moved:
        # The very list again: nothing changes, not even the audit trail.
        return
    before(desk, "import")
    with change(desk) as ch:
        head = DueHead(
            as_of=read.as_of,
            file=keep_list(desk.folder.lists, read.as_of, data, KIND),
            sha256=digest,
            rows=read.read,
            at=desk.now.isoformat(" "),
            by=desk.me.id,
        )
        ch.commit.put_dues(compared.dues)
        ch.record(ACT, head.file, head)


def due_notice(desk: Desk) -> Finding | None:
    """That the newest due list says nothing of the days to be reminded of now; else None."""
    newest = desk.book.newest_due_list()
    if newest is None:
        return None
    policy = desk.policy.contact
    until = newest.as_of + timedelta(days=policy.due_list_days)
    ahead = max((days for days, _ in policy.reminders), default=0)
    if desk.today + timedelta(days=ahead) <= until:
        return None
    return Finding("due.list-ends", {"on": newest.as_of, "until": until})
