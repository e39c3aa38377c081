"""Payments lower the debt from their day on, and are judged as they are recorded (R103)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Case
from branchdesk.model.loan import Source
from branchdesk.model.payment import Allocation
from branchdesk.rules.owed.allocation import paid
from branchdesk.rules.owed.debt import Debt, debt
from branchdesk.rules.owed.payment import later_ones, may_reverse, receipt
from tests.builders import (
    DUE,
    TODAY,
    a_case,
    a_checked,
    a_loan,
    a_payment,
    a_policy,
    an_entry,
    an_item,
    codes,
    money,
)

POLICY = a_policy()
STATED = {"overdue_principal": Source("stated", TODAY), "overdue_items": Source("stated", TODAY)}
sums = st.integers(1, 2 * 10**6).map(lambda fen: Money(Decimal(fen).scaleb(-2)))
days_ = st.integers(1, 60).map(lambda n: DUE + timedelta(days=n))


def owed(case: Case, day: date, **policy: Any) -> Debt:
    return debt(case.loan, a_policy(**policy), day, paid(case, day))


def pay(case: Case, amount: Money, on: date, **policy: Any) -> Case:
    """The case with the payment as it would be recorded."""
    seq = len(case.payments) + 2
    parts = receipt(case, amount, on, a_policy(**policy)).parts
    one = a_payment(str(amount), on, seq, parts=parts)
    return msgspec.structs.replace(case, payments=(*case.payments, one))


def stated(**given: Any) -> Case:
    return a_case(loan=a_loan(sources=STATED, **given))


def test_a_part_payment_lowers_what_bears_interest_from_its_day() -> None:
    """11,500.00 at 6.525 %: 20 days, then 8,000.00 less; each stretch a line (R123)."""
    on = DUE + timedelta(days=21)
    case = pay(stated(), money("4041.69"), on)  # 500.00 interest, 41.69 penalty, 3,500.00

    after = owed(case, on + timedelta(days=10))

    assert case.payments[0].parts == Allocation(
        interest=money("500.00"), penalty=money("41.69"), principal=money("3500.00")
    )
    first, second = after.segments
    assert (first.base, first.days, first.until) == (money("11500.00"), 20, on - timedelta(days=1))
    assert (second.base, second.days, second.since) == (money("8000.00"), 10, on)
    assert (after.principal, after.interest, after.penalty) == (
        money("8000.00"), ZERO, money("14.50"),
    )  # fmt: skip
    assert after.per_day == money("1.45") and after.paid == money("4041.69")


@given(st.lists(st.tuples(sums, days_), min_size=1, max_size=4), st.booleans())
def test_the_debt_falls_by_the_payment_on_its_day(
    many: list[tuple[Money, date]], included: bool
) -> None:
    """Debt after = debt before - payment on the same day, never below nothing."""
    case = stated()
    for amount, on in sorted(many, key=lambda one: one[1]):
        before = owed(case, on, as_of_included=included).total
        case = pay(case, amount, on, as_of_included=included)
        after = owed(case, on, as_of_included=included)
        parts = case.payments[-1].parts

        assert before is not None and after.total == max(ZERO, before - amount)
        assert parts.over == max(ZERO, amount - before)
        assert min(part for part in after.parts if part is not None) >= ZERO


@given(st.lists(st.tuples(sums, days_), min_size=1, max_size=4), days_)
def test_with_missed_instalments_the_oldest_is_paid_first_and_nothing_is_lost(
    many: list[tuple[Money, date]], day: date
) -> None:
    """Each instalment bears interest by itself; the parts never fall below zero."""
    items = tuple(an_item(DUE + timedelta(days=30 * n), "3000.00", "120.00") for n in (0, 1))
    case = stated(overdue_items=items)
    for amount, on in many:
        case = pay(case, amount, on)
    left = owed(case, day)
    came = Money.total(p.amount for p in case.payments if p.on <= day)
    assert left.principal is not None and left.interest is not None
    assert left.penalty is not None and min(left.principal, left.interest, left.penalty) >= ZERO
    grown = Money.total(s.amount for s in left.segments)
    assert left.total == money("6240.00") + grown - came + left.over
    assert all(s.base for s in left.segments)


def test_while_the_penalty_is_unknown_the_rest_stays_open_and_is_told() -> None:
    """Nothing is guessed: the known sum falls, the principal stays (Civil Code 561)."""
    case = stated(penalty_uplift=None)
    seen = receipt(case, money("2000.00"), TODAY, POLICY)
    left = owed(pay(case, money("2000.00"), TODAY), TODAY)

    assert (seen.parts.interest, seen.parts.open) == (money("500.00"), money("1500.00"))
    assert "payment.penalty-unknown" in codes(seen.findings)
    assert (left.principal, left.total, left.known_total) == (
        money("11500.00"), None, money("10000.00"),
    )  # fmt: skip
    assert "debt.paid-open" in codes(left.findings)


def test_once_the_uplift_is_known_the_open_rest_finds_its_place() -> None:
    """The debt is counted anew from the payments, not from what was known that day."""
    case = pay(stated(penalty_uplift=None), money("2000.00"), TODAY)
    known = msgspec.structs.replace(case.loan, penalty_uplift=Decimal("0.50"))
    left = owed(msgspec.structs.replace(case, loan=known), TODAY)
    assert left.open == ZERO and left.principal is not None
    assert left.principal < money("11500.00")


def a_checked_case(on: date, **given: Any) -> Case:
    """Figures of the core system of a day, with penalty and compound interest of its own."""
    figures = a_checked(
        "9000.00", on, interest=money("100.00"), penalty=money("60.00"), compound=money("3.00")
    )
    loan = a_loan(
        sources={"overdue_principal": Source("core_checked", on)},
        overdue_principal=money("9000.00"),
        overdue_interest=money("100.00"),
        checked=(figures,),
        **given,
    )
    verified = msgspec.structs.replace(an_entry("verified", principal="9000.00"), seq=1)
    return a_case(loan=loan, timeline=(verified,))


def test_the_core_systems_figures_come_first() -> None:
    """The newest check at or before the day, its compound interest too."""
    seen = receipt(a_checked_case(TODAY), money("1000.00"), TODAY, POLICY)
    assert seen.basis == TODAY
    assert seen.parts == Allocation(
        interest=money("100.00"), penalty=money("60.00"), compound=money("3.00"),
        principal=money("837.00"),
    )  # fmt: skip


def test_checked_figures_are_brought_forward_to_the_day_of_the_payment() -> None:
    """Ten days of 6.525 % on 9,000.00 are 16.31 more penalty; a payment since is taken off."""
    case = a_checked_case(TODAY - timedelta(days=10))
    seen = receipt(case, money("1000.00"), TODAY, POLICY)
    assert seen.parts.penalty == money("76.31")
    again = receipt(pay(case, money("1000.00"), TODAY), money("1000.00"), TODAY, POLICY)
    assert again.parts == Allocation(principal=money("1000.00"))


def test_without_the_rate_nothing_is_brought_forward_and_that_is_said() -> None:
    """The checked penalty stands as it was."""
    case = a_checked_case(TODAY - timedelta(days=10), contract_rate=None)
    seen = receipt(case, money("1000.00"), TODAY, POLICY)
    assert seen.parts.penalty == money("60.00")
    assert "payment.not-accrued" in codes(seen.findings)


def test_newer_checked_figures_have_the_payment_in_them() -> None:
    """It is recorded, the debt stays, and before its day the principal was higher by it."""
    case = a_checked_case(TODAY)
    on = TODAY - timedelta(days=5)
    before = owed(case, TODAY)
    after = owed(pay(case, money("1000.00"), on), TODAY)
    assert "payment.in-figures" in codes(receipt(case, money("1000.00"), on, POLICY).findings)
    assert (after.principal, after.interest) == (before.principal, before.interest)
    assert [s.base > money("9000.00") for s in after.segments] == [True, False]


def test_a_payment_after_the_check_of_the_day_passes_it() -> None:
    """The core system's total of that day is no longer the debt."""
    case = pay(a_checked_case(TODAY), money("1000.00"), TODAY)
    left = owed(case, TODAY)
    assert owed(a_checked_case(TODAY), TODAY).core_total == money("9163.00")
    assert left.core_total is None and "debt.core-passed" in codes(left.findings)


