"""Who is to be reminded of a sum that falls due: by SMS first, by phone the day before (R080)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.case import Case
from branchdesk.model.contact import Contact
from branchdesk.model.policy import Policy


class Reminder(msgspec.Struct, frozen=True):
    """A sum that falls due within days, and the way by which to remind of it now."""

    due: date
    amount: Money | None
    by: str
    """``sms`` or ``call``."""


def dues(case: Case, today: date) -> list[tuple[date, Money | None]]:
    """What falls due after today: instalments of the plan in force, else periods of the loan."""
    plan = case.plan_in_force
    if plan is not None:
        return [(one.due, one.total) for one in plan.schedule if one.due > today]
    items = [(item.due, item.open) for item in case.loan.overdue_items if item.due > today]
    due = case.loan.due_date
    if not items and due is not None and due > today:
        return [(due, case.loan.amount)]
    return [(on, amount) for on, amount in items if amount]


def reminders(
    case: Case, contacts: Iterable[Contact], policy: Policy, today: date
) -> list[Reminder]:
    """The reminders that are still to be given today (R081).

    The step whose days are reached last counts; a contact by us since its first day has given it.
    """
    ours = [c for c in contacts if c.direction == "out" and c.at.date() <= today]
    found = []
    for due, amount in dues(case, today):
        steps = [(days, by) for days, by in policy.contact.reminders if (due - today).days <= days]
        if not steps:
            continue
        days, by = min(steps)
        begins = due - timedelta(days=days)
        given = any(c.at.date() >= begins and by in (c.channel, "sms") for c in ours)
        found += [] if given else [Reminder(due, amount, by)]
    return found
