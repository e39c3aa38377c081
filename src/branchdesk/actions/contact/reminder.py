"""The SMS platform's file of reminders: this program sends nothing itself (R080, R082)."""

from __future__ import annotations

from pathlib import Path

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import find_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import national
from branchdesk.basics.wording import Words, named
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.reports.table import Table
from branchdesk.rules.contact import contact_of
from branchdesk.rules.reminder import Reminder, reminders
from branchdesk.rules.state import ENDS
from branchdesk.store.disk import new_file

ACT = "reminder.export"
TAIL = 4


class Exported(msgspec.Struct, frozen=True):
    """The file, how many messages it holds, and the cases that have no number to send to."""

    file: Path
    count: int
    without_number: tuple[str, ...]


def export_reminders(desk: Desk, file: Path) -> Exported:
    """A new CSV file: one message a row, number and Chinese text; recorded, for numbers are full.

    Raises BadInput where its name will not do, Refused for want of authority, Fault.
    """
    _fit(file)
    refuse(against(desk, ACT))
    due = [(*found, one) for found in _open(desk) for one in due_now(desk, *found)]
    due = [row for row in due if row[2].by == "sms"]
    rows = [
        (national(customer.phones[0]), sms_text(desk, case, one))
        for case, customer, one in due
        if customer.phones
    ]
    table = Table(
        caption=named("reminder.title"),
        heads=(named("reminder.number"), named("reminder.text")),
        rows=tuple(rows),
        widths=(40, 130),
    )
    # What writes the file is loaded by who asks for it.
    from branchdesk.papers.comma import comma_separated

    with change(desk) as ch:
        ch.record(ACT, f"{len(rows)}")
    with new_file(file) as out:
        out.write(comma_separated(table))
        out.land()
    lacking = tuple(case.number for case, customer, _ in due if not customer.phones)
    return Exported(file, len(rows), lacking)


def _open(desk: Desk) -> list[tuple[Case, Customer]]:
    return [find_case(desk, case.number)[:2] for case in desk.book.cases if case.state not in ENDS]


def due_now(desk: Desk, case: Case, customer: Customer) -> list[Reminder]:
    """The reminders that a case wants today."""
    contacts = [contact_of(case, entry, customer) for entry in case.contacts]
    return reminders(case, contacts, desk.policy, desk.today)


def sms_text(desk: Desk, case: Case, one: Reminder) -> str:
    """Amount, deadline and whom to ask; the contract by its last digits alone (R082)."""
    branch, words = desk.branch, Words("zh")
    code = "reminder.sms" if one.amount is not None else "reminder.sms-no-amount"
    return words(
        code, bank=branch.bank, due=one.due, amount=one.amount, phone=branch.phone,
        tail=case.loan.contract_no[-TAIL:],
    )  # fmt: skip


def _fit(file: Path) -> None:
    faults = []
    if file.suffix.lower() != ".csv":
        faults.append(Finding("reminder.not-csv", {"file": file.name}))
    if not file.parent.is_dir():
        faults.append(Finding("bundle.no-folder", {"folder": file.parent}))
    elif file.exists() or file.is_symlink():
        faults.append(Finding("bundle.exists", {"file": file.name}))
    if faults:
        raise BadInput(faults)
