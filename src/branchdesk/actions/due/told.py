"""What is said of a list that was taken over, the same for every kind of list."""

from __future__ import annotations

from datetime import date

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.intake.due import DuesRead
from branchdesk.intake.overdue.row import Skipped
from branchdesk.intake.spreadsheet import ListRead


class Told(msgspec.Struct, frozen=True):
    """What became of a list; the rows' reasons are not masked yet."""

    noun: str
    """The noun of its sentences."""
    as_of: date
    read: int
    total_rows: int
    counts: dict[str, int]
    """added, updated, unchanged, gone."""
    skipped: tuple[Skipped, ...]
    unknown_headings: tuple[str, ...]
    findings: tuple[Finding, ...]


def told_of(noun: str, read: ListRead | DuesRead, counts: dict[str, int]) -> Told:
    """The same facts of an overdue list and of a due list."""
    return Told(
        noun=noun,
        as_of=read.as_of,
        read=read.read,
        total_rows=read.total_rows,
        counts=counts,
        skipped=read.skipped,
        unknown_headings=read.unknown_headings,
        findings=read.findings,
    )
