"""What is owed on a day: principal, interest and penalty, each segment a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.loan import Checked, Loan
from branchdesk.model.payment import PARTS, Part
from branchdesk.model.policy import Policy
from branchdesk.rules.owed.accrual import (
    Lot,
    Opening,
    Segment,
    Standing,
    interest,
    interest_days,
    last_day,
    run,
    segment,
)
from branchdesk.rules.owed.allocation import Paid
from branchdesk.rules.owed.terms import agreed, penalty_rate, penalty_steps, remarks

NOTHING_PAID = Paid()
COMPOUND = ("on_interest", "on_interest_and_penalty")
"""The clauses by which unpaid interest bears compound interest at the penalty rate."""


class Debt(msgspec.Struct, frozen=True, kw_only=True):
    """The debt of one day in yuan; a part that cannot be known is None, and so is the total."""

    as_of: date
    principal: Money | None
    interest: Money | None
    penalty: Money | None
    compound: Money | None
    fees: Money | None
    per_day: Money | None
    segments: tuple[Segment, ...] = ()
    findings: tuple[Finding, ...] = ()
    checked: Checked | None = None
    """The core system's figures, where they were compared, with their day."""
    paid: Money = ZERO
    """What came in since the figures; every part above is what is left after it."""
    open: Money = ZERO
    """What of it lies open between penalty and principal, because the penalty is unknown."""
    over: Money = ZERO
    """What of it went beyond everything that was owed."""
    waived: Money = ZERO
    """What waivers that took effect have taken of the penalty; it is in no part above."""
    reversed: Money = ZERO
    """The penalty that the bank took back as its own doing; likewise."""
    core_passed: bool = False
    """True where a payment came after the figures checked for this very day."""

    @property
    def parts(self) -> tuple[Money | None, ...]:
        """Principal, interest, penalty, compound interest, fees."""
        return (self.principal, self.interest, self.penalty, self.compound, self.fees)

    @property
    def total(self) -> Money | None:
        """The sum, or None while a part is unknown."""
        known = [part for part in self.parts if part is not None]
        return Money.total(known) if len(known) == len(self.parts) else None

    @property
    def known_total(self) -> Money:
        """The sum of the parts that are known, less what was paid on parts nobody can tell."""
        return max(ZERO, Money.total(part for part in self.parts if part is not None) - self.open)

    @property
    def owed(self) -> Money:
        """The total, or the sum of what is known of it."""
        return self.known_total if self.total is None else self.total

    @property
    def by_part(self) -> dict[Part, Money | None]:
        """What is owed of each part, by the names that payments use."""
        return {part: getattr(self, part) for part in PARTS}

    @property
    def core_total(self) -> Money | None:
        """The core system's total where it was compared for this very day, else None.

        A payment that came after it on that day has passed it: then it is no longer the debt.
        """
        if self.checked is None or self.checked.as_of != self.as_of or self.core_passed:
            return None
        return self.checked.total

    @property
    def difference(self) -> Money | None:
        """The core system's total less ours, for the same day; None where one is unknown."""
        core, ours = self.core_total, self.total
        return None if core is None or ours is None else core - ours


def penalty_segment(base: Money, rate: Decimal, due: date, policy: Policy, as_of: date) -> Segment:
    """The penalty from the day after the due date; the as-of day counts only by policy (G01)."""
    return segment(base, rate, due + timedelta(days=1), last_day(as_of, policy), policy)


