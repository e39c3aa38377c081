"""Who is to be reminded of a sum that falls due: by SMS first, by phone the day before (R080)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.case import Case
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.model.desk.due import Due
from branchdesk.model.kept.kin import Kin
from branchdesk.model.policy import Policy
from branchdesk.rules.follow.event import effect_of, running

GOES_ON = ("settled", "technical_resolved", "recorded_in_error")
"""Ends of a case after which the loan itself goes on."""


class Reminder(msgspec.Struct, frozen=True):
    """A sum that falls due within days, and the way by which to remind of it now."""

    due: date
    amount: Money | None
    by: str
    """``sms`` or ``call``."""


def dues(case: Case, today: date, listed: Iterable[Due] = ()) -> list[tuple[date, Money | None]]:
    """What falls due after today: instalments of the plan in force, else periods of the loan.

    Without a plan the due list speaks too, and of its own days it alone.
    """
    plan = case.plan_in_force
    if plan is not None:
        return [(one.due, one.total) for one in plan.schedule if one.due > today]
    found = dict(_by_the_loan(case, today))
    found |= {due.due: told_amount(due) for due in listed if due.due > today}
    return sorted(found.items())


def _by_the_loan(case: Case, today: date) -> list[tuple[date, Money | None]]:
    items = [(item.due, item.open) for item in case.loan.overdue_items if item.due > today]
    due = case.loan.due_date
    if not items and due is not None and due > today:
        return [(due, case.loan.amount)]
    return [(on, amount) for on, amount in items if amount]


def told_amount(due: Due) -> Money | None:
    """The sum that a customer may be told; none where the list has it rounded."""
    return None if due.approximate else due.amount


def step(due: date, policy: Policy, today: date) -> tuple[date, str] | None:
    """Since when and by which way one reminds of a due date now; None where it is not time (R081).

    The step whose days are reached last counts.
    """
    if due <= today:
        return None
    steps = [(days, by) for days, by in policy.contact.reminders if (due - today).days <= days]
    if not steps:
        return None
    days, by = min(steps)
    return due - timedelta(days=days), by


def reminders(
    case: Case,
    contacts: Iterable[Contact],
    policy: Policy,
    today: date,
    listed: Iterable[Due] = (),
) -> list[Reminder]:
    """The reminders of a case that are still to be given today (R081).

    A contact by us since the step's first day has given it.
    """
    ours = [c for c in contacts if c.direction == "out" and c.at.date() <= today]
    found = []
    for due, amount in dues(case, today, listed):
        now = step(due, policy, today)
        if now is None:
            continue
        begins, by = now
        given = any(c.at.date() >= begins and by in (c.channel, "sms") for c in ours)
        found += [] if given else [Reminder(due, amount, by)]
    return found


def is_silenced(customer: Customer, policy: Policy) -> bool:
    """True where an event speaks against a reminder: the customer died, is bankrupt (R183)."""
    effects = [effect for event in running(customer) if (effect := effect_of(event, policy))]
    return any(
        "self" in effect.stops and "sms" in (effect.channels or ("sms",)) for effect in effects
    )


def listed_reminder(due: Due, policy: Policy, today: date) -> Reminder | None:
    """The reminder that an account without a case still wants today (R080, R081)."""
    now = step(due.due, policy, today)
    if now is None:
        return None
    begins, by = now
    days = [due.called_on] if by == "call" else [due.sms_on, due.called_on]
    given = any(day is not None and begins <= day <= today for day in days)
    return None if given else Reminder(due.due, told_amount(due), by)


def without_case(listed: Iterable[Due], cases: Iterable[Case | Kin]) -> list[Due]:
    """The dues of accounts that no case speaks for.

    An ended case speaks for none where the loan goes on; it does where the claim went elsewhere.
    """
    spoken = {c.loan.contract_no for c in cases if c.state not in GOES_ON}
    return [due for due in listed if due.contract_no not in spoken]
