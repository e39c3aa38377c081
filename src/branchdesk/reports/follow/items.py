"""What following up puts on today's work: events of customers, the plans of week and month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_text
from branchdesk.model.follow.log import LogEntry
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.contactwork import working
from branchdesk.reports.follow.week import week_line
from branchdesk.reports.worklist import FATAL_DAYS, Item, item_of, urgency
from branchdesk.rules.follow import event
from branchdesk.rules.follow.log import waiting
from branchdesk.rules.follow.week import PLANNED_IN, month_plan
from branchdesk.rules.state import RESERVED

SHOWN = 60
"""Letters of a plan on a line of today's work."""


def log_items(log: Iterable[LogEntry]) -> list[Item]:
    """Suggestions that wait for the management (R016, R197)."""
    return [
        Item(
            kind="suggestion", urgency="later", roles=("supervisor",),
            text=Finding(
                "log.waits",
                {"id": e.id, "by": e.by, "on": e.on, "title": _short(e.title)}, source="R016",
            ),
        )
        for e in waiting(log)
    ]  # fmt: skip


def plan_items(sheet: CaseSheet, policy: Policy, today: date) -> Iterator[Item]:
    """Whose turn it is this week (R100-R102); a plan of the month near its day or past (R099)."""
    line = week_line(sheet, policy, today)
    if line is not None and line.turn.stand == "open":
        until = line.span.until
        text = Finding("week.turn", {"grade": line.arrears_grade, "until": until}, source="R100")
        yield item_of(sheet, "week_plan", urgency(until, today), text, until)
    plan = month_plan(sheet.case)
    if plan is None or sheet.case.state not in PLANNED_IN:
        return
    urgent, due = urgency(plan.target_on, today), plan.target_on
    facts = {"id": plan.id, "due": due, "text": _short(plan.text)}
    told = Finding("week.month-plan", facts, "R099")
    if urgent == "late":
        told = Finding("week.month-missed", {**facts, "then": _short(plan.follow_up)}, "R099")
    if urgent != "later":
        yield item_of(sheet, "month_plan", urgent, told, due)


def _short(text: str) -> str:
    """What stands on a line of a list; somebody may have typed a number into it."""
    line = mask_text(" ".join(text.split()))
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def event_items(sheet: CaseSheet, policy: Policy, today: date) -> Iterator[Item]:
    """An event's task, then its watch until it is closed (R183); a claim in time or it is late.

    Of a customer with many cases they stand once, at the first case that lives.
    """
    if not (working(sheet) or sheet.case.state in RESERVED):
        return
    for one in event.running(sheet.customer):
        effect, name = event.effect_of(one, policy), event.name_of(one, policy)
        facts = {"id": one.id, "event": name, "on": one.on}
        due, clock = event.next_look(one, policy), event.claim_clock(one, policy)
        clause = event.clause_of(one, policy)
        # Where interest stops, the clock of the case tells the claim of it.
        if clock is not None and not (effect and effect.interest_stops):
            code = "event.today-claim" if clock.told else "event.today-claim-unknown"
            text = Finding(code, {**facts, "due": clock.due}, source=clause)
            near = (clock.due - today).days <= FATAL_DAYS
            yield item_of(sheet, "event", "fatal" if near else "later", text, clock.due)
        if one.looks or effect is None:
            text = Finding("event.today-watch", {**facts, "due": due}, source="R183")
        else:
            text = Finding("event.today-task", {**facts, "task": effect.task}, source=clause)
        yield item_of(sheet, "event", urgency(due, today), text, due)
