"""The loan of a case, with where each figure comes from (whose figure it is)."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.terms import Terms

SourceKind = Literal["stated", "core_list", "core_checked"]


class Source(msgspec.Struct, frozen=True):
    """Where a figure comes from and of which day it is."""

    kind: SourceKind
    on: date
    approximate: bool = False
    """True where it was rounded to 万."""


class Guarantor(msgspec.Struct, frozen=True):
    """A guarantor as recorded; kind and period may be unknown."""

    name: str
    kind: Literal["joint", "general", "unknown"] = "unknown"
    phone: str = ""
    until: date | None = None
    """The last day of the guarantee period where the contract names one."""
    contract_no: str = ""
    maximum: Money | None = None
    """The most that is guaranteed, yuan; None where it is the whole debt or unknown."""
    address: str = ""
    earlier_names: tuple[str, ...] = ()
    """As they were written before a correction: older entries name them so."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and those that stood before it."""
        return (self.name, *self.earlier_names)


class OverdueItem(msgspec.Struct, frozen=True):
    """One missed instalment of a loan, in yuan."""

    due: date
    principal: Money
    interest: Money
    period: int = 0
    paid: Money = Money("0")

    @property
    def open(self) -> Money:
        """What is still unpaid of it."""
        return self.principal + self.interest - self.paid


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """Figures compared with the core system: what stood there for one day."""

    as_of: date
    principal: Money
    interest: Money
    penalty: Money
    compound: Money = Money("0")
    fees: Money = Money("0")
    by: str = ""
    on: date | None = None

    @property
    def total(self) -> Money:
        """All parts together."""
        return self.principal + self.interest + self.penalty + self.compound + self.fees


class Loan(msgspec.Struct, frozen=True, kw_only=True):
    """A loan as the case knows it; ``sources`` says of each figure whose it is."""

    product: str = ""
    contract_no: str = ""
    loan_amount: Money | None = None
    loan_balance: Money | None = None
    amount: Money | None = None
    """Overdue principal + overdue interest; the penalty stands apart."""
    overdue_principal: Money | None = None
    overdue_interest: Money | None = None
    contract_rate: Decimal | None = None
    """Share a year."""
    penalty_uplift: Decimal | None = None
    """Share by which the penalty rate exceeds the contract rate; None = unknown, never 0."""
    due_date: date | None = None
    overdue_items: tuple[OverdueItem, ...] = ()
    guarantors: tuple[Guarantor, ...] = ()
    collateral: str = ""
    stated_amount: Money | None = None
    stated_due: date | None = None
    core_days: int | None = None
    core_class: str = ""
    manager: str = ""
    terms: Terms = Terms()
    sources: dict[str, Source] = {}
    checked: tuple[Checked, ...] = ()
    """Oldest first; the last one counts."""
