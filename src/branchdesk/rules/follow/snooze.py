"""Snoozes: which lines of today's work may be put off, how long, and which are put off now."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy


class Snooze(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of one kind in one case, put off; read from the entry that did it."""

    id: str
    """Such as ``SN-1``; one run in each case."""
    kind: str
    on: date
    until: date
    """The day on which they come back."""
    marks: frozenset[str]
    """What was put off; a line whose facts changed has another mark and is not."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of today's work as these rules see it."""

    kind: str
    urgency: str
    text: Finding
    mark: str


def snoozes(case: Case) -> list[Snooze]:
    """Everything that was ever put off in a case, oldest first."""
    return [
        Snooze(
            id=str(entry.facts["id"]),
            kind=str(entry.facts["work"]),
            on=entry.at.date(),
            until=date.fromisoformat(str(entry.facts["until"])),
            marks=frozenset(entry.facts["marks"]),
        )
        for entry in case.entries("snoozed")
    ]


def in_force(case: Case, day: date) -> list[Snooze]:
    """What is put off on a day; nothing that was taken up again before its day."""
    found = [one for one in snoozes(case) if one.on <= day < one.until]
    if not found:
        return []
    woken = {one for entry in case.entries("woken") for one in entry.facts["ids"]}
    return [one for one in found if one.id not in woken]


def never(line: Line, policy: Policy) -> list[Finding]:
    """Why a line may not be put off at all: a clock of law or court, or somebody waits for it.

    What the policy does not name is not put off: a new kind of line is safe before it is known.
    """
    rules = policy.snooze
    clock = line.urgency == "fatal" or line.text.code in rules.clocks
    if clock or line.kind not in rules.most_days:
        source = policy.sources["snooze.clocks" if clock else "snooze.most_days"].ref
        return [Finding("snooze.never", {"what": line.text}, source=source)]
    return []


def too_long(line: Line, case: Case, until: date, policy: Policy, today: date) -> list[Finding]:
    """The same thing is put off for so many days in all, counted from the first time."""
    most = policy.snooze.most_days[line.kind]
    first = min((one.on for one in snoozes(case) if line.mark in one.marks), default=today)
    last = first + timedelta(days=most)
    if until <= last:
        return []
    facts = {"what": line.text, "most": most, "first": first, "last": last}
    source = policy.sources["snooze.most_days"].ref
    return [Finding("snooze.too-long", facts, source=source, field="until")]
