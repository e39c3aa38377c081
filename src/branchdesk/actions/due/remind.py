"""Reminders of accounts that have no case: who is to be reminded, and that it was done (R081)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_contract, mask_text
from branchdesk.model.desk.due import Due
from branchdesk.model.kept.kin import Kin
from branchdesk.rules.reminder import Reminder, listed_reminder, without_case

ACT = "reminder.given"


def dues(desk: Desk) -> list[Due]:
    """What the due list says from today on, the nearest first."""
    ahead = [due for due in desk.book.dues if due.due >= desk.today]
    return sorted(ahead, key=lambda due: (due.due, due.contract_no))


def find_due(desk: Desk, key: str) -> Due:
    """The sum with this key. Raises BadInput where the newest due list has none."""
    found = desk.book.dues.get(key)
    if found is None:
        contract, _, day = key.rpartition(" ")
        raise BadInput(Finding("due.none", {"contract": contract[-4:], "due": day}))
    return found


def listed_now(desk: Desk) -> list[tuple[Due, Reminder]]:
    """The reminders that accounts without a case want today."""
    alone = without_case(desk.book.dues, desk.book.cases.seen_as(Kin))
    found = [(due, listed_reminder(due, desk.policy, desk.today)) for due in alone]
    return [(due, one) for due, one in found if one is not None]


def phone_of(desk: Desk, due: Due) -> str:
    """Its first number: by the due list, else by the register; empty where neither has one."""
    account = desk.book.accounts.get(due.contract_no)
    given = due.phone or (account.phone if account else "")
    return next(iter(re.split(r"[/、，,;；]| {2,}", given)), "").strip()


def reminded(desk: Desk, key: str) -> Due:
    """The customer was reminded in person today; a later call would be the second.

    Raises BadInput where the list has no such sum, Refused for want of authority or too late.
    """
    due = find_due(desk, key)
    over = [Finding("due.over", {"due": due.due})] if due.due < desk.today else []
    refuse(against(desk, ACT) + over)
    told = msgspec.structs.replace(due, called_on=desk.today)
    with change(desk) as ch:
        # The audit row names it by its tail alone: a card's contract is its number.
        ch.record(ACT, f"{due.contract_no[-4:]} {due.due}", told)
    return told


def reveal_dues(desk: Desk, ref: str, reason: str) -> None:
    """Record that the due list's numbers are shown in full, and why (R181).

    Raises BadInput without a reason, Refused for want of authority.
    """
    reason = the_ground(reason, "reveal")
    with change(desk) as ch:
        ch.record("number.reveal", f"{ref}: {reason}")


def due_view(due: Due, full: bool = False) -> dict[str, Any]:
    """A sum of the due list, masked unless someone gave a reason."""
    return {
        "contract_no": due.contract_no if full else mask_contract(due.contract_no, due.card),
        "customer_name": mask_text(due.customer_name),
        "phone": due.phone if full else mask_text(due.phone),
        "product": due.product or None,
        "due": due.due,
        "amount": due.amount,
        "approximate": due.approximate,
        "manager": due.manager or None,
        "sms_on": due.sms_on,
        "called_on": due.called_on,
    }


def due_key(contract: str, due: date) -> str:
    """How a sum is found."""
    return f"{contract} {due.isoformat()}"
