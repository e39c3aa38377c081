"""What lowers the penalty without a payment: waivers whose condition was met, reversals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Case
from branchdesk.model.waiver import Waiver


class Credit(msgspec.Struct, frozen=True):
    """Penalty that is no longer owed from a day on."""

    on: date
    """From here on it counts, once it took effect: the day of the asking."""
    seq: int
    amount: Money
    effective: date
    """The day on which its condition was met."""

    @property
    def order(self) -> tuple[date, int]:
        """By day, then by record, as payments are."""
        return (self.on, self.seq)


Came = tuple[date, Money]
"""A payment that is about to be recorded: its day and its amount."""


def credits_of(case: Case, until: date, came: Came | None = None) -> tuple[Credit, ...]:
    """The waivers that took effect up to a day, in their order; a fallen one leaves nothing.

    The waived penalty counts as given up from the asking on, so that the payments which met the
    condition settle the rest and not what was waived.
    """
    return tuple(_credits(case, until, came))


def _credits(case: Case, until: date, came: Came | None) -> Iterator[Credit]:
    for waiver in case.waivers:
        met = met_on(case, waiver, until, came)
        if waiver.state == "granted" and waiver.decided_on is not None and met is not None:
            effective = max(met, waiver.decided_on)
            if effective <= until:
                yield Credit(waiver.on, waiver.seq, waiver.amount, effective)


def met_on(case: Case, waiver: Waiver, until: date, came: Came | None = None) -> date | None:
    """The day up to ``until`` on which enough had come in, or None while it has not.

    Payments received from the asking to the last day and recorded after it count.
    """
    sums = [
        (p.on, p.amount)
        for p in sorted(case.payments, key=lambda p: p.order)
        if p.stands and p.seq > waiver.seq
    ]
    left = waiver.pay
    for on, amount in sorted([*sums, *([came] if came else [])], key=lambda one: one[0]):
        if waiver.on <= on <= min(waiver.pay_by, until):
            left = max(ZERO, left - amount)
            if not left:
                return on
    return None


def cleared_through(case: Case, until: date) -> date | None:
    """The last day whose penalty was reversed as the bank's own doing, or None."""
    days = [
        r.decided_on
        for r in case.reversals
        if r.state == "granted" and r.decided_on is not None and r.decided_on <= until
    ]
    return max(days, default=None)
