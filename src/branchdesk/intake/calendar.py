"""Reads policy/calendar/cn-YYYY.toml: a year's holidays and make-up days, entered by the branch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.workdays import year_of_notice
from branchdesk.intake.toml import line_of, read_toml
from branchdesk.model.desk.dated import PolicySource

NAME = re.compile(r"cn-(\d{4})\.toml")


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the State Council announced for a year."""

    source: PolicySource
    off: tuple[date, ...] = ()
    """Days off that fall on a working day of the week, or any other."""
    work: tuple[date, ...] = ()
    """Saturdays and Sundays that are worked."""


def read_calendar(folders: list[Path]) -> dict[date, bool]:
    """Whether each day of the years entered is a working day; the first folder's file wins.

    Raises BadInput with every fault of every file.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / "calendar").glob("cn-*.toml")):
            found.setdefault(path.name, path)
    days: dict[date, bool] = {}
    faults: list[Finding] = []
    for path in found.values():
        try:
            notice = read_toml(path, Notice)
        except BadInput as fault:
            faults += fault.findings
            continue
        wrong = list(_wrong(path, notice))
        faults += wrong
        if not wrong:
            days |= year_of_notice(_year(path), notice.off, notice.work)
    if faults:
        raise BadInput(faults)
    return days


def _year(path: Path) -> int:
    name = NAME.fullmatch(path.name)
    return int(name[1]) if name else 0


def _wrong(path: Path, notice: Notice) -> Iterator[Finding]:
    """A file named for no year, a day of another year, a day that is both off and worked."""
    year = _year(path)
    if not 1900 <= year <= 2199:
        yield _fault(path, "", "the name wants a year, such as cn-2027.toml")
        return
    for key, days in (("off", notice.off), ("work", notice.work)):
        for day in days:
            if day.year != year:
                yield _fault(path, key, f"`{key}`: {day} is not in {year}")
    for day in sorted({*notice.off} & {*notice.work}):
        yield _fault(path, "work", f"`work`: {day} stands in `off` too")


def _fault(path: Path, key: str, said: str) -> Finding:
    line = line_of(path, f"field `{key}`") if key else 0
    facts = {"file": f"calendar/{path.name}", "line": line, "fault": said}
    return Finding("file.not-readable", facts, line=line)
