"""A number of loans and their amount, added up together."""

from __future__ import annotations

import msgspec

from branchdesk.basics.money import ZERO, Money


class Sum(msgspec.Struct, frozen=True):
    """How many, and how much in yuan; ``unpriced`` of them have no known amount."""

    count: int = 0
    amount: Money = ZERO
    unpriced: int = 0

    def __add__(self, other: Sum) -> Sum:
        """Both together."""
        return Sum(
            self.count + other.count, self.amount + other.amount, self.unpriced + other.unpriced
        )
