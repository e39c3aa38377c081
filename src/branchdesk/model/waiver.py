"""A waiver of penalty interest outside a plan: asked for, granted, and then on a condition."""

from datetime import date
from typing import Literal

import msgspec

from branchdesk.basics.money import Money

WaiverState = Literal["asked", "granted", "refused", "lapsed"]


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A waiver with what it rests on; whether its condition was met the payments tell."""

    id: str
    """Such as ``W-1``; one run in each case."""
    amount: Money
    """The penalty to be waived, yuan."""
    penalty: Money
    """The penalty owed when it was asked for."""
    cap: Money
    """What the ordinary conditions allow of it."""
    pay: Money
    """What must come in, from the asking on."""
    pay_by: date
    """By which day it must be there; the day counts."""
    on: date
    seq: int
    """The entry that asked for it: payments after it meet the condition."""
    by: str
    ground: str
    first_overdue: str = "unknown"
    came_forward: str = "unknown"
    days: int | None = None
    override: str = ""
    """The special reason in writing, where an ordinary condition is not met (R141)."""
    failed: tuple[str, ...] = ()
    """The conditions that were not met, by the codes of their findings."""
    approval: str
    state: WaiverState = "asked"
    decided_on: date | None = None


class Reversal(msgspec.Struct, frozen=True, kw_only=True):
    """A penalty that the bank itself caused, taken back in full: it is no waiver."""

    id: str
    """Such as ``RV-1``; one run in each case."""
    amount: Money
    """The penalty and compound interest of the day on which it was asked for, yuan."""
    on: date
    by: str
    ground: str
    evidence: str
    approval: str
    credit_days: int
    """In how many days the credit record must be corrected, counted from the decision."""
    state: WaiverState = "asked"
    decided_on: date | None = None
    """From this day on nothing of the penalty up to it is owed."""
