"""Case sheets of the open desk: a case with all that our records hold around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.desk.gate import Gate
from branchdesk.model.kept.kin import Kin
from branchdesk.reports.case import CaseSheet, Surroundings, judge
from branchdesk.reports.neighbours import Neighbours
from branchdesk.rules.desk.gate import GATES, Known, gates
from branchdesk.rules.letter import drawn_on

BEFORE = tuple(GATES)
"""The steps of a case, in their order."""


def find_case(desk: Desk, number: str) -> tuple[Case, Customer, str]:
    """The case, its customer, and its archive month (empty while open). Raises BadInput."""
    case = desk.book.cases.get(number)
    if case is not None:
        customer = desk.book.customers.get(case.customer_id)
        return case, customer or Customer(id=case.customer_id, name="?"), ""
    sealed = desk.archive.get(number)
    if sealed is not None:
        return sealed.case, sealed.customer, sealed.month
    stone = desk.book.tombstones.get(number)
    if stone is not None:
        facts = {"number": number, "on": stone.purged_on, "id": stone.approval}
        raise BadInput(Finding("case.purged", facts))
    raise BadInput(Finding("case.none", {"number": number[:60]}))


def open_case(desk: Desk, number: str) -> Case:
    """The open case of this number. Raises BadInput where there is none or it is archived."""
    case, _, month = find_case(desk, number)
    if month:
        raise BadInput(Finding("case.archived", {"number": number, "month": month}))
    return case


def case_sheet(desk: Desk, number: str, as_of: date | None = None) -> CaseSheet:
    """The sheet of a case, open or archived, for a day (today). Raises BadInput."""
    case, customer, _ = find_case(desk, number)
    return sheet_of(desk, case, customer, as_of)


def sheet_by_form(desk: Desk, number: str, values: Mapping[str, Any]) -> CaseSheet:
    """The case judged for the day of forms/as_of.toml. Raises BadInput beside the field."""
    filled, faults = fill_in(desk.form("as_of"), values, desk.today)
    if faults:
        raise BadInput(faults)
    return case_sheet(desk, number, filled["on"])


def sheet_of(
    desk: Desk, case: Case, customer: Customer | None = None, as_of: date | None = None
) -> CaseSheet:
    """The sheet of a case in hand."""
    day = as_of or desk.today
    customer = customer or desk.book.customers.get(case.customer_id)
    wanted = tuple(f.key for f in desk.form("enquiry").fields if f.complete)
    return judge(
        case,
        customer or Customer(id=case.customer_id, name="?"),
        _around(desk, case),
        wanted,
        desk.policies.on(day),
        day,
    )


def lacks(desk: Desk, number: str, before: str = "") -> tuple[Gate, ...]:
    """What an open case still lacks before each step, or before one of them. Raises BadInput."""
    return lacking_of(desk, sheet_of(desk, open_case(desk, number)), before)


def lacking_of(desk: Desk, sheet: CaseSheet, before: str = "") -> tuple[Gate, ...]:
    """The same for a sheet of today in hand."""
    case, klass = sheet.case, sheet.klass or sheet.suggestion.klass
    day = drawn_on(case, "", desk.today)
    drawn = sheet if day == sheet.as_of else sheet_of(desk, case, sheet.customer, day)
    known = Known(
        case=case, klass=klass, customer=sheet.customer,
        identity_verified=sheet.identity_verified, to_complete=sheet.to_complete,
        form=desk.form("enquiry"), branch=desk.branch, debt=sheet.debt, days=sheet.days,
        policy=sheet.policy, today=desk.today,
        drawn_on=day, drawn_days=drawn.days, drawn_policy=drawn.policy,
    )  # fmt: skip
    return gates(known, before)


def _around(desk: Desk, case: Case) -> Surroundings:
    known = neighbours(desk)
    others = tuple(n for n in known.cases_of(case.customer_id) if n != case.number)
    account = desk.book.accounts.glance(case.loan.contract_no) if case.loan.contract_no else None
    return Surroundings(
        account,
        others,
        known.oldest_list,
        known.end_of(case.previous),
        known.followed_by(case.number),
    )


def neighbours(desk: Desk) -> Neighbours:
    """What stands around the cases of a desk now: every change writes an audit row."""
    known = desk.neighbours = desk.neighbours or Neighbours()
    book, row = desk.book, desk.book.last_audit()
    head = row.digest if row else ""
    if known.head != head:
        known.follow(book.cases.seen_as(Kin))
        sealed = ((r.number, r.customer_id, r.end, r.previous) for r in desk.archive.rows())
        known.follow_sealed((desk.archive.state, len(book.tombstones)), sealed)
        known.oldest_list = min((one.as_of for one in book.lists), default=None)
        known.head = head
    return known
