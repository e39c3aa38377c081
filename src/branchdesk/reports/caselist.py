"""The lines of the case list, and the search over them."""

from __future__ import annotations

from branchdesk.basics.pinyin import matches_initials
from branchdesk.basics.text import search_key
from branchdesk.model.row import CaseRow
from branchdesk.reports.case import CaseSheet


def row_of(sheet: CaseSheet, month: str) -> CaseRow:
    """The line of a case; ``month`` is the archive month of a sealed one."""
    case, customer = sheet.case, sheet.customer
    phones = ["".join(c for c in p if c.isdigit()) for p in customer.phones]
    words = [customer.name, case.number, case.loan.contract_no, customer.id_number, *phones]
    return CaseRow(
        number=case.number,
        customer=customer.name,
        state=case.state,
        klass=sheet.klass,
        confirmed=sheet.confirmed,
        severity=sheet.severity,
        days_past_due=sheet.days,
        amount=sheet.overdue,
        assigned_to=sheet.standing.assigned.works,
        level=sheet.standing.level,
        book=sheet.standing.book,
        habit_grade=sheet.habit_grade.grade,
        arrears_grade=sheet.arrears_grade.grade,
        next_on=case.next_on,
        keys="\n".join(search_key(word) for word in words),
        month=month,
    )


def matches(row: CaseRow, typed: str) -> bool:
    """True where name, pinyin initials, identity tail, phone, contract or case number fit."""
    key = search_key(typed)
    if not key or key in row.keys:
        return True
    bare = key.replace(" ", "").replace("-", "")
    if bare.isdigit() and bare in row.keys:
        return True
    return key.isascii() and key.isalpha() and matches_initials(row.customer, key)
