"""A contact recorded in error, taken back by an entry that names it (R171)."""

from __future__ import annotations

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.visit import Visit

ACT = "contact.reverse"


def standing(desk: Desk, number: str) -> list[Entry]:
    """The contacts of an open case that may be taken back, oldest first. Raises BadInput."""
    return list(open_case(desk, number).contacts)


def reverse_contact(desk: Desk, number: str, seq: int, ground: str) -> Case:
    """The case without the contact's effect; the contact stays to be read.

    It counts no more for attempts, refusals, loss of contact and triggers; a breach in it stays
    with the supervisor. The next step that it set is gone: the worklist asks for another. Raises
    BadInput for no such contact or without a ground, Refused with every reason.
    """
    case = open_case(desk, number)
    wrong = next((e for e in case.entries("contact") if e.seq == seq), None)
    if wrong is None:
        raise BadInput(Finding("contact.none", {"number": number, "entry": seq}))
    ground = the_ground(ground)
    facts = {"number": number, "entry": seq}
    twice = [Finding("contact.reversed-already", facts)] if seq in case.taken_back else []
    refuse(against(desk, ACT) + twice)
    with change(desk) as ch:
        undone = _undone(case, wrong, ground)
        return ch.save(undone, ACT, "contact_reversed", entry=seq, ground=ground)


def _undone(case: Case, wrong: Entry, ground: str) -> Case:
    """The case whose next step and visit are no longer those of the wrong contact."""
    visits = tuple(_waiting(v, wrong.seq, ground) for v in case.visits)
    last = case.contacts[-1:] == (wrong,)
    on = case.next_on.isoformat() if case.next_on else None
    told = (wrong.facts.get("next_on"), wrong.facts.get("next_none_because") or "")
    if last and told == (on, case.next_none_because):
        case = msgspec.structs.replace(case, next_on=None, next_none_because="")
    return msgspec.structs.replace(case, visits=visits)


def _waiting(visit: Visit, seq: int, ground: str) -> Visit:
    """A planned visit waits for its record again; one without a plan never took place."""
    if visit.entry != seq:
        return visit
    cancelled = "" if visit.plan else ground
    return msgspec.structs.replace(visit, entry=0, record={}, cancelled=cancelled)
