"""What is owed on a day: principal, interest and penalty, each segment a line."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.loan import Checked, Loan
from branchdesk.model.policy import Policy


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
        """The sum of the parts that are known."""
        return Money.total(part for part in self.parts if part is not None)

    @property
    def core_total(self) -> Money | None:
        """The core system's total where it was compared for this very day, else None."""
        if self.checked is None or self.checked.as_of != self.as_of:
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


def interest(base: Money, rate: Decimal, days: int, policy: Policy) -> Money:
    """Base x rate / year's days x days, to the fen as the policy rounds."""
    exact = Decimal(base) * rate * days / policy.debt.basis
    return Money.rounded(exact, down=policy.debt.round_down)


def penalty_segment(base: Money, rate: Decimal, due: date, policy: Policy, as_of: date) -> Segment:
    """The penalty from the day after the due date; the as-of day counts only by policy (G01)."""
    last = as_of if policy.debt.as_of_included else as_of - timedelta(days=1)
    first = due + timedelta(days=1)
    days = max(0, (last - first).days + 1)
    amount = interest(base, rate, days, policy)
    return Segment("penalty", base, rate, first, last, days, policy.debt.basis, amount)


def debt(loan: Loan, policy: Policy, as_of: date) -> Debt:
    """What is owed on a day, yuan to the fen (R123); what is not known is None and named.

    Raises nothing: gaps are findings.
    """
    rate = penalty_rate(loan)
    bases = _bases(loan)
    findings = list(_gaps(loan, bases))
    segments: tuple[Segment, ...] = ()
    if rate is not None:
        segments = tuple(penalty_segment(b, rate, due, policy, as_of) for due, b in bases)
    base = Money.total(b for _, b in bases)
    return Debt(
        as_of=as_of,
        principal=base if bases else None,
        interest=_interest(loan) if bases else None,
        penalty=Money.total(s.amount for s in segments) if rate is not None and bases else None,
        compound=ZERO,
        fees=ZERO,
        per_day=None if rate is None or not bases else interest(base, rate, 1, policy),
        segments=segments,
        findings=tuple(findings),
        checked=_checked(loan, as_of),
    )


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
