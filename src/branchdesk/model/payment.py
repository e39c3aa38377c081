"""A payment on an overdue loan: what came in, and which parts of the debt it settled."""

from datetime import date, datetime
from typing import Literal

import msgspec

from branchdesk.basics.money import ZERO, Money

Part = Literal["fees", "interest", "penalty", "compound", "principal"]
PARTS: tuple[Part, ...] = ("fees", "interest", "penalty", "compound", "principal")


class Allocation(msgspec.Struct, frozen=True, kw_only=True):
    """A payment taken apart, yuan: the parts and the rest add up to it, none is below zero."""

    fees: Money = ZERO
    interest: Money = ZERO
    penalty: Money = ZERO
    compound: Money = ZERO
    principal: Money = ZERO
    rest: Money = ZERO
    """What no part took: paid too much, or open where ``unknown`` names a part."""
    unknown: Part | None = None
    """The part at which the order stopped, because nobody knows how much of it is owed."""

    @property
    def open(self) -> Money:
        """What lies open between the unknown part and those behind it."""
        return self.rest if self.unknown else ZERO

    @property
    def over(self) -> Money:
        """What was paid beyond everything that is owed."""
        return ZERO if self.unknown else self.rest

    def of(self, part: str) -> Money | None:
        """What went to a part; None where that is unknown."""
        value: Money = getattr(self, part)
        return None if part == self.unknown else value


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """What was received on one day, as it was recorded; a wrong one is reversed, never erased."""

    id: str
    """Such as ``PAY-1``; one run in each case."""
    amount: Money
    on: date
    """The day on which it was received."""
    by: str
    """Who recorded it."""
    at: datetime
    """When it was recorded."""
    seq: int
    """The entry of the case's history that recorded it: what came first on a day."""
    parts: Allocation
    basis: date | None = None
    """The day of the checked figures it was allocated by; None: by our own calculation."""
    source: str = ""
    """How it came: a choice of forms/payment.toml, or empty."""
    note: str = ""
    reversed_by: int | None = None
    """The entry that took it back."""

    @property
    def stands(self) -> bool:
        """False where it was reversed."""
        return self.reversed_by is None

    @property
    def order(self) -> tuple[date, int]:
        """By day, then by record: payments of one day settle in the order they were recorded."""
        return (self.on, self.seq)
