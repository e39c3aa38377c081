"""What the enquiry on the screen would become, judged while the customer still speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import joined, open_case_of, read_partial
from branchdesk.actions.sheet import sheet_of
from branchdesk.basics.finding import Finding
from branchdesk.model.account import Account
from branchdesk.model.case import Case, Verification
from branchdesk.model.customer import Customer
from branchdesk.model.enquiry import Enquiry
from branchdesk.model.kept.kin import Kin
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.known import Directory, Known
from branchdesk.rules import enquiry as rules
from branchdesk.rules.identity import identity_verified

ASKED = ("customer_name", "contract_no", "id_number", "phone")
"""The answers that somebody can be found by, in this order."""


class Preview(msgspec.Struct, frozen=True):
    """The sheet of the case as saving would leave it, and what the records know."""

    sheet: CaseSheet
    identified: bool
    """True where enough was checked of who speaks now, whatever was checked in earlier talks."""
    account: Account | None
    known: tuple[Known, ...]
    """Those whom the records know by what was typed, while no account is chosen."""
    existing: str
    """The open case of the same loan, or empty."""
    faults: tuple[Finding, ...]


def preview(desk: Desk, raw: Mapping[str, Any]) -> Preview:
    """The judgement on what has been typed so far; answers that do not read yet are left out."""
    values, extra, faults = read_partial(desk, raw, screen=True)
    enquiry = Enquiry(**{"channel": "", **values}, extra=extra)
    account = desk.book.accounts.get(enquiry.contract_no) if enquiry.contract_no else None
    existing = open_case_of(desk, enquiry.contract_no)
    if existing is not None:
        sheet = sheet_of(desk, joined(existing, enquiry, desk.today))
    else:
        sheet = _begun(desk, enquiry, account)
    checked, relation = enquiry.identity_checked, enquiry.caller_relation
    return Preview(
        sheet=sheet,
        identified=identity_verified(checked, relation, sheet.policy),
        account=account,
        known=() if account else known(desk, raw),
        existing=existing.number if existing else "",
        faults=(*faults, *rules.check(enquiry, desk.policy, desk.today)),
    )


def _begun(desk: Desk, enquiry: Enquiry, account: Account | None) -> CaseSheet:
    """The sheet of the case that saving would open."""
    loan = rules.loan_as_stated(enquiry, desk.today)
    if account is not None:
        loan = rules.with_account(loan, account)
    name = account.customer_name if account else enquiry.customer_name
    id_number = enquiry.id_number or (account.id_number if account else "")
    same = next((c for c in desk.book.customers if id_number and c.id_number == id_number), None)
    customer = same or Customer(id="", name=name, id_number=id_number)
    case = Case(
        number="",
        opened_on=desk.today,
        customer_id=customer.id or "?",
        enquiry=enquiry,
        loan=loan,
        verification=Verification(
            identity_checked=enquiry.identity_checked, caller_relation=enquiry.caller_relation
        ),
    )
    return sheet_of(desk, case, customer)


def known(desk: Desk, raw: Mapping[str, Any]) -> tuple[Known, ...]:
    """Those who fit the first identifying answer that fits anybody."""
    directory = _directory(desk)
    for key in ASKED:
        found = directory.find(str(raw.get(key, "")))
        if found:
            return tuple(found)
    return ()


def _directory(desk: Desk) -> Directory:
    row = desk.book.last_audit()
    head = row.digest if row else ""
    if desk.directory is None or desk.directory[0] != head:
        directory = desk.directory[1] if desk.directory else Directory()
        kin = desk.book.cases.seen_as(Kin)
        owners = {k.loan.contract_no: k.customer_id for k in kin if k.loan.contract_no}
        accounts, customers = desk.book.accounts.seen_as(Account), desk.book.customers
        directory.learn(accounts, customers.seen_as(Customer), owners)
        desk.directory = (head, directory)
    return desk.directory[1]
