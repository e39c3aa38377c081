"""Interest on interest-bearing sums over time, with the payments that lower them on their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.payment import PARTS, Part, Payment
from branchdesk.model.policy import Policy
from branchdesk.rules.owed.allocation import Paid, allocate
from branchdesk.rules.owed.credit import Credit

Kind = Literal["penalty", "compound"]
Steps = Sequence[tuple[date, Decimal]]
"""From which day on which rate, share a year, oldest first; empty while the rate is unknown."""
INTEREST_DAY = 20
"""Interest days fall on the 20th (银发〔1999〕77号, art. 20)."""
QUARTER_ENDS = (3, 6, 9, 12)


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
    """A sum that bears interest from a day on."""

    since: date
    base: Money


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What was owed before the payments; a part that cannot be known is None."""

    lots: tuple[Lot, ...]
    """Overdue principal, oldest first: a payment lowers it in this order (Civil Code 560)."""
    steps: Steps
    interest: Money | None
    penalty: Money | None
    compound: Money | None = ZERO
    fees: tuple[Lot, ...] = ()
    """Costs by the day from which they are owed."""
    interest_lots: tuple[Lot, ...] = ()
    """Unpaid interest that bears compound interest; empty where no clause says so."""
    interest_days: tuple[date, ...] = ()
    """The days on which unpaid penalty begins to bear compound interest; empty without a clause."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is owed after the payments, and what of them no part took."""

    owed: dict[Part, Money | None]
    segments: tuple[Segment, ...]
    open: Money
    over: Money
    waived: Money = ZERO
    """What waivers took of the penalty."""


def interest(base: Money, rate: Decimal, days: int, policy: Policy) -> Money:
    """Base x rate / year's days x days, to the fen as the policy rounds."""
    exact = Decimal(base) * rate * days / policy.debt.basis
    return Money.rounded(exact, down=policy.debt.round_down)


def last_day(as_of: date, policy: Policy) -> date:
    """The last day that bears interest for an as-of day; itself only by policy (G01)."""
    return as_of if policy.debt.as_of_included else as_of - timedelta(days=1)


def segment(
    base: Money, rate: Decimal, first: date, last: date, policy: Policy, kind: Kind = "penalty"
) -> Segment:
    """The interest of a stretch of days, both counted."""
    days = max(0, (last - first).days + 1)
    amount = interest(base, rate, days, policy)
    return Segment(kind, base, rate, first, last, days, policy.debt.basis, amount)


def interest_days(first: date, last: date, quarterly: bool) -> tuple[date, ...]:
    """The 20th of each month, or of each quarter's last month, between two days."""
    found, year, month = [], first.year, first.month
    while date(year, month, 1) <= last:
        day = date(year, month, INTEREST_DAY)
        if first <= day <= last and (not quarterly or month in QUARTER_ENDS):
            found.append(day)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(found)


def run(
    opening: Opening, paid: Paid, policy: Policy, as_of: date, stops: date | None = None
) -> Standing:
    """What is owed on a day after every payment up to it; each lowers what bears interest.

    Payments that the figures have in them already only shape the past: before their day the
    principal was higher by what they settled of it. From ``stops`` on nothing bears interest.
    """
    ledger = _Ledger(opening, paid.within, policy, stops)
    happened: list[Payment | Credit] = [*paid.within, *paid.since, *paid.credits]
    happened.sort(key=lambda one: one.order)
    days = [day for day in opening.interest_days if day <= ledger.last(as_of)]
    for one in happened:
        while days and days[0] < one.on:
            ledger.capitalise(days.pop(0))
        if isinstance(one, Credit):
            ledger.waive(one)
        else:
            (ledger.book if one in paid.within else ledger.settle)(one)
    for day in days:
        ledger.capitalise(day)
    last = ledger.last(as_of)
    return Standing(
        owed=ledger.owed(last, as_of),
        segments=tuple(ledger.segments(last)),
        open=ledger.open,
        over=ledger.over,
        waived=ledger.waived,
    )


