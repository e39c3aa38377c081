"""Quality sheets of calls: a supervisor listened; figures per member (R194)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.month.draw import bounds, read_month
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.reports.follow.quality import MemberQuality
from branchdesk.reports.follow.quality import quality as figures
from branchdesk.rules.follow.quality import KIND, own_call, scorable, sheets, wrong_score

ACT = "contact.score"


def to_score(desk: Desk, number: str) -> list[Entry]:
    """The calls of an open case that nobody listened to yet and the one at the desk may judge."""
    case = open_case(desk, number)
    told = sheets(case)
    me = desk.member.id if desk.member else ""
    if against(desk, ACT):
        return []
    return [e for e in scorable(case) if e.seq not in told and not own_call(e, me)]


def score_call(
    desk: Desk, number: str, seq: int, raw: Mapping[str, Any], screen: bool = False
) -> Case:
    """The case with the sheet of a call; a later sheet takes its place, both are kept.

    Raises BadInput with every fault, Refused for one's own call or want of authority.
    """
    case = open_case(desk, number)
    call = next((entry for entry in scorable(case) if entry.seq == seq), None)
    if call is None:
        raise BadInput(Finding("quality.no-call", {"number": number, "entry": seq}))
    filled, faults = fill_in(desk.form("quality"), raw, desk.today if screen else None)
    faults += wrong_score(filled)
    if faults:
        raise BadInput(faults)
    refuse(against(desk, ACT) + own_call(call, desk.me.id))
    with change(desk) as ch:
        return ch.save(case, ACT, KIND, entry=seq, caller=call.by, **filled)


def staff_quality(desk: Desk, month: str = "") -> list[MemberQuality]:
    """The figures of a month (this one), archived cases too; a collector sees their own alone.

    Raises BadInput for what is no month.
    """
    since, until = bounds(read_month(month or desk.today.isoformat()[:7], desk.today))
    # A case that was archived in a month before had no call in this one.
    sealed = desk.archive.all(since=f"{since:%Y-%m}")
    cases = [*desk.book.cases, *(one.case for one in sealed)]
    questions = [field.key for field in desk.form("quality").fields if field.kind == "yes_no"]
    found = figures(cases, since, until, questions)
    me = desk.member
    if me is None or me.role == "supervisor":
        return found
    return [one for one in found if one.staff == me.id]
