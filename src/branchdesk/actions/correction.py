"""The correction of a case on the screen: the enquiry's answers as they stand, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.case import IN_CUSTOMER, IN_ENQUIRY, IN_LOAN, edit
from branchdesk.actions.customer import edit_customer
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import OWN_KEYS
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_text
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.form import Form

NUMBERS = ("id_number", "phone")
"""What the screens never show in full without a reason."""


def correction_form(desk: Desk) -> Form:
    """The answers that may be corrected, those of the branch too, and the ground at the end."""
    form = desk.form("enquiry")
    fields = [
        msgspec.structs.replace(field, required=False, show=True)
        for field in form.fields
        if (field.key in IN_ENQUIRY or field.key in IN_LOAN or field.key not in OWN_KEYS)
        and field.key not in IN_CUSTOMER
        and field.kind != "rows"
    ]
    ground = desk.form("ground").fields
    return Form("correction", form.title, (*fields, *ground))


def answers(desk: Desk, number: str) -> dict[str, Any]:
    """What stands in the case now, as a person would type it."""
    case = open_case(desk, number)
    known = {key: getattr(case.loan, key) for key in IN_LOAN if getattr(case.loan, key)}
    known |= {key: getattr(case.enquiry, key) for key in IN_ENQUIRY if getattr(case.enquiry, key)}
    keys = {field.key for field in correction_form(desk).fields}
    return {k: _typed(v) for k, v in (known | case.extra).items() if k in keys}


def _typed(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def customer_form(desk: Desk) -> Form:
    """The customer's record, and the ground at the end."""
    form = desk.form("customer")
    return Form("customer", form.title, (*form.fields, *desk.form("ground").fields))


def customer_answers(desk: Desk, customer_id: str) -> dict[str, Any]:
    """What stands in the customer's record now; numbers are typed anew, they are not shown."""
    customer = desk.book.customers.get(customer_id)
    if customer is None:
        raise BadInput(Finding("customer.none", {"id": customer_id}))
    known = {key: getattr(customer, key, "") for key in desk.form("customer").keys}
    shown = {
        k: mask_text(v) if isinstance(v, str) else v for k, v in (known | customer.extra).items()
    }
    return {k: v for k, v in shown.items() if v and k not in NUMBERS}


def correct_customer(
    desk: Desk, customer_id: str, before: Mapping[str, Any], values: Mapping[str, Any]
) -> Customer:
    """The customer's record with the answers that differ from those before. Raises BadInput."""
    changed = {k: v for k, v in values.items() if k != "ground" and v != before.get(k, "")}
    return edit_customer(desk, customer_id, changed, str(values.get("ground", "")))


def correct(desk: Desk, number: str, before: Mapping[str, Any], values: Mapping[str, Any]) -> Case:
    """The case with the answers that differ from those before. Raises BadInput."""
    changed = {
        key: value
        for key, value in values.items()
        if key != "ground" and str(value) != str(before.get(key, ""))
    }
    if not changed:
        raise BadInput(Finding("case.nothing-given"))
    top = {key: value for key, value in changed.items() if key in OWN_KEYS}
    extra = {key: value for key, value in changed.items() if key not in OWN_KEYS}
    raw = {**top, "extra": extra} if extra else top
    return edit(desk, number, raw, str(values.get("ground", "")), screen=True)
