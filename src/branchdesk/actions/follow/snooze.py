"""Lines of today's work put off with a reason, and taken up again before their day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import open_case
from branchdesk.actions.today import known_kind, whole
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Label, Words
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.form import Form
from branchdesk.reports.follow.snooze import line_of, mark
from branchdesk.reports.worklist import Item
from branchdesk.rules.follow.snooze import in_force, never, snoozes, too_long

ACT = "today.snooze"


class Snoozed(msgspec.Struct, frozen=True, kw_only=True):
    """The case with its lines put off, or taken up again where ``until`` is None."""

    case: Case
    ids: tuple[str, ...]
    what: Label
    until: date | None = None


def snooze(desk: Desk, number: str, kind: str, raw: Mapping[str, Any], only: str = "") -> Snoozed:
    """What a case has due of one kind, put off with a reason; ``only`` the line of this mark.

    Until today takes it up again. Raises BadInput with every fault, Refused for what may not wait.
    """
    case, today = open_case(desk, number), desk.today
    known_kind(kind)
    filled, faults = fill_in(desk.form("snooze"), raw, today)
    until = filled.get("until")
    if until is not None and until < today:
        faults.append(Finding("snooze.past", {"until": until}, field="until"))
    if faults or until is None:
        raise BadInput(faults)
    if until == today:
        return wake(desk, number, kind, only)
    found = _lines(desk, number, kind, only)
    if not found:
        raise BadInput(Finding("snooze.nothing", {"number": number}, field="kind"))
    lines = [line_of(item) for item in found]
    hard = {line.mark: never(line, desk.policy) for line in lines}
    soft = [line for line in lines if not hard[line.mark]]
    # Beside a clock of the law, what else of the kind is due may wait; the clock goes on.
    stops = [] if soft else [finding for reasons in hard.values() for finding in reasons]
    for line in soft:
        stops += too_long(line, case, until, desk.policy, today)
    refuse(against(desk, ACT) + stops)
    marks = [line.mark for line in soft]
    what, name = _told([i for i in found if mark(i) in marks]), f"SN-{len(snoozes(case)) + 1}"
    with change(desk) as ch:
        facts: dict[str, Any] = {"id": name, "work": kind, "until": until, "line": what}
        saved = ch.save(case, ACT, "snoozed", **facts, ground=filled["ground"], marks=marks)
    return Snoozed(case=saved, ids=(name,), what=what, until=until)


def snooze_form(desk: Desk, item: Item) -> Form:
    """What is asked before a line is put off. Raises Refused, before anybody types a reason."""
    open_case(desk, item.case)
    refuse(against(desk, ACT) + never(line_of(item), desk.policy))
    return desk.form("snooze")


def wake(desk: Desk, number: str, kind: str, only: str = "") -> Snoozed:
    """What was put off of one kind is due again; ``only`` what holds the line of this mark.

    Raises BadInput where nothing of it is put off, Refused for want of authority.
    """
    case = open_case(desk, number)
    known_kind(kind)
    waiting = [one for one in in_force(case, desk.today) if one.kind == kind]
    held = [one for one in waiting if not only or only in one.marks]
    if not held:
        raise BadInput(Finding("snooze.not-put-off", {"number": number}, field="kind"))
    marks = frozenset[str]().union(*(one.marks for one in held))
    what = _told([i for i in _lines(desk, number, kind) if mark(i) in marks])
    ids = tuple(one.id for one in held)
    with change(desk) as ch:
        saved = ch.save(case, ACT, "woken", ids=ids, line=what)
    return Snoozed(case=saved, ids=ids, what=what)


def _lines(desk: Desk, number: str, kind: str, only: str = "") -> list[Item]:
    found = [item for item in whole(desk) if (item.case, item.kind) == (number, kind)]
    return [item for item in found if not only or mark(item) == only]


def _told(items: list[Item]) -> Label:
    """What the lines say, in both languages, as the entry keeps it."""
    zh, en = (
        dict.fromkeys(Words(lang).finding(item.text) for item in items) for lang in ("zh", "en")
    )
    return Label("；".join(zh), "; ".join(en))
