"""What an enquiry becomes: its dates made one, its loan filled from the register (R031-R039)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.account import Account
from branchdesk.model.enquiry import Enquiry
from branchdesk.model.loan import Loan, Source
from branchdesk.model.policy import Policy

NEEDED_TO_CLASSIFY = ("product", "amount", "due_date", "reason")
FROM_ACCOUNT = (
    "product", "loan_amount", "loan_balance", "overdue_principal", "overdue_interest",
    "contract_rate", "due_date", "core_days", "core_class", "manager", "overdue_items",
)  # fmt: skip
STATED = (
    "product", "amount", "overdue_principal", "overdue_interest", "loan_balance",
    "contract_rate", "penalty_uplift", "overdue_items", "due_date", "guarantors", "collateral",
)  # fmt: skip


def check(enquiry: Enquiry, policy: Policy, today: date) -> list[Finding]:
    """What is wrong with an enquiry as a whole; each finding names its field."""
    return [
        *_who(enquiry), *_what(enquiry), *_dates(enquiry, policy, today), *_sums(enquiry),
        *_items(enquiry),
    ]  # fmt: skip


def _who(enquiry: Enquiry) -> list[Finding]:
    if enquiry.customer_name or enquiry.contract_no:
        return []
    return [Finding("enquiry.no-customer", source="R032", field="customer_name")]


def _what(enquiry: Enquiry) -> list[Finding]:
    if enquiry.wishes or enquiry.reason_text:
        return []
    return [Finding("enquiry.nothing-wanted", source="R035", field="reason_text")]


def _dates(enquiry: Enquiry, policy: Policy, today: date) -> list[Finding]:
    due, days = _named_due(enquiry), enquiry.days_overdue
    if due is None:
        return []
    ahead = policy.enquiry.due_ahead_days
    if (due - today).days > ahead:
        facts = {"due": due, "days": (due - today).days, "limit": ahead}
        return [Finding("enquiry.due-too-far", facts, field="due_date")]
    counted = max(0, (today - due).days)
    if days is not None and days != counted:
        facts = {
            "due": due,
            "counted": counted,
            "days": days,
            "other": today - timedelta(days=days),
        }
        return [Finding("enquiry.days-contradict", facts, field="days_overdue")]
    return []


def _sums(enquiry: Enquiry) -> list[Finding]:
    parts = (enquiry.overdue_principal, enquiry.overdue_interest)
    if enquiry.amount is None or enquiry.amount_rounded:
        return []
    together = Money.total(part for part in parts if part is not None)
    if together == enquiry.amount or (None in parts and together < enquiry.amount):
        return []
    facts = {"amount": enquiry.amount, "sum": together}
    return [Finding("enquiry.sum-contradicts", facts, field="amount")]


def _items(enquiry: Enquiry) -> list[Finding]:
    """A missed item of which more was paid than was due is a slip of the pen."""
    return [
        Finding("enquiry.overpaid", {"paid": item.paid}, field=f"overdue_items[{number}].paid")
        for number, item in enumerate(enquiry.overdue_items, 1)
        if item.open < ZERO
    ]


def due_date(enquiry: Enquiry, today: date) -> date | None:
    """The due date as stated, else the oldest unpaid item's, else counted back from the days."""
    named = _named_due(enquiry)
    if named is not None or enquiry.days_overdue is None:
        return named
    return today - timedelta(days=enquiry.days_overdue)


def _named_due(enquiry: Enquiry) -> date | None:
    """The due date as stated, else the one of the oldest item that is not paid."""
    if enquiry.due_date is not None or not enquiry.overdue_items:
        return enquiry.due_date
    unpaid = [item.due for item in enquiry.overdue_items if item.open > 0]
    return min(unpaid or [item.due for item in enquiry.overdue_items])


def loan_as_stated(enquiry: Enquiry, today: date) -> Loan:
    """The loan as the customer states it; every figure's source is ``stated``."""
    values = {key: getattr(enquiry, key) for key in STATED}
    # An interest of 0.00 is known; only what was not said is left out.
    values = {key: value for key, value in values.items() if value not in (None, "", ())}
    values["due_date"] = due_date(enquiry, today)
    if enquiry.amount is None and enquiry.overdue_principal is not None:
        values["amount"] = enquiry.overdue_principal + (enquiry.overdue_interest or Money("0"))
    if enquiry.overdue_items and "amount" not in values:
        values["amount"] = Money.total(item.open for item in enquiry.overdue_items)
    values = {key: value for key, value in values.items() if value is not None}
    rounded = ("amount",) if enquiry.amount_rounded else ()
    sources = {key: Source("stated", today, key in rounded) for key in values}
    return Loan(
        contract_no=enquiry.contract_no,
        stated_amount=enquiry.amount,
        stated_due=due_date(enquiry, today),
        sources=sources,
        **values,
    )


def with_account(loan: Loan, account: Account) -> Loan:
    """The loan with the list's figures in the place of the stated ones (practice: whose figure).

    What the list does not know stays as stated; the stated amount and date are kept beside it.
    """
    values = {key: getattr(account, key) for key in FROM_ACCOUNT}
    if account.amount is not None:
        values["amount"] = account.amount
    values = {key: value for key, value in values.items() if value not in (None, "", ())}
    if account.guarantors and not loan.guarantors:
        values["guarantors"] = account.guarantors
    rounded = set(account.approximate)
    if rounded & {"overdue_principal", "overdue_interest"}:
        rounded.add("amount")
    listed = {key: Source("core_list", account.list_date, key in rounded) for key in values}
    return msgspec.structs.replace(
        loan, contract_no=account.contract_no, sources=loan.sources | listed, **values
    )


def differences(loan: Loan) -> list[Finding]:
    """Where what the customer states differs from the list: shown, never refused."""
    found: list[Finding] = []
    if loan.stated_amount is not None and loan.amount not in (None, loan.stated_amount):
        facts = {"stated": loan.stated_amount, "ours": loan.amount}
        found.append(Finding("enquiry.amount-differs", facts))
    if loan.stated_due is not None and loan.due_date not in (None, loan.stated_due):
        days = {"stated": loan.stated_due, "ours": loan.due_date}
        found.append(Finding("enquiry.due-differs", days))
    return found


def lacking(
    loan: Loan,
    reason: str,
    id_number: str,
    wanted: tuple[str, ...],
    extra: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """The keys still to be completed, in the form's order (practice: 待补).

    ``extra`` are the answers to the branch's own fields.
    """
    own = {key: (extra or {}).get(key) for key in wanted if key not in Enquiry.__struct_fields__}
    known = own | {
        "reason": "" if reason == "unknown" else reason,
        "id_number": id_number,
        "due_date": loan.due_date or (loan.overdue_items[0].due if loan.overdue_items else None),
    }
    return tuple(k for k in wanted if known.get(k, getattr(loan, k, "x")) in (None, "", ()))
