"""An enquiry as it was told: what the caller said, in the keys of forms/enquiry.toml."""

from datetime import date, datetime
from decimal import Decimal

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.loan import Guarantor, OverdueItem


class Enquiry(msgspec.Struct, frozen=True, kw_only=True):
    """One enquiry; an empty value was not given."""

    channel: str
    at: datetime | None = None
    by: str = ""
    customer_name: str = ""
    customer_kind: str = ""
    id_number: str = ""
    contact_person: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    caller_relation: str = ""
    identity_checked: tuple[str, ...] = ()
    product: str = ""
    contract_no: str = ""
    amount: Money | None = None
    amount_rounded: bool = False
    overdue_principal: Money | None = None
    overdue_interest: Money | None = None
    loan_balance: Money | None = None
    contract_rate: Decimal | None = None
    penalty_uplift: Decimal | None = None
    overdue_items: tuple[OverdueItem, ...] = ()
    due_date: date | None = None
    days_overdue: int | None = None
    reason: str = ""
    reason_text: str = ""
    wishes: str = ""
    guarantors: tuple[Guarantor, ...] = ()
    collateral: str = ""
    papers_seen: tuple[str, ...] = ()
    first_overdue: bool | None = None
    came_forward: bool | None = None
    extra: dict[str, str] = {}