def debt(loan: Loan, policy: Policy, as_of: date, paid: Paid = NOTHING_PAID) -> Debt:
    """What is owed on a day, yuan to the fen (R123); what is not known is None and named.

    Payments since the figures lower it from their day on. Raises nothing: gaps are findings.
    """
    usual, policy = policy, agreed(loan, policy)
    bases = _bases(loan)
    opening, stops = opening_of(loan, as_of), loan.terms.interest_stops_on
    left = run(cleared(opening, paid.cleared), paid, policy, as_of, stops)
    return Debt(
        as_of=as_of,
        principal=left.owed["principal"],
        interest=left.owed["interest"],
        penalty=left.owed["penalty"],
        compound=left.owed["compound"],
        fees=left.owed["fees"],
        per_day=_per_day(loan, left, policy, as_of),
        segments=left.segments,
        findings=(*_gaps(loan, bases), *_on_payments(left, paid), *remarks(loan, usual, as_of)),
        checked=_checked(loan, as_of),
        paid=Money.total(p.amount for p in paid.since),
        open=left.open,
        over=left.over,
        waived=left.waived,
        reversed=_taken_back(opening, left, paid, policy, as_of, stops),
        core_passed=paid.core_passed,
    )


def cleared(opening: Opening, through: date | None) -> Opening:
    """The opening without penalty and compound interest up to a day: the bank took them back."""
    if through is None:
        return opening
    first = through + timedelta(days=1)
    return msgspec.structs.replace(
        opening,
        lots=tuple(Lot(max(lot.since, first), lot.base) for lot in opening.lots),
        interest_lots=tuple(Lot(max(lot.since, first), lot.base) for lot in opening.interest_lots),
        interest_days=tuple(day for day in opening.interest_days if day > through),
        penalty=None if opening.penalty is None else ZERO,
        compound=None if opening.compound is None else ZERO,
    )


def _taken_back(
    opening: Opening, left: Standing, paid: Paid, policy: Policy, as_of: date, stops: date | None
) -> Money:
    """The interest that would have run without the reversal, less what runs with it."""
    if paid.cleared is None:
        return ZERO
    before = run(opening, paid, policy, as_of, stops)
    grown, rest = (Money.total(s.amount for s in one.segments) for one in (before, left))
    return max(ZERO, grown - rest)


def opening_of(loan: Loan, as_of: date) -> Opening:
    """What the case's own figures say before any payment: nothing is assumed."""
    bases, steps = _bases(loan), penalty_steps(loan)
    lots = tuple(Lot(due + timedelta(days=1), base) for due, base in sorted(bases))
    compound = loan.terms.compound in COMPOUND and bool(lots)
    return Opening(
        lots=lots,
        steps=steps if bases else (),
        interest=_interest(loan) if bases else None,
        penalty=ZERO if steps and bases else None,
        compound=ZERO if steps or not compound else None,
        fees=tuple(Lot(fee.on, fee.amount) for fee in loan.terms.fees),
        interest_lots=tuple(_interest_lots(loan)) if compound else (),
        interest_days=penalty_days(loan, lots[0].since, as_of) if lots else (),
    )


def opening_from(loan: Loan, checked: Checked, policy: Policy, on: date) -> Opening:
    """What the core system's figures say, to be carried on to a later day."""
    first = last_day(checked.as_of, policy) + timedelta(days=1)
    compound = loan.terms.compound in COMPOUND
    later = [fee for fee in loan.terms.fees if fee.on > checked.as_of]
    return Opening(
        lots=(Lot(first, checked.principal),),
        steps=penalty_steps(loan),
        interest=checked.interest,
        penalty=checked.penalty,
        compound=checked.compound,
        fees=(Lot(checked.as_of, checked.fees), *(Lot(f.on, f.amount) for f in later)),
        interest_lots=(Lot(first, checked.interest),) if compound else (),
        interest_days=penalty_days(loan, first, on),
    )


def penalty_days(loan: Loan, first: date, last: date) -> tuple[date, ...]:
    """The days on which unpaid penalty begins to bear interest; none unless the contract says so.

    Courts are split on it: without the clause it is never counted.
    """
    if loan.terms.compound != "on_interest_and_penalty":
        return ()
    return interest_days(first, last, loan.terms.interest_day != "month")


def _interest_lots(loan: Loan) -> Iterator[Lot]:
    """Unpaid contract interest by the day on which it fell due (银发〔2003〕251号, art. 3)."""
    if loan.overdue_items:
        for item in sorted(loan.overdue_items, key=lambda i: i.due):
            yield Lot(item.due + timedelta(days=1), max(ZERO, item.interest - item.paid))
    elif loan.due_date is not None:
        yield Lot(loan.due_date + timedelta(days=1), _interest(loan))


