"""What lowers the penalty without a payment: waivers whose condition was met, reversals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Case
from branchdesk.model.plan import Plan
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
    return (*_credits(case, until, came), *_plan_credits(case, until, came))


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
    left = waiver.pay
    for on, amount in _received(case, waiver.on, waiver.seq, min(waiver.pay_by, until), came):
        left = max(ZERO, left - amount)
        if not left:
            return on
    return None


def came_for(
    case: Case, plan: Plan, until: date, came: Came | None = None
) -> list[tuple[date, Money]]:
    """What came in for a plan up to a day: received and recorded after it was proposed."""
    return _received(case, plan.as_of, plan.seq, until, came)


def _received(
    case: Case, since: date, seq: int, until: date, came: Came | None
) -> list[tuple[date, Money]]:
    sums = [(p.on, p.amount) for p in case.payments if p.stands and p.seq > seq]
    more = [came] if came else []
    return sorted((one for one in [*sums, *more] if since <= one[0] <= until), key=lambda o: o[0])


def _plan_credits(case: Case, until: date, came: Came | None) -> Iterator[Credit]:
    """The waiver within a plan takes effect when the last instalment is paid, never before."""
    plan = case.plan_in_force
    if plan is None or not plan.waive or not plan.schedule:
        return
    left = Money.total(one.total for one in plan.schedule)
    for on, amount in came_for(case, plan, until, came):
        left = max(ZERO, left - amount)
        if not left:
            yield Credit(plan.as_of, plan.seq, plan.waive, on)
            return


def cleared_through(case: Case, until: date) -> date | None:
    """The last day whose penalty was reversed as the bank's own doing, or None."""
    days = [
        r.decided_on
        for r in case.reversals
        if r.state == "granted" and r.decided_on is not None and r.decided_on <= until
    ]
    return max(days, default=None)
