"""The SMS platform's file of reminders: this program sends nothing itself (R080, R082)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.due.remind import listed_now, phone_of
from branchdesk.actions.handed import must_fit
from branchdesk.actions.sheet import find_case
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_contract, national
from branchdesk.basics.wording import Words, named
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.desk.due import Due
from branchdesk.reports.due import dues_of
from branchdesk.reports.table import Table
from branchdesk.rules.contact import contact_of
from branchdesk.rules.reminder import Reminder, is_silenced, reminders
from branchdesk.rules.state import ENDS
from branchdesk.store.disk import new_file

ACT = "reminder.export"
TAIL = 4


class Exported(msgspec.Struct, frozen=True):
    """The file, how many messages it holds, and who has no number to send to."""

    file: Path
    count: int
    without_number: tuple[str, ...]
    """Cases."""
    contracts_without_number: tuple[str, ...] = ()
    """Contracts of the due list that have no case."""


class _Message(msgspec.Struct, frozen=True):
    number: str
    text: str
    case: str = ""
    due: Due | None = None


def export_reminders(desk: Desk, file: Path) -> Exported:
    """A new CSV file: one message a row, number and Chinese text; recorded, for numbers are full.

    What has no case counts as reminded; a case counts as such by its next contact. Raises BadInput
    where its name will not do, Refused for want of authority, Fault.
    """
    must_fit(file, ".csv", "reminder.not-csv")
    refuse(against(desk, ACT))
    found = [*_of_cases(desk), *_of_accounts(desk)]
    sent = [one for one in found if one.number]
    # What writes the file is loaded by who asks for it.
    from branchdesk.papers.comma import comma_separated

    told = [msgspec.structs.replace(m.due, sms_on=desk.today) for m in sent if m.due]
    with new_file(file) as out:
        out.write(comma_separated(_table([(m.number, m.text) for m in sent])))
        # Recorded between writing and naming: a full disk leaves nobody counted as reminded.
        with change(desk) as ch:
            ch.record(ACT, f"{len(sent)}", *told)
        out.land()
    lacking = [one for one in found if not one.number]
    contracts = (mask_contract(m.due.contract_no, m.due.card) for m in lacking if m.due)
    return Exported(file, len(sent), tuple(m.case for m in lacking if m.case), tuple(contracts))


def without_number(done: Exported) -> list[Finding]:
    """Whom no message can reach."""
    found = []
    if done.without_number:
        found.append(Finding("reminder.without-number", {"cases": list(done.without_number)}))
    if done.contracts_without_number:
        contracts = list(done.contracts_without_number)
        found.append(Finding("due.without-number", {"contracts": contracts}))
    return found


def _table(rows: list[tuple[str, str]]) -> Table:
    return Table(
        caption=named("reminder.title"),
        heads=(named("reminder.number"), named("reminder.text")),
        rows=tuple(rows),
        widths=(40, 130),
    )


def _of_cases(desk: Desk) -> Iterator[_Message]:
    for kept in desk.book.cases:
        if kept.state in ENDS:
            continue
        case, customer = find_case(desk, kept.number)[:2]
        if is_silenced(customer, desk.policy):
            continue
        for one in due_now(desk, case, customer):
            if one.by == "sms":
                number = national(customer.phones[0]) if customer.phones else ""
                yield _Message(number, sms_text(desk, case.loan.contract_no, one), case.number)


def _of_accounts(desk: Desk) -> Iterator[_Message]:
    for due, one in listed_now(desk):
        if one.by == "sms":
            number = national(phone_of(desk, due))
            yield _Message(number, sms_text(desk, due.contract_no, one), due=due)


def due_now(desk: Desk, case: Case, customer: Customer) -> list[Reminder]:
    """The reminders that a case wants today."""
    contacts = [contact_of(case, entry, customer) for entry in case.contacts]
    listed = dues_of(case, desk.book.dues)
    return reminders(case, contacts, desk.policy, desk.today, listed)


def sms_text(desk: Desk, contract: str, one: Reminder) -> str:
    """Amount, deadline and whom to ask; the contract by its last digits alone (R082)."""
    branch, words = desk.branch, Words("zh")
    code = "reminder.sms" if one.amount is not None else "reminder.sms-no-amount"
    return words(
        code, bank=branch.bank, due=one.due, amount=one.amount, phone=branch.phone,
        tail=contract[-TAIL:],
    )  # fmt: skip
