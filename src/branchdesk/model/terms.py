"""What the loan contract agreed on; whatever is not said here follows the policy."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.payment import Part

Compound = Literal["", "none", "on_interest", "on_interest_and_penalty"]
Order = Literal["", "statutory", "penalty_first", "principal_first"]
ORDERS: dict[str, tuple[Part, ...]] = {
    "statutory": ("fees", "interest", "penalty", "compound", "principal"),
    "penalty_first": ("fees", "penalty", "compound", "interest", "principal"),
    "principal_first": ("fees", "principal", "interest", "penalty", "compound"),
}
"""The order in which a payment settles, where the contract agreed on one (Civil Code 561)."""


class RateStep(msgspec.Struct, frozen=True):
    """The contract rate from a day on, share a year: a repricing."""

    since: date
    rate: Decimal


class Fee(msgspec.Struct, frozen=True):
    """A cost that the borrower owes by contract or judgment, in yuan."""

    on: date
    what: str
    amount: Money


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """The contract's terms; an empty one is unknown and follows the policy."""

    contract_name: str = ""
    signed_on: date | None = None
    disbursed_on: date | None = None
    maturity: date | None = None
    repayment_method: str = ""
    rate_type: str = ""
    repricing: str = ""
    rates: tuple[RateStep, ...] = ()
    system_uplift: Decimal | None = None
    """The uplift that the core system counts with, share: it may differ from the contract's."""
    compound: Compound = ""
    """Empty and none: unpaid interest bears no compound interest."""
    interest_day: Literal["", "month", "quarter"] = ""
    """When penalty is added to what bears compound interest, where that was agreed."""
    basis: Literal["", "360", "365"] = ""
    as_of_included: bool | None = None
    rounding: Literal["", "half_up", "down"] = ""
    grace_days: int | None = None
    """Days after the due date on which a payment still counts as on time."""
    order: Order = ""
    jurisdiction: str = ""
    service_address: str = ""
    repayment_account: str = ""
    interest_stops_on: date | None = None
    """The day on which a court accepted the borrower's bankruptcy: interest stops (law art. 46)."""
    accelerated_on: date | None = None
    """The day on which the bank declared the whole loan due; its periods run from there."""
    claims_from: date | None = None
    """The day of the court's notice of the bankruptcy: the time to file a claim runs from it."""
    claims_until: date | None = None
    """The last day to file a claim by the court's notice of the bankruptcy."""
    claim_filed_on: date | None = None
    fees: tuple[Fee, ...] = ()
