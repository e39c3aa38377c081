"""A supervisor looks at a contact that broke a rule, and says what follows."""

from __future__ import annotations

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.reports.contactwork import unreviewed

ACT = "contact.review"


def to_review(desk: Desk, number: str) -> list[Entry]:
    """The contacts of an open case that broke a rule and that nobody looked at yet."""
    return unreviewed(open_case(desk, number))


def review(desk: Desk, number: str, seq: int, ground: str) -> Case:
    """The case with the supervisor's word on a breach; the contact stays as it is (R172, R180).

    Raises BadInput for no such breach or without a ground, Refused for want of authority.
    """
    case = open_case(desk, number)
    if not any(entry.seq == seq for entry in unreviewed(case)):
        raise BadInput(Finding("contact.no-breach", {"number": number, "entry": seq}))
    ground = the_ground(ground)
    entry = next(e for e in case.timeline if e.seq == seq)
    own = [Finding("contact.own-breach", source="R172")] if entry.by == desk.me.id else []
    refuse(against(desk, ACT) + own)
    with change(desk) as ch:
        return ch.save(case, ACT, "contact_reviewed", entry=seq, ground=ground)
