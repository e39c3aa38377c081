"""The visits of all cases: those that wait, and what came of the last ones."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import open_case
from branchdesk.actions.visit.printed import visit_lines
from branchdesk.basics.masking import mask_text
from branchdesk.basics.wording import Words
from branchdesk.model.visit import Visit
from branchdesk.reports.activity import BLANK

LOOKED_BACK = timedelta(days=30)
"""How long a visit that is over stays in the list."""


class VisitOf(msgspec.Struct, frozen=True):
    """A visit with whose it is."""

    number: str
    customer: str
    visit: Visit

    @property
    def key(self) -> str:
        """The case and the visit's own number."""
        return f"{self.number} {self.visit.id}"


def visits(desk: Desk) -> list[VisitOf]:
    """Those that wait, the next first; then the last month's, the newest first (R105, R111)."""
    found = []
    for case in desk.book.cases:
        if case.visits:
            customer = desk.book.customers.get(case.customer_id)
            name = mask_text(customer.name) if customer else ""
            found += [VisitOf(case.number, name, visit) for visit in case.visits]
    waiting = sorted((v for v in found if v.visit.waits), key=lambda v: v.visit.at)
    since = desk.now - LOOKED_BACK
    over = [v for v in found if not v.visit.waits and v.visit.at >= since]
    return [*waiting, *sorted(over, key=lambda v: v.visit.at, reverse=True)]


def visit_told(desk: Desk, one: VisitOf, words: Words) -> list[str]:
    """Plan or record of a visit, a line an answer, and what broke a rule in it."""
    lines, notes = visit_lines(desk, open_case(desk, one.number), one.visit, words)
    told = [f"{words.show(label)}: {words.show(value)}" for label, value in lines if value != BLANK]
    cancelled = [words("visit.called-off", why=one.visit.cancelled)] if one.visit.cancelled else []
    return [*cancelled, *notes, *told]
