"""Interest on interest-bearing sums over time, with the payments that lower them on their days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.payment import PARTS, Part, Payment
from branchdesk.model.policy import Policy
from branchdesk.rules.allocation import Paid, allocate


class Segment(msgspec.Struct, frozen=True):
    """One line of the calculation, so that a judge can add it up again."""

    kind: str
    base: Money
    rate: Decimal
    """Share a year."""
    since: date
    """First day that bears interest."""
    until: date
    """Last day that bears interest."""
    days: int
    basis: int
    amount: Money


class Lot(msgspec.Struct, frozen=True):
    """Overdue principal that bears interest from a day on."""

    since: date
    base: Money


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What was owed before the payments; a part that cannot be known is None."""

    lots: tuple[Lot, ...]
    """Oldest first: a payment lowers them in this order (Civil Code 560)."""
    rate: Decimal | None
    """None: nothing accrues that we could count."""
    interest: Money | None
    penalty: Money | None
    compound: Money = ZERO
    fees: Money = ZERO


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is owed after the payments, and what of them no part took."""

    owed: dict[Part, Money | None]
    segments: tuple[Segment, ...]
    open: Money
    over: Money


def interest(base: Money, rate: Decimal, days: int, policy: Policy) -> Money:
    """Base x rate / year's days x days, to the fen as the policy rounds."""
    exact = Decimal(base) * rate * days / policy.debt.basis
    return Money.rounded(exact, down=policy.debt.round_down)


def last_day(as_of: date, policy: Policy) -> date:
    """The last day that bears interest for an as-of day; itself only by policy (G01)."""
    return as_of if policy.debt.as_of_included else as_of - timedelta(days=1)


def segment(base: Money, rate: Decimal, first: date, last: date, policy: Policy) -> Segment:
    """The penalty of a stretch of days, both counted."""
    days = max(0, (last - first).days + 1)
    amount = interest(base, rate, days, policy)
    return Segment("penalty", base, rate, first, last, days, policy.debt.basis, amount)


def run(opening: Opening, paid: Paid, policy: Policy, as_of: date) -> Standing:
    """What is owed on a day after every payment up to it; each lowers what bears interest.

    Payments that the figures have in them already only shape the past: before their day the
    principal was higher by what they settled of it.
    """
    ledger = _Ledger(opening, paid.within, policy)
    for one in sorted((*paid.within, *paid.since), key=lambda p: p.order):
        (ledger.book if one in paid.within else ledger.settle)(one)
    last = last_day(as_of, policy)
    return Standing(
        owed=ledger.owed(last),
        segments=tuple(ledger.segments(last)),
        open=ledger.open,
        over=ledger.over,
    )


class _Ledger:
    """The running account of one debt while its payments are worked through."""

    def __init__(self, opening: Opening, within: Iterable[Payment], policy: Policy) -> None:
        self._opening, self._policy = opening, policy
        self._lots = list(opening.lots)
        self._closed: list[list[Segment]] = [[] for _ in self._lots]
        self._settled = dict.fromkeys(PARTS, ZERO)
        self._booked = ZERO
        self.open = self.over = ZERO
        # Of several instalments nobody recorded which one an earlier payment lowered.
        self._one = len(self._lots) == 1
        if self._one:
            before = Money.total(p.parts.principal for p in within)
            self._lots = [Lot(lot.since, lot.base + before) for lot in self._lots]

    def book(self, payment: Payment) -> None:
        """A payment by the parts it was recorded with; the figures have it in them."""
        if self._one:
            self._lower(payment.parts.principal, last_day(payment.on, self._policy))
            self._booked += payment.parts.penalty

    def settle(self, payment: Payment) -> None:
        """A payment in the policy's order, against what is owed on its day."""
        last = last_day(payment.on, self._policy)
        parts = allocate(payment.amount, self.owed(last), self._policy.payment.order)
        self._lower(parts.principal, last)
        for part in PARTS:
            if part != "principal":
                self._settled[part] += getattr(parts, part)
        self.open += parts.open
        self.over += parts.over

    def owed(self, last: date) -> dict[Part, Money | None]:
        """What is owed of each part, interest counted through a day."""
        opening, settled = self._opening, self._settled
        penalty = opening.penalty
        if penalty is not None:
            grown = penalty + Money.total(s.amount for s in self.segments(last))
            # The core system may have taken more than we count: nobody owes less than nothing.
            penalty = max(ZERO, max(ZERO, grown - self._booked) - settled["penalty"])
        unpaid = None if opening.interest is None else opening.interest - settled["interest"]
        return {
            "fees": opening.fees - settled["fees"],
            "interest": unpaid,
            "penalty": penalty,
            "compound": opening.compound - settled["compound"],
            "principal": Money.total(lot.base for lot in self._lots) if self._lots else None,
        }

    def segments(self, last: date) -> list[Segment]:
        """Every stretch of days with its base, each lot by itself."""
        rate = self._opening.rate
        if rate is None:
            return []
        lines = []
        for number, (lot, closed) in enumerate(zip(self._lots, self._closed, strict=True)):
            lines += closed
            # What was paid off bears nothing more; what was never owed keeps its line of zeros.
            if lot.base or lot == self._opening.lots[number]:
                lines.append(segment(lot.base, rate, lot.since, last, self._policy))
        return lines

    def _lower(self, amount: Money, last: date) -> None:
        rate = self._opening.rate
        for number, lot in enumerate(self._lots):
            part = min(amount, lot.base)
            if not part:
                continue
            if rate is not None and last >= lot.since:
                self._closed[number].append(segment(lot.base, rate, lot.since, last, self._policy))
            first = max(lot.since, last + timedelta(days=1))
            self._lots[number] = Lot(first, lot.base - part)
            amount -= part
