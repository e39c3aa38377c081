"""What was found about customers and assets, for the supervisor until it was seen (R012)."""

from __future__ import annotations

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.trace.record import Asset, Search
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.worklist import Item, item_of


def unseen(case: Case) -> list[Search | Asset]:
    """What was found and no supervisor has seen yet (R012)."""
    found: list[Search | Asset] = [s for s in case.searches if s.reported and not s.seen_by]
    return found + [a for a in case.assets if not a.seen_by]


def trace_items(sheet: CaseSheet) -> list[Item]:
    """A line for each, for supervisors."""
    return [_line(sheet, one) for one in unseen(sheet.case)]


def _line(sheet: CaseSheet, one: Search | Asset) -> Item:
    if isinstance(one, Asset):
        text = Finding("today.trace-asset", {"id": one.id, "what": one.name, "by": one.by}, "R012")
    else:
        text = Finding("today.trace-search", {"id": one.id, "on": one.on, "by": one.by}, "R012")
    return item_of(sheet, "trace", "today", text, one.on, ("supervisor",))
