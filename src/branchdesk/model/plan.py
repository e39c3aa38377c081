"""An instalment plan: proposed by one, granted by another, then in force."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from branchdesk.basics.money import ZERO, Money

PlanState = Literal["proposed", "granted", "refused", "replaced", "breached"]


class Instalment(msgspec.Struct, frozen=True, kw_only=True):
    """One period of a plan, yuan."""

    no: int
    due: date
    principal: Money
    """The part of the confirmed debt that falls to this period."""
    interest: Money
    """The running interest to this date, estimated: the day of payment decides."""
    total: Money
    balance: Money
    """What is left of the confirmed debt after it."""


class CardTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan for a credit card settles besides the instalments; empty is not settled."""

    beyond_means: bool | None = None
    """The debt is beyond the holder's means and the holder is willing to pay."""
    currency: Literal["", "cny", "converted"] = ""
    method: Literal["", "auto_debit", "transfer", "counter"] = ""
    charges: Literal["", "go_on", "stop"] = ""
    """Whether fees and interest go on during the plan."""
    charge_rate: Decimal | None = None
    """Share a year, where they go on."""
    no_new_card: bool | None = None
    """The holder promises to apply for no card until all is settled."""
    duties_told: bool | None = None
    other: str = ""
    agreed_by: Literal["", "written", "oral"] = ""
    recording: str = ""
    """Which recording, kept until all is settled."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with what it rests on; a changed plan is a new one and replaces the old."""

    id: str
    """Such as ``P-1``."""
    debt: Money
    """The debt at confirmation, less what is waived."""
    as_of: date
    periods: int
    first: date
    schedule: tuple[Instalment, ...]
    income: Money | None = None
    """The stated income a month, or the net cash flow of an enterprise."""
    no_income_because: str = ""
    waive: Money = ZERO
    outgoings: Money | None = None
    debts: Money | None = None
    guarantor_consents: bool | None = None
    made_by: str = ""
    made_on: date | None = None
    approval: str = ""
    seq: int = 0
    """The entry that proposed it: payments recorded after it go to its instalments."""
    state: PlanState = "proposed"
    card: CardTerms | None = None
    """Only where the product is a credit card."""
