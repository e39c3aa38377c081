"""An account of the register: what the core system's overdue list says of one contract."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.loan import Guarantor, OverdueItem

Change = Literal["new", "increased", "decreased", "unchanged", "gone"]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One contract as the newest list has it; money in yuan."""

    contract_no: str
    customer_name: str
    customer_kind: str = ""
    id_number: str = ""
    contact_person: str = ""
    phone: str = ""
    product: str = ""
    loan_amount: Money | None = None
    loan_balance: Money | None = None
    overdue_principal: Money | None = None
    overdue_interest: Money | None = None
    contract_rate: Decimal | None = None
    due_date: date | None = None
    core_days: int | None = None
    core_class: str = ""
    security: str = ""
    guarantors: tuple[Guarantor, ...] = ()
    manager: str = ""
    note: str = ""
    overdue_items: tuple[OverdueItem, ...] = ()
    approximate: tuple[str, ...] = ()
    """The fields that the list gave rounded to 万."""
    list_date: date
    first_seen: date
    change: Change = "new"
    """Against the list before."""
    returned: bool = False
    """It left the lists once and came back: the delinquency is not the first."""
    before: Money | None = None
    """The overdue amount on the list before."""
    extra: dict[str, str] = {}

    @property
    def amount(self) -> Money | None:
        """Overdue principal + overdue interest, or None where neither is known."""
        if self.overdue_principal is None and self.overdue_interest is None:
            return None
        zero = Money("0")
        return (self.overdue_principal or zero) + (self.overdue_interest or zero)


class ListHead(msgspec.Struct, frozen=True, kw_only=True):
    """One imported list: its data date and which file of D/lists/ keeps it."""

    as_of: date
    file: str
    sha256: str
    rows: int
    at: str
    by: str
