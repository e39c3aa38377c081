"""What lists and search need of a case, and no more."""

from datetime import date

import msgspec

from branchdesk.basics.money import Money


class CaseRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of the case list."""

    number: str
    customer: str
    state: str
    klass: str = ""
    confirmed: bool = True
    severity: str = ""
    days_past_due: int | None = None
    amount: Money | None = None
    assigned_to: str = ""
    level: str = ""
    book: str = ""
    habit_grade: str = ""
    arrears_grade: str = ""
    next_on: date | None = None
    customer_id: str = ""
    keys: str = ""
    """What search looks in: search keys of name, numbers and phones."""
    initials: str = ""
    """The name in the signs of its pinyin initials, likewise."""
    month: str = ""
    """The archive month, for an archived case."""
