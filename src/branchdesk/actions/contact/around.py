"""All contacts of a customer and of a number, over every case, open or archived."""

from __future__ import annotations

from collections.abc import Iterator

from branchdesk.actions.desk import Desk
from branchdesk.model.case import Case
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.rules.contact import contact_of


def history(desk: Desk) -> list[Contact]:
    """Every contact that is recorded, with its customer."""
    return [
        contact_of(case, entry, customer)
        for case, customer in _cases(desk)
        for entry in case.contacts
    ]


def around(desk: Desk, customer_id: str, number: str) -> list[Contact]:
    """The contacts of a customer over all their cases, and those of the same number."""
    return [
        c for c in history(desk) if c.customer_id == customer_id or (number and c.number == number)
    ]


def _cases(desk: Desk) -> Iterator[tuple[Case, Customer | None]]:
    for case in desk.book.cases:
        yield case, desk.book.customers.get(case.customer_id)
    for sealed in desk.archive.all():
        yield sealed.case, sealed.customer
