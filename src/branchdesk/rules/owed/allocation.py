"""Which parts of a debt a payment settles, and which payments a case's figures have in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Case
from branchdesk.model.loan import Checked
from branchdesk.model.payment import PARTS, Allocation, Part, Payment
from branchdesk.rules.owed.credit import Credit, cleared_through, credits_of

Owed = Mapping[Part, Money | None]
"""What is owed of each part; None where nobody knows."""


def allocate(amount: Money, owed: Owed, order: Sequence[Part]) -> Allocation:
    """The payment taken apart: costs, then interest, then principal (Civil Code 561).

    ``order`` is the policy's, for a contract may agree on another. At a part that is unknown the
    order stops: what is left belongs to it or to those behind it, and is kept as an open rest.
    """
    left, parts = amount, dict.fromkeys(PARTS, ZERO)
    for part in order:
        due = owed[part]
        if due is None and left:
            return _taken(parts, left, part)
        parts[part] = min(left, due or ZERO)
        left -= parts[part]
    return _taken(parts, left, None)


def _taken(parts: Mapping[Part, Money], rest: Money, unknown: Part | None) -> Allocation:
    return Allocation(
        fees=parts["fees"], interest=parts["interest"], penalty=parts["penalty"],
        compound=parts["compound"], principal=parts["principal"], rest=rest, unknown=unknown,
    )  # fmt: skip


class Paid(msgspec.Struct, frozen=True):
    """The standing payments of a case up to a day, as its figures see them."""

    within: tuple[Payment, ...] = ()
    """Those that the case's figures have in them already."""
    since: tuple[Payment, ...] = ()
    """Those that came after the figures: the debt is lower by them."""
    core_passed: bool = False
    """True where one came after the figures that were checked for this very day."""
    credits: tuple[Credit, ...] = ()
    """The waivers that took effect."""
    cleared: date | None = None
    """The last day whose penalty was reversed."""


def paid(case: Case, as_of: date) -> Paid:
    """The payments up to a day, none counted twice."""
    if not (case.payments or case.waivers or case.reversals or case.plans):
        return Paid()
    figures = Figures.of(case)
    standing = standing_payments(case, as_of)
    same_day = [c for c in case.loan.checked if c.as_of == as_of]
    return Paid(
        tuple(p for p in standing if figures.have(p)),
        tuple(p for p in standing if not figures.have(p)),
        bool(same_day and since_check(case, same_day[-1], as_of)),
        credits_of(case, as_of),
        cleared_through(case, as_of),
    )


def standing_payments(case: Case, until: date) -> list[Payment]:
    """The payments received up to a day that were not reversed, by day and record."""
    standing = (p for p in case.payments if p.stands and p.on <= until)
    return sorted(standing, key=lambda p: p.order)


def since_check(case: Case, checked: Checked, until: date) -> list[Payment]:
    """The payments up to a day that checked figures do not have in them yet."""
    if not case.payments:
        return []
    known = (checked.as_of, _check_seq(case, checked))
    return [p for p in standing_payments(case, until) if p.order > known]


class Figures(msgspec.Struct, frozen=True):
    """Whose the figures are that the debt is counted from, of which day, set by which entry."""

    on: date | None
    """The day whose payments the core system had in them; None where somebody stated them."""
    seq: int

    def have(self, payment: Payment) -> bool:
        """True where the payment is in them already.

        Of a payment on their very day the order of the entries tells. What a customer stated is of
        no day: it has in it what was recorded before it was written down.
        """
        if self.on is None:
            return payment.seq <= self.seq
        return payment.order <= (self.on, self.seq)

    @classmethod
    def of(cls, case: Case) -> Figures:
        """The figures that the debt of a case is counted from."""
        loan = case.loan
        if loan.overdue_items:
            key = "overdue_items"
        else:
            key = "amount" if loan.overdue_principal is None else "overdue_principal"
        setting = [
            e.seq
            for e in case.timeline
            if (e.kind == "verified" and "principal" in e.facts and key != "overdue_items")
            or (e.kind == "edited" and key in e.facts.get("keys", ()))
        ]
        source = loan.sources.get(key)
        dated = source is not None and source.kind != "stated"
        return cls(source.on if source and dated else None, max(setting, default=0))


def _check_seq(case: Case, checked: Checked) -> int:
    """The entry that brought checked figures."""
    seqs = [e.seq for e in case.entries("verified") if "principal" in e.facts]
    # Of two checks with the same figures the later one counts: it was compared again.
    behind = 1 + case.loan.checked[::-1].index(checked)
    return seqs[-behind] if behind <= len(seqs) else 0
