"""What agencies and what is entrusted to them leave to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.model.agency.register import Agency
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.worklist import Item, item_of, urgency
from branchdesk.rules.agency.mandate import ends_soon, must_return, unreviewed
from branchdesk.rules.agency.register import falling_due


def register_items(agencies: Iterable[Agency], policy: Policy, today: date) -> list[Item]:
    """Papers that end within the warning days and evaluations that are due (R159, R161)."""
    return [
        Item(
            kind="agency", urgency=urgency(due.on, today), due=due.on, customer=agency.name,
            text=due.text,
        )
        for agency in agencies
        for due in falling_due(agency, policy, today)
    ]  # fmt: skip


def mandate_items(sheet: CaseSheet, policy: Policy, today: date) -> Iterator[Item]:
    """Reports due or not yet looked at, mandates that end or must be taken back (R161, R162)."""
    case = sheet.case
    if not case.mandates:
        return
    back = must_return(case, sheet.customer, policy)
    for one, why in back:
        facts = {"id": one.id, "name": one.name, "why": why}
        yield item_of(sheet, "mandate", "late", Finding("today.mandate-return", facts), today)
    gone = [m for m, _ in back]
    for one, report in unreviewed(case):
        facts = {"id": report.id, "name": one.name, "by": report.by}
        text = Finding("today.mandate-review", facts, "R161")
        yield item_of(sheet, "mandate", "today", text, report.on)
    for one in (m for m in case.mandates if m.state == "granted" and m not in gone):
        named = {"id": one.id, "name": one.name}
        due = one.next_report
        text = Finding("today.mandate-report", named | {"due": due}, "R161")
        yield item_of(sheet, "mandate", urgency(due, today), text, due)
        if ends_soon(one, policy, today):
            text = Finding("today.mandate-end", named | {"until": one.until})
            yield item_of(sheet, "mandate", urgency(one.until, today), text, one.until)


def outside(sheet: CaseSheet) -> list[Finding]:
    """What is out of the house, or asked to be, and where assets are: a line each."""
    return [
        Finding(
            f"mandate.line-{m.state}",
            {"id": m.id, "name": m.name, "until": m.until, "due": m.next_report},
        )
        for m in sheet.case.mandates
        if m.state in ("asked", "granted")
    ] + [
        Finding("trace.line-asset", {"id": a.id, "what": a.name, "place": a.place})
        for a in sheet.case.assets
    ]