class _Track:
    """Sums of one kind that bear interest, and the stretches of days that are over."""

    def __init__(self, kind: Kind, lots: Iterable[Lot], steps: Steps, policy: Policy) -> None:
        self._kind, self._steps, self._policy = kind, steps, policy
        self.lots = list(lots)
        self._first = list(self.lots)
        self._closed: list[list[Segment]] = [[] for _ in self.lots]

    @property
    def base(self) -> Money:
        """What bears interest now."""
        return Money.total(lot.base for lot in self.lots)

    def add(self, lot: Lot) -> None:
        """One more sum from its day on."""
        self.lots.append(lot)
        self._first.append(lot)
        self._closed.append([])

    def raise_by(self, amount: Money) -> None:
        """The only sum was higher once."""
        self.lots = [Lot(lot.since, lot.base + amount) for lot in self.lots]

    def lower(self, amount: Money, last: date) -> None:
        """The oldest sums bear less from the day after ``last``."""
        for number, lot in enumerate(self.lots):
            part = min(amount, lot.base)
            if not part:
                continue
            if last >= lot.since:
                self._closed[number] += self._pieces(lot, last)
            first = max(lot.since, last + timedelta(days=1))
            self.lots[number] = Lot(first, lot.base - part)
            amount -= part

    def segments(self, last: date) -> Iterator[Segment]:
        """Every stretch of days with its base, each sum by itself."""
        for lot, first, closed in zip(self.lots, self._first, self._closed, strict=True):
            yield from closed
            # What was paid off bears nothing more; what was never owed keeps its line of zeros.
            if self._steps and (lot.base or lot == first):
                yield from self._pieces(lot, last)

    def _pieces(self, lot: Lot, last: date) -> Iterator[Segment]:
        """The stretch up to a day, cut where the rate changed."""
        rates = [(max(since, lot.since), rate) for since, rate in self._steps if since <= last]
        for number, (since, rate) in enumerate(rates):
            behind = rates[number + 1][0] if number + 1 < len(rates) else None
            if behind == since:
                continue
            until = last if behind is None else behind - timedelta(days=1)
            yield segment(lot.base, rate, since, until, self._policy, self._kind)


class _Ledger:
    """The running account of one debt while its payments are worked through."""

    def __init__(
        self, opening: Opening, within: Iterable[Payment], policy: Policy, stops: date | None
    ) -> None:
        self._opening, self._policy, self._stops = opening, policy, stops
        self._principal = _Track("penalty", opening.lots, opening.steps, policy)
        self._interest = _Track("compound", opening.interest_lots, opening.steps, policy)
        self._penalty = _Track("compound", (), opening.steps, policy)
        self._settled = dict.fromkeys(PARTS, ZERO)
        self._booked = dict.fromkeys(PARTS, ZERO)
        self.open = self.over = self.waived = ZERO
        # Of several instalments nobody recorded which one an earlier payment lowered.
        self._one = len(opening.lots) == 1
        if self._one:
            self._principal.raise_by(Money.total(p.parts.principal for p in within))
            self._interest.raise_by(Money.total(p.parts.interest for p in within))

    def last(self, as_of: date) -> date:
        """The last day that bears interest for a day."""
        last = last_day(as_of, self._policy)
        return last if self._stops is None else min(last, self._stops - timedelta(days=1))

    def book(self, payment: Payment) -> None:
        """A payment by the parts it was recorded with; the figures have it in them."""
        if self._one:
            last = self.last(payment.on)
            self._principal.lower(payment.parts.principal, last)
            self._interest.lower(payment.parts.interest, last)
            for part in PARTS:
                self._booked[part] += getattr(payment.parts, part)

    def settle(self, payment: Payment) -> None:
        """A payment in the policy's order, against what is owed on its day."""
        last = self.last(payment.on)
        owed = self.owed(last, payment.on)
        parts = allocate(payment.amount, owed, self._policy.payment.order)
        self._principal.lower(parts.principal, last)
        self._interest.lower(parts.interest, last)
        self._penalty.lower(parts.penalty, last)
        for part in PARTS:
            if part != "principal":
                self._settled[part] += getattr(parts, part)
        self.open += parts.open
        self.over += parts.over

    def waive(self, credit: Credit) -> None:
        """Penalty that is given up from its day on; an unknown one cannot be counted down."""
        last = self.last(credit.on)
        taken = min(credit.amount, self.owed(last, credit.on)["penalty"] or ZERO)
        self._penalty.lower(taken, last)
        self._settled["penalty"] += taken
        self.waived += taken

    def capitalise(self, day: date) -> None:
        """Penalty still unpaid on an interest day bears compound interest from the next day on."""
        owed = self.owed(day, day)["penalty"]
        more = ZERO if owed is None else owed - self._penalty.base
        if more > ZERO:
            self._penalty.add(Lot(day + timedelta(days=1), more))

    def owed(self, last: date, on: date) -> dict[Part, Money | None]:
        """What is owed of each part on a day, interest counted through ``last``."""
        opening, settled = self._opening, self._settled
        unpaid = None if opening.interest is None else opening.interest - settled["interest"]
        lots = self._principal.lots
        return {
            "fees": Money.total(f.base for f in opening.fees if f.since <= on) - settled["fees"],
            "interest": unpaid,
            "penalty": self._grown("penalty", opening.penalty, last),
            "compound": self._grown("compound", opening.compound, last),
            "principal": self._principal.base if lots else None,
        }

    def _grown(self, part: Part, opened: Money | None, last: date) -> Money | None:
        if opened is None:
            return None
        grown = opened + Money.total(s.amount for s in self.segments(last) if s.kind == part)
        # The core system may have taken more than we count: nobody owes less than nothing.
        return max(ZERO, max(ZERO, grown - self._booked[part]) - self._settled[part])

    def segments(self, last: date) -> Iterator[Segment]:
        """Every line of the calculation through a day."""
        for track in (self._principal, self._interest, self._penalty):
            yield from track.segments(last)
