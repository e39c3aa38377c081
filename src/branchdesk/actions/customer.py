"""Customers: found again by their identity number, never merged by name alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import Change, change
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import read_ground
from branchdesk.actions.handed import into_record
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.identity import check_identity
from branchdesk.basics.text import half_width, search_key
from branchdesk.intake.form import fill_in
from branchdesk.model.customer import Customer
from branchdesk.model.enquiry import Enquiry


def digits(phone: str) -> str:
    """The digits of a telephone number: what two numbers are compared by."""
    return "".join(c for c in half_width(phone) if c.isdigit())


def find_or_make(desk: Desk, ch: Change, enquiry: Enquiry) -> tuple[Customer, list[Finding]]:
    """The customer of an enquiry: the one with the same identity number, else a new one.

    A customer of the same name and phone without a number is pointed out, never merged.
    """
    same = _same_identity(desk, enquiry.id_number)
    if same is not None:
        findings = []
        if search_key(same.name) != search_key(enquiry.customer_name):
            findings.append(Finding("customer.name-differs", {"name": same.name}))
        return _with_contact(ch, same, enquiry), findings
    findings = []
    alike = _alike(desk, enquiry)
    if alike is not None:
        findings.append(Finding("customer.maybe-same", {"id": alike.id}))
    customer = Customer(
        id=f"C{ch.commit.next('customer'):05d}",
        name=enquiry.customer_name,
        kind=_kind(enquiry),
        id_number=enquiry.id_number,
        contact_person=enquiry.contact_person,
        phones=(enquiry.phone,) if enquiry.phone else (),
        email=enquiry.email,
        address=enquiry.address,
        version=1,
    )
    act = "case.open" if enquiry.channel == "bank_list" else "enquiry.add"
    ch.record(act, customer.id, customer)
    return customer, findings


def _kind(enquiry: Enquiry) -> Any:
    if enquiry.customer_kind or not enquiry.id_number:
        return enquiry.customer_kind
    identity = check_identity(enquiry.id_number)
    kinds = {"resident": "person", "uscc": "enterprise"}
    return kinds[identity.kind] if identity else ""


def _same_identity(desk: Desk, id_number: str) -> Customer | None:
    if not id_number:
        return None
    return next((c for c in desk.book.customers if c.id_number == id_number), None)


def _alike(desk: Desk, enquiry: Enquiry) -> Customer | None:
    phone, name = digits(enquiry.phone), search_key(enquiry.customer_name)
    for customer in desk.book.customers:
        known = [digits(p) for p in customer.phones]
        if phone and phone in known and search_key(customer.name) == name:
            return customer
    return None


def called_again(desk: Desk, ch: Change, customer_id: str, enquiry: Enquiry) -> list[Finding]:
    """The customer's record completed from another enquiry about the same loan.

    An identity number that is not theirs, or another customer's, is pointed out, never taken.
    """
    customer = desk.book.customers.get(customer_id)
    if customer is None:
        return []
    number, same = enquiry.id_number, _same_identity(desk, enquiry.id_number)
    if number and (customer.id_number or same) and customer != same:
        return [Finding("customer.identity-differs", {"id": customer.id})]
    if enquiry.caller_relation not in ("", "self", "legal_representative"):
        # Who calls for somebody else leaves their own number: it stays with the enquiry.
        enquiry = msgspec.structs.replace(enquiry, phone="")
    _with_contact(ch, customer, enquiry)
    return []


def _with_contact(ch: Change, customer: Customer, enquiry: Enquiry) -> Customer:
    """A new phone is added; gaps of the record are filled; nothing known is replaced."""
    known = {digits(p) for p in customer.phones}
    phones = customer.phones
    if enquiry.phone and digits(enquiry.phone) not in known:
        phones = (*phones, enquiry.phone)
    gaps = {
        key: getattr(enquiry, key)
        for key in ("id_number", "contact_person", "email", "address")
        if getattr(enquiry, key) and not getattr(customer, key)
    }
    fuller = msgspec.structs.replace(customer, phones=phones, **gaps)
    if fuller == customer:
        return customer
    fuller = msgspec.structs.replace(fuller, version=customer.version + 1)
    act = "case.open" if enquiry.channel == "bank_list" else "enquiry.add"
    ch.record(act, customer.id, fuller)
    return fuller


def edit_customer(desk: Desk, customer_id: str, raw: Mapping[str, Any], ground: str) -> Customer:
    """The corrected record; every open case of the customer gets an entry. Raises BadInput."""
    customer = desk.book.customers.get(customer_id)
    if customer is None:
        raise BadInput(Finding("customer.none", {"id": customer_id}))
    filled, faults = fill_in(desk.form("customer"), raw, None)
    ground, wrong = read_ground(ground)
    faults += wrong
    same = _same_identity(desk, filled.get("id_number", ""))
    if same is not None and same.id != customer.id:
        faults.append(Finding("customer.identity-taken", {"id": same.id}, field="id_number"))
    if not filled and not faults:
        faults.append(Finding("case.nothing-given"))
    if faults:
        raise BadInput(faults)
    before = {key: _before(customer, key) for key in filled}
    if "phone" in filled:
        filled["phones"] = (filled.pop("phone"), *customer.phones[1:])
    kept = into_record(filled, Customer, customer.extra)
    edited = msgspec.structs.replace(customer, version=customer.version + 1, **kept)
    with change(desk) as ch:
        ch.record("case.edit", customer.id, edited)
        for case in [c for c in desk.book.cases if c.customer_id == customer.id]:
            ch.save(
                case, "case.edit", "customer_edited", keys=sorted(before), before=before,
                ground=ground,
            )  # fmt: skip
    return edited


def _before(customer: Customer, key: str) -> Any:
    if key == "phone":
        return customer.phones
    return getattr(customer, key, customer.extra.get(key))