@pytest.mark.parametrize(
    ("amount", "on", "code"),
    [
        ("20000.00", TODAY, "payment.over"),
        ("100.00", DUE - timedelta(days=1), "payment.before-due"),
    ],
)
def test_what_the_clerk_must_know_is_told_and_refuses_nothing(
    amount: str, on: date, code: str
) -> None:
    """A payment is a fact, whatever the rules think of it (R103)."""
    assert code in codes(receipt(stated(), money(amount), on, POLICY).findings)


def test_the_last_fen_says_that_all_is_paid() -> None:
    """Then the figures are checked and the case is closed (R182)."""
    total = owed(stated(), TODAY).total
    assert total is not None
    assert codes(receipt(stated(), total, TODAY, POLICY).findings) == ["payment.all-paid"]


def test_the_same_sum_of_the_same_day_is_asked_about() -> None:
    """Two clerks may have recorded one payment."""
    case = pay(stated(), money("100.00"), TODAY)
    assert codes(receipt(case, money("100.00"), TODAY, POLICY).findings) == ["payment.twice"]


def test_a_debt_that_nobody_knows_takes_no_part() -> None:
    """All of it stays open."""
    case = a_case(loan=a_loan(amount=None, overdue_principal=None, overdue_interest=None))
    seen = receipt(case, money("100.00"), TODAY, POLICY)
    assert seen.parts.open == money("100.00") and "payment.debt-unknown" in codes(seen.findings)


