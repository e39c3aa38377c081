"""What complaints leave to be done: the next step of each, with both clocks (R174-R176)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from branchdesk.basics.finding import Finding
from branchdesk.model.follow.complaint import Complaint
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet, Face
from branchdesk.reports.contactwork import working
from branchdesk.reports.worklist import Item, item_of, urgency
from branchdesk.rules.follow.complaint import clocks

HOUR = 3600


def complaint_items(
    complaints: Iterable[Complaint], faces: Mapping[str, Face], policy: Policy, now: datetime
) -> list[Item]:
    """One line for each open complaint; ``faces`` are those of the cases, by number."""
    return [
        _item(one, faces.get(one.case), policy, now)
        for one in complaints
        if one.is_open and one.received_at.date() <= now.date()
    ]


def _item(one: Complaint, face: Face | None, policy: Policy, now: datetime) -> Item:
    by = clocks(one, policy)
    facts: dict[str, object] = {"id": one.id, "name": one.name, "law": by.decide_by}
    if one.state == "received":
        seconds = int((by.respond_by - now).total_seconds())
        code = "respond" if seconds >= 0 else "respond-late"
        facts |= {"by": by.respond_by, "hours": abs(seconds) // HOUR}
        due, urgent = by.respond_by.date(), "today" if seconds >= 0 else "late"
        roles: tuple[str, ...] = ()
    else:
        code = "investigate" if one.state == "responded" else "tell"
        facts |= {"by": by.investigate_by}
        due = min(by.investigate_by.day, by.decide_by) if code == "investigate" else by.decide_by
        urgent, roles = urgency(due, now.date()), ("supervisor",)
    text = Finding(f"complaint.today-{code}", facts, source=_clause(code))
    if face is not None:
        return item_of(face, "complaint", urgent, text, due, roles)
    return Item(
        kind="complaint", urgency=urgent, due=due, customer=one.name, text=text, roles=roles,
        owner=one.customer_id, case=one.case,
    )  # fmt: skip


def _clause(code: str) -> str:
    return {"investigate": "R175", "tell": "R176"}.get(code, "R174")


def not_recorded(sheet: CaseSheet, known: Sequence[Complaint], today: date) -> Iterator[Item]:
    """A caller who complained is owed a complaint that somebody looks into (R174)."""
    if not working(sheet):
        return
    theirs = [c for c in known if sheet.case.number == c.case or c.customer_id == sheet.customer.id]
    last = max((c.received_at.date() for c in theirs), default=date.min)
    for entry in sheet.case.contacts:
        at = str(entry.facts.get("at", entry.at))
        day = date.fromisoformat(at[:10])
        if entry.facts.get("result") == "complaint" and last < day <= today:
            facts = {"entry": entry.seq, "on": day}
            text = Finding("complaint.today-enter", facts, source="R174")
            yield item_of(sheet, "complaint", urgency(day, today), text, day)
