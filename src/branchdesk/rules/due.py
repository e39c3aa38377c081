"""The next day on which a customer is to pay: an instalment, the end of a deferral, a due date."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.rules import deferral, instalment

What = Literal["instalment", "deferral", "due_date"]


class Coming(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be paid next, and by when."""

    what: What
    day: date
    amount: Money | None = None
    """None where it is the whole debt of the day."""
    no: int = 0
    """The number of an instalment."""


def coming(case: Case, policy: Policy, today: date) -> Coming | None:
    """The next day to pay from today on, or None where there is none.

    A plan in force has its own dates; then a deferral; then a due date that still lies ahead.
    """
    if case.plan_in_force is not None:
        ahead = instalment.coming(instalment.instalments(case, policy, today))
        if ahead is None:
            return None
        one = ahead.one
        return Coming(what="instalment", day=one.due, amount=ahead.missing, no=one.no)
    running = deferral.in_force(case, today)
    if running is not None:
        return Coming(what="deferral", day=running.until)
    due = case.loan.due_date
    if due is not None and due >= today:
        return Coming(what="due_date", day=due, amount=case.loan.amount)
    return None
