"""What following up puts on today's work: events of customers and their claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.contactwork import working
from branchdesk.reports.worklist import FATAL_DAYS, Item, item_of, urgency
from branchdesk.rules.follow import event
from branchdesk.rules.state import RESERVED


def follow_items(sheets: Iterable[CaseSheet], policy: Policy, today: date) -> list[Item]:
    """The lines of a day; an event of a customer stands once, at the first case that lives."""
    found: list[Item] = []
    seen: set[str] = set()
    for sheet in sheets:
        lives = working(sheet) or sheet.case.state in RESERVED
        if lives and sheet.customer.events and sheet.customer.id not in seen:
            seen.add(sheet.customer.id)
            found += _events(sheet, policy, today)
    return found


def _events(sheet: CaseSheet, policy: Policy, today: date) -> Iterator[Item]:
    """Its task, then its watch until it is closed (R183); a claim in time or it is late."""
    for one in event.running(sheet.customer):
        effect, name = event.effect_of(one, policy), event.name_of(one, policy)
        facts = {"id": one.id, "event": name, "on": one.on}
        due, clock = event.next_look(one, policy), event.claim_clock(one, policy)
        clause = event.clause_of(one, policy)
        if clock is not None:
            code = "event.today-claim" if clock.told else "event.today-claim-unknown"
            text = Finding(code, {**facts, "due": clock.due}, source=clause)
            near = (clock.due - today).days <= FATAL_DAYS
            yield item_of(sheet, "event", "fatal" if near else "later", text, clock.due)
        if one.looks or effect is None:
            text = Finding("event.today-watch", {**facts, "due": due}, source="R183")
        else:
            text = Finding("event.today-task", {**facts, "task": effect.task}, source=clause)
        yield item_of(sheet, "event", urgency(due, today), text, due)
