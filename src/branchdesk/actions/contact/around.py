"""All contacts of a customer and of a number, over every case, open or archived."""

from __future__ import annotations

from collections.abc import Iterator

from branchdesk.actions.desk import Desk
from branchdesk.model.case import Case
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.rules.contact import contact_of


def around(desk: Desk, customer_id: str, number: str) -> list[Contact]:
    """The contacts of a customer over all their cases, and those of the same number."""
    found = (
        contact_of(case, entry, customer)
        for case, customer in _cases(desk, customer_id, number)
        for entry in case.contacts
    )
    return [c for c in found if c.customer_id == customer_id or (number and c.number == number)]


def _cases(desk: Desk, customer_id: str, number: str) -> Iterator[tuple[Case, Customer | None]]:
    """All open cases, and the archived ones that may have such a contact."""
    for case in desk.book.cases:
        yield case, desk.book.customers.get(case.customer_id)
    for row in desk.archive.rows():
        if row.customer_id == customer_id or (number and number in row.numbers):
            sealed = desk.archive.get(row.number)
            if sealed is not None:
                yield sealed.case, sealed.customer
