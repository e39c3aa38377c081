"""What the enquiry on the screen would become, judged while the customer still speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import accounts_named, open_case_of, read_partial
from branchdesk.actions.sheet import sheet_of
from branchdesk.basics.finding import Finding
from branchdesk.model.account import Account
from branchdesk.model.case import Case, Verification
from branchdesk.model.customer import Customer
from branchdesk.model.enquiry import Enquiry
from branchdesk.reports.case import CaseSheet
from branchdesk.rules import enquiry as rules


class Preview(msgspec.Struct, frozen=True):
    """The sheet of a case that is not there yet, and what the records know."""

    sheet: CaseSheet
    account: Account | None
    named: tuple[Account, ...]
    """Accounts on the register under the typed name, while no contract is chosen."""
    existing: str
    """The open case of the same loan, or empty."""
    faults: tuple[Finding, ...]


def preview(desk: Desk, raw: Mapping[str, Any]) -> Preview:
    """The judgement on what has been typed so far; answers that do not read yet are left out."""
    values, extra, faults = read_partial(desk, raw, screen=True)
    enquiry = Enquiry(**{"channel": "", **values}, extra=extra)
    account = desk.book.accounts.get(enquiry.contract_no) if enquiry.contract_no else None
    loan = rules.loan_as_stated(enquiry, desk.today)
    if account is not None:
        loan = rules.with_account(loan, account)
    case = Case(
        number="",
        opened_on=desk.today,
        customer_id="",
        enquiry=enquiry,
        loan=loan,
        verification=Verification(
            identity_checked=enquiry.identity_checked, caller_relation=enquiry.caller_relation
        ),
    )
    name = account.customer_name if account else enquiry.customer_name
    id_number = enquiry.id_number or (account.id_number if account else "")
    same = next((c for c in desk.book.customers if id_number and c.id_number == id_number), None)
    customer = same or Customer(id="", name=name, id_number=id_number)
    case = msgspec.structs.replace(case, customer_id=customer.id or "?")
    existing = open_case_of(desk, enquiry.contract_no)
    return Preview(
        sheet=sheet_of(desk, case, customer),
        account=account,
        named=() if account else tuple(accounts_named(desk, enquiry.customer_name)),
        existing=existing.number if existing else "",
        faults=(*faults, *rules.check(enquiry, desk.policy, desk.today)),
    )