def test_a_payment_is_reversed_once() -> None:
    """What was recorded after it keeps its parts, and that is said (R171)."""
    case = pay(pay(stated(), money("100.00"), TODAY), money("50.00"), TODAY)
    first, second = case.payments
    assert may_reverse(case, first.id) == []
    assert codes(later_ones(case, first.id)) == ["payment.later-ones"]
    assert later_ones(case, second.id) == []
    taken = msgspec.structs.replace(first, reversed_by=9)
    gone = msgspec.structs.replace(case, payments=(taken, second))
    assert codes(may_reverse(gone, first.id)) == ["payment.reversed-already"]


def test_figures_checked_again_have_the_payment_though_nothing_changed() -> None:
    """The core system may take a day to book it: the later check is what counts."""
    case = a_checked_case(TODAY)
    paid_then = pay(case, money("1000.00"), TODAY)
    again = msgspec.structs.replace(an_entry("verified", principal="9000.00"), seq=9)
    checked = case.loan.checked * 2
    loan = msgspec.structs.replace(case.loan, checked=checked)
    both = msgspec.structs.replace(paid_then, loan=loan, timeline=(*case.timeline, again))
    assert owed(both, TODAY).core_total == money("9163.00")
    assert owed(both, TODAY).paid == ZERO


def test_a_payment_of_the_day_of_the_figures_is_asked_about() -> None:
    """It lowers the debt, and the clerk is told to compare."""
    found = codes(receipt(a_checked_case(TODAY), money("1000.00"), TODAY, POLICY).findings)
    assert found == ["payment.same-day"]


@given(
    st.sampled_from(["stated", "core_list", "core_checked"]),
    st.lists(st.tuples(sums, days_, st.integers(1, 9), st.booleans()), max_size=4),
    st.sampled_from([None, Decimal("0"), Decimal("0.50")]),
    days_,
    sums,
)
def test_whatever_was_recorded_in_whatever_order_nothing_falls_below_zero(
    kind: Any,
    many: list[tuple[Money, date, int, bool]],
    uplift: Decimal | None,
    day: date,
    amount: Money,
) -> None:
    """Late records, reversals, checks between: parts stay sound and the next payment adds up."""
    known = DUE + timedelta(days=30)
    checked = (a_checked("11500.00", known),) if kind == "core_checked" else ()
    loan = a_loan(
        sources={"overdue_principal": Source(kind, known)}, penalty_uplift=uplift, checked=checked
    )
    verified = msgspec.structs.replace(an_entry("verified", principal="1"), seq=5)
    case = a_case(loan=loan, timeline=(verified,) if checked else ())
    for sum_, on, seq, reversed_ in many:
        parts = receipt(case, sum_, on, POLICY).parts
        one = a_payment(str(sum_), on, seq, parts=parts, reversed_by=9 if reversed_ else None)
        case = msgspec.structs.replace(case, payments=(*case.payments, one))

    left = owed(case, day)
    seen = receipt(case, amount, day, POLICY).parts

    assert min(part for part in left.parts if part is not None) >= ZERO
    assert min(left.open, left.over, left.known_total) >= ZERO
    taken = (seen.fees, seen.interest, seen.penalty, seen.compound, seen.principal, seen.rest)
    assert Money.total(taken) == amount and min(taken) >= ZERO
