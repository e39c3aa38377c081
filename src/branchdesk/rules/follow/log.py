"""The branch's log: what each kind of line needs, and which suggestions wait (R016, R021, R197)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from branchdesk.basics.finding import Finding
from branchdesk.model.follow.log import LogEntry

PUT_OFF = "deferred"
FOR_DECISIONS = ("about", "decision", "measure", "due_on")
WITH_PEOPLE = {
    "training": ("log.no-people", "R021"),
    "meeting": ("log.nobody-met", "R014"),
    "script": ("log.nobody-approved", "R015"),
}
"""Kinds that say who: who was trained, who met, who of legal approved the script."""


def decided(suggestion: LogEntry, log: Iterable[LogEntry]) -> LogEntry | None:
    """The last decision on a suggestion, or None."""
    return next((e for e in reversed([*log]) if e.about == suggestion.id), None)


def waiting(log: Iterable[LogEntry]) -> list[LogEntry]:
    """Suggestions on which nothing was decided, or the decision was put off; oldest first."""
    log = [*log]
    asked = [entry for entry in log if entry.kind == "suggestion"]
    told = [(entry, decided(entry, log)) for entry in asked]
    return [entry for entry, said in told if said is None or said.decision == PUT_OFF]


def wrong_line(filled: Mapping[str, Any], log: Iterable[LogEntry], today: date) -> list[Finding]:
    """Everything that its kind needs and lacks, or has and may not have."""
    kind, found = filled.get("kind"), []
    on, due = filled.get("on"), filled.get("due_on")
    if on is not None and on > today:
        found.append(Finding("log.ahead", {"read": on}, field="on"))
    if kind in WITH_PEOPLE and not filled.get("people"):
        code, source = WITH_PEOPLE[kind]
        found.append(Finding(code, source=source, field="people"))
    if kind == "review":
        if not filled.get("decision"):
            found.append(Finding("log.no-decision", source="R016", field="decision"))
        if on is not None and due is not None and due < on:
            found.append(Finding("log.due-before", {"read": due, "on": on}, field="due_on"))
    elif kind is not None:
        told = [key for key in FOR_DECISIONS if key in filled]
        found += [Finding("log.only-review", field=key) for key in told]
    return found + _unknown(filled.get("about", ""), log)


def _unknown(about: str, log: Iterable[LogEntry]) -> list[Finding]:
    known = not about or any(e.id == about and e.kind == "suggestion" for e in log)
    return [] if known else [Finding("log.no-suggestion", {"read": about[:20]}, field="about")]
