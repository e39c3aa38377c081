"""The backups that there are, and what would be lost by going back to one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.safety.backup import MAKE
from branchdesk.basics.errors import BadInput, Damaged
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.intake.path import typed_path
from branchdesk.model.entry import AuditRow
from branchdesk.model.form import Form
from branchdesk.store.backup import Manifest, backups, manifest_of
from branchdesk.store.folder import Folder
from branchdesk.store.trail import read_row

CASES = "cases:"
"""How the audit row of a commit names a case that it saved."""
LOOKED_BACK = timedelta(days=31)
"""Where the row of a backup's anchor is looked for; one that is older is told by the hour."""


class KeptBackup(msgspec.Struct, frozen=True, kw_only=True):
    """A backup in the desk's own folder, as it says of itself; nothing of it was compared yet."""

    file: Path
    at: datetime
    size: int
    """Bytes."""
    manifest: Manifest | None
    """None where it cannot be read."""


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """What was saved since a backup was made: it would be gone from the desk after a restore."""

    manifest: Manifest
    changes: int
    cases: tuple[str, ...]
    """Numbers of the cases that were changed, in their order."""
    last: datetime | None
    """When something was saved last; None where nothing was since."""


def kept_backups(desk: Desk) -> list[KeptBackup]:
    """The backups in the desk's folder, newest first."""
    return backups_of(desk.folder.path)


def backups_of(path: Path) -> list[KeptBackup]:
    """The backups of a desk that nobody could open, newest first."""
    return [
        KeptBackup(file=file, at=at, size=file.stat().st_size, manifest=_manifest(file))
        for at, file in reversed(backups(Folder(path).backups))
    ]


def _manifest(path: Path) -> Manifest | None:
    try:
        return manifest_of(path)
    except Damaged:
        return None


def made_at(source: Path) -> datetime:
    """When a backup was made, as it says of itself. Raises Damaged where it is none."""
    return manifest_of(source).at


def loss_by(desk: Desk, source: Path) -> Loss:
    """What going back to a backup would take away. Raises Damaged where it is none."""
    manifest = manifest_of(source)
    since = [row for row in _after(desk, manifest) if row.verb != MAKE]
    parts = {part for row in since for part in row.parts or ()}
    cases = sorted(part.removeprefix(CASES) for part in parts if part.startswith(CASES))
    return Loss(
        manifest=manifest, changes=len(since), cases=tuple(cases),
        last=since[-1].at if since else None,
    )  # fmt: skip


def _after(desk: Desk, manifest: Manifest) -> list[AuditRow]:
    """The audit rows of after the backup: by its anchor, or where that is another's by the hour."""
    seq, _, head = manifest.anchor.partition(":")
    last = int(seq) if head and seq.isdecimal() else 0
    rows = _rows(desk, f"{manifest.at - LOOKED_BACK:%Y-%m}")
    anchored = any(row.seq == last and row.digest.startswith(head) for row in rows)
    return [row for row in rows if (row.seq > last if anchored else row.at > manifest.at)]


def _rows(desk: Desk, since: str) -> list[AuditRow]:
    """The audit rows of a month and later, those of finished months too."""
    trail = desk.book.trail
    months = [trail.rows(month) for month in trail.months() if month >= since]
    moved = [read_row(raw) for rows in months for raw in rows.values()]
    found = {row.seq: row for row in (*moved, *desk.book.audit)}
    return [found[seq] for seq in sorted(found)]


def read_folder(desk: Desk, values: Mapping[str, Any]) -> Path:
    """The folder that a backup goes to. Raises BadInput beside the field."""
    filled, faults = fill_in(desk.form("backup"), values, desk.today)
    folder = typed_path(str(filled.get("folder", "")))
    if not faults and folder.exists() and not folder.is_dir():
        faults.append(Finding("bundle.no-folder", {"folder": folder}, field="folder"))
    if faults:
        raise BadInput(faults)
    return folder


def read_file(form: Form, values: Mapping[str, Any]) -> Path:
    """A file that there is, named by a person (forms/file.toml). Raises BadInput beside it."""
    filled, faults = fill_in(form, values, None)
    path = typed_path(str(filled.get("file", "")))
    if not faults and not path.is_file():
        faults.append(Finding("file.missing", {"file": path.name}, field="file"))
    if faults:
        raise BadInput(faults)
    return path