def _per_day(loan: Loan, left: Standing, policy: Policy, as_of: date) -> Money | None:
    """What one more day costs: penalty on the principal, and compound interest by its clause."""
    rate, base = penalty_rate(loan, as_of), left.owed["principal"]
    if rate is None or base is None:
        return None
    stops = loan.terms.interest_stops_on
    if stops is not None and stops <= as_of:
        return ZERO
    owed = [base]
    if loan.terms.compound in COMPOUND:
        owed.append(left.owed["interest"] or ZERO)
    return Money.total(interest(one, rate, 1, policy) for one in owed)


def _on_payments(left: Standing, paid: Paid) -> list[Finding]:
    found = []
    if left.waived:
        found.append(Finding("waiver.in-debt", {"amount": left.waived}, source="R146"))
    if paid.cleared is not None:
        found.append(Finding("reversal.in-debt", {"on": paid.cleared}, source="R149"))
    if left.open:
        found.append(Finding("debt.paid-open", {"amount": left.open}, source="Civil Code 561"))
    if left.over:
        found.append(Finding("debt.overpaid", {"amount": left.over}))
    if paid.core_passed:
        found.append(Finding("debt.core-passed"))
    return found


def _checked(loan: Loan, as_of: date) -> Checked | None:
    """The core system's figures of that very day where there are any, else the last ones."""
    same_day = [one for one in loan.checked if one.as_of == as_of]
    return (same_day or loan.checked or (None,))[-1]


def _bases(loan: Loan) -> list[tuple[date, Money]]:
    """Due dates and what bears the penalty from each; empty where that is unknown."""
    if loan.overdue_items:
        # A part payment settles interest first; what is left of it lowers the principal.
        paid = [(i, max(ZERO, i.paid - i.interest)) for i in loan.overdue_items]
        return [(i.due, max(ZERO, i.principal - settled)) for i, settled in paid]
    base = overdue_principal(loan)
    return [] if base is None or loan.due_date is None else [(loan.due_date, base)]


def overdue_principal(loan: Loan) -> Money | None:
    """The overdue principal, else the amount less the interest, else the amount."""
    if loan.overdue_principal is not None or loan.amount is None:
        return loan.overdue_principal
    return max(ZERO, loan.amount - (loan.overdue_interest or ZERO))


def _interest(loan: Loan) -> Money:
    if loan.overdue_items:
        return Money.total(max(ZERO, i.interest - i.paid) for i in loan.overdue_items)
    if loan.overdue_interest is not None:
        return loan.overdue_interest
    rest = (loan.amount or ZERO) - (overdue_principal(loan) or ZERO)
    return max(ZERO, rest)


def _gaps(loan: Loan, bases: list[tuple[date, Money]]) -> list[Finding]:
    gaps = []
    if not bases:
        gaps.append(Finding("debt.no-amount"))
    if loan.product == "credit_card":
        gaps.append(Finding("debt.card"))
    else:
        gaps += _rates(loan)
    approximate = [key for key, source in loan.sources.items() if source.approximate]
    if approximate:
        gaps.append(Finding("debt.approximate"))
    split = loan.overdue_interest is not None or None not in (loan.overdue_principal, loan.amount)
    if bases and not split and not loan.overdue_items:
        gaps.append(Finding("debt.not-split"))
    return gaps


def _rates(loan: Loan) -> list[Finding]:
    gaps = []
    if loan.contract_rate is None:
        gaps.append(Finding("debt.no-rate"))
    if loan.penalty_uplift is None:
        gaps.append(Finding("debt.no-uplift", source="银发〔2003〕251号"))
    return gaps


__all__ = [
    "Debt", "Segment", "debt", "interest", "opening_from", "opening_of", "penalty_segment",
]  # fmt: skip
