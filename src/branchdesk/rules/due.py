"""The next day on which a customer is to pay, and what a new due list changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.case import Case
from branchdesk.model.desk.due import Due
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


class TakenOver(msgspec.Struct, frozen=True):
    """The dues after a list, and how each fared by its key."""

    dues: tuple[Due, ...]
    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]


def take_over(
    kept: Iterable[Due], listed: Iterable[Due], as_of: date, unread: frozenset[str]
) -> TakenOver:
    """The list in the place of what was kept; a reminder already given counts on (R080).

    Where the sum has changed the customer knows the wrong one: it is reminded of again. ``unread``
    are contracts whose row stands on the list but could not be read: their dues stay.
    """
    before = {due.key: due for due in kept}
    now = {due.key: _followed(before.get(due.key), due) for due in listed}
    ahead = [due for key, due in before.items() if key not in now and due.due >= as_of]
    stay = {due.key: due for due in ahead if due.contract_no in unread}
    return TakenOver(
        dues=tuple((now | stay).values()),
        added=tuple(key for key in now if key not in before),
        updated=tuple(key for key, due in now.items() if key in before and due != before[key]),
        unchanged=tuple(key for key, due in now.items() if due == before.get(key)),
        gone=tuple(due.key for due in ahead if due.key not in stay),
    )


def _followed(before: Due | None, due: Due) -> Due:
    if before is None or before.amount != due.amount:
        return due
    return msgspec.structs.replace(due, sms_on=before.sms_on, called_on=before.called_on)
