"""The end of a month, frozen: every figure printed of it is added up from these lines."""

from datetime import date

import msgspec

from branchdesk.basics.money import Money


class LoanLine(msgspec.Struct, frozen=True, kw_only=True):
    """One overdue loan on the cut-off day: of the register, of a case, or of both."""

    case: str = ""
    """Empty for an account of the register that nobody works on yet."""
    contract_no: str = ""
    customer: str
    product: str = ""
    klass: str = ""
    """non_malicious, malicious, suspected, technical; empty while undecided."""
    severity: str = ""
    """Empty where the due date is unknown."""
    days: int | None = None
    amount: Money | None = None
    """Overdue principal + overdue interest; None where nobody knows it."""
    manager: str = ""
    listed: bool = False
    """True where the bank's list of the cut-off has it: then days and amount are the list's."""


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was recorded in the month."""

    on: date
    """The day on which it was recorded: an entry made late counts in the month it was made in."""
    kind: str
    """received, reopened, closed, plan_proposed, plan_granted, plan_refused, paid, pay_reversed,
    waiver_granted."""
    outcome: str = ""
    """The end state, for ``closed``."""
    case: str
    contract_no: str = ""
    """Of its loan; empty in months closed before this was kept."""
    customer: str
    amount: Money | None = None


class MonthEnd(msgspec.Struct, frozen=True, kw_only=True):
    """A month as it stood on its cut-off day; once closed it never changes again."""

    month: str
    """Such as ``2026-10``."""
    as_of: date
    """The cut-off: the month's last day, or the business day while the month runs."""
    list_as_of: date | None = None
    """The data date of the list the lines come from; None where there was none."""
    closed: bool = False
    open_before: int = 0
    """Cases open at the end of the day before the month."""
    lines: tuple[LoanLine, ...] = ()
    happenings: tuple[Happening, ...] = ()
    anchor: str = ""
    """Number and first 16 digits of the audit chain's head when it was drawn up."""
