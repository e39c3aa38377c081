"""What is owed on a day: principal, interest and penalty, each segment a line."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.loan import Checked, Loan
from branchdesk.model.payment import PARTS, Part
from branchdesk.model.policy import Policy
from branchdesk.rules.accrual import (
    Lot,
    Opening,
    Segment,
    Standing,
    interest,
    last_day,
    run,
    segment,
)
from branchdesk.rules.allocation import Paid

NOTHING_PAID = Paid()


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


def penalty_rate(loan: Loan) -> Decimal | None:
    """Contract rate x (1 + uplift), share a year; None while one is unknown (银发〔2003〕251号)."""
    if loan.contract_rate is None or loan.penalty_uplift is None:
        return None
    # A card has no penalty of this kind; its own terms are asked of the core system.
    if loan.product == "credit_card":
        return None
    return loan.contract_rate * (1 + loan.penalty_uplift)


def penalty_segment(base: Money, rate: Decimal, due: date, policy: Policy, as_of: date) -> Segment:
    """The penalty from the day after the due date; the as-of day counts only by policy (G01)."""
    return segment(base, rate, due + timedelta(days=1), last_day(as_of, policy), policy)


def debt(loan: Loan, policy: Policy, as_of: date, paid: Paid = NOTHING_PAID) -> Debt:
    """What is owed on a day, yuan to the fen (R123); what is not known is None and named.

    Payments since the figures lower it from their day on. Raises nothing: gaps are findings.
    """
    bases = _bases(loan)
    opening = opening_of(loan)
    left = run(opening, paid, policy, as_of)
    base = left.owed["principal"]
    rate = opening.rate
    return Debt(
        as_of=as_of,
        principal=base,
        interest=left.owed["interest"],
        penalty=left.owed["penalty"],
        compound=left.owed["compound"],
        fees=left.owed["fees"],
        per_day=None if rate is None or base is None else interest(base, rate, 1, policy),
        segments=left.segments,
        findings=(*_gaps(loan, bases), *_on_payments(left, paid)),
        checked=_checked(loan, as_of),
        paid=Money.total(p.amount for p in paid.since),
        open=left.open,
        over=left.over,
        core_passed=paid.core_passed,
    )


def opening_of(loan: Loan) -> Opening:
    """What the case's own figures say before any payment: nothing is assumed."""
    bases, rate = _bases(loan), penalty_rate(loan)
    return Opening(
        lots=tuple(Lot(due + timedelta(days=1), base) for due, base in sorted(bases)),
        rate=rate if bases else None,
        interest=_interest(loan) if bases else None,
        penalty=ZERO if rate is not None and bases else None,
    )


def _on_payments(left: Standing, paid: Paid) -> list[Finding]:
    found = []
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


__all__ = ["Debt", "Segment", "debt", "interest", "opening_of", "penalty_rate", "penalty_segment"]
