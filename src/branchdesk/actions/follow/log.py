"""The branch's log: training, suggestions, decisions, meetings (R014-R016, R021, R196-R198)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.handed import into_record
from branchdesk.actions.masked import masked
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Words
from branchdesk.intake.form import fill_in
from branchdesk.model.follow.log import LOG_KINDS, LogEntry
from branchdesk.reports.entry import shown_answer
from branchdesk.rules.follow.log import decided, waiting, wrong_line

ADD, DECIDE, FILE = "log.add", "log.review", "log.file"
ACT_OF = {"review": DECIDE, "script": FILE}
"""Whoever may add to the log adds the other kinds."""


def add_line(desk: Desk, raw: Mapping[str, Any], screen: bool = False) -> LogEntry:
    """The line as kept. Raises BadInput with every fault, Refused."""
    filled, faults = fill_in(desk.form("log"), raw, desk.today if screen else None)
    faults += wrong_line(filled, desk.book.log, desk.today)
    if faults:
        raise BadInput(faults)
    act = ACT_OF.get(filled["kind"], ADD)
    refuse(against(desk, act))
    with change(desk) as ch:
        kept = into_record(filled, LogEntry, {})
        line = LogEntry(id=f"L-{ch.commit.next('log')}", by=desk.me.id, at=ch.commit.at, **kept)
        ch.record(act, line.id, line)
    return line


def log_lines(desk: Desk, kind: str = "") -> list[LogEntry]:
    """The log, the newest day first; ``kind`` keeps one kind only. Raises BadInput."""
    if kind and kind not in LOG_KINDS:
        facts = {"read": kind[:40], "known": list(LOG_KINDS)}
        raise BadInput(Finding("log.unknown-kind", facts, field="kind"))
    found = [line for line in desk.book.log if kind in ("", line.kind)]
    return sorted(found, key=lambda line: (line.on, int(line.id[2:])), reverse=True)


def line_view(desk: Desk, line: LogEntry) -> dict[str, Any]:
    """A line as plain values, numbers masked; a suggestion with its state and its decision."""
    view: dict[str, Any] = masked(line, "", False)
    if line.kind != "suggestion":
        return view | {"state": None, "decided_by": None}
    said = decided(line, desk.book.log)
    state = "open" if line in waiting(desk.book.log) else "decided"
    return view | {"state": state, "decided_by": said.id if said else None}


def line_text(desk: Desk, line: LogEntry, words: Words) -> list[str]:
    """The answers of a line, each with its label, for the screens."""
    form, view = desk.form("log"), line_view(desk, line)
    told = [
        f"{field.label.of(words.lang)} {shown_answer(form, field.key, view[field.key], words)}"
        for field in form.fields
        if view.get(field.key) not in (None, "")
    ]
    state = [words(f"log.state-{view['state']}")] if view["state"] else []
    return [*told, *(f"{key} {value}" for key, value in view["extra"].items()), *state]
