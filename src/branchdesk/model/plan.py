"""An instalment plan: proposed by one, granted by another, then in force."""

from __future__ import annotations

from datetime import date
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
