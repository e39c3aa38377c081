"""Who is to be reminded today of a sum that falls due, with a case and without (R080, R081)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_contract
from branchdesk.model.case import Case
from branchdesk.model.desk.due import Due
from branchdesk.model.kept.kin import Kin
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.contactwork import working
from branchdesk.reports.worklist import Item, item_of
from branchdesk.rules.contact import contact_of
from branchdesk.rules.reminder import (
    Reminder,
    is_silenced,
    listed_reminder,
    reminders,
    without_case,
)


def dues_of(case: Case, listed: Iterable[Due]) -> list[Due]:
    """What the due list says of a case's contract."""
    contract = case.loan.contract_no
    return [due for due in listed if due.contract_no == contract] if contract else []


def reminder_items(
    sheet: CaseSheet, listed: Iterable[Due], policy: Policy, today: date
) -> Iterator[Item]:
    """A line for each reminder of a case that is still to be given."""
    if not working(sheet) or is_silenced(sheet.customer, policy):
        return
    ahead = [due for due in dues_of(sheet.case, listed) if due.due > today]
    contacts = [contact_of(sheet.case, e, sheet.customer) for e in sheet.case.contacts]
    for one in reminders(sheet.case, contacts, policy, today, ahead):
        yield item_of(sheet, "reminder", "today", _said(one), one.due)


def lone_reminders(
    listed: Iterable[Due], cases: Iterable[Kin], policy: Policy, today: date
) -> Iterator[Item]:
    """The same for what no case speaks for."""
    for due in without_case((due for due in listed if due.due > today), cases):
        now = listed_reminder(due, policy, today)
        if now is not None:
            yield _alone(due, now)


def _said(one: Reminder) -> Finding:
    facts = {"due": one.due, "amount": one.amount}
    return Finding(f"today.reminder-{one.by}", facts, source="R081")


def _alone(due: Due, one: Reminder) -> Item:
    return Item(
        kind="reminder",
        urgency="today",
        due=due.due,
        contract=mask_contract(due.contract_no, due.card),
        customer=due.customer_name,
        owner=due.contract_no,
        text=_said(one),
        ref=due.key,
    )
