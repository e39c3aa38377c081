"""What is owed on a day; the published examples to the fen (R123)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.loan import Loan, OverdueItem, Source
from branchdesk.rules.owed.debt import debt, interest, penalty_segment
from branchdesk.rules.owed.terms import penalty_rate
from branchdesk.rules.severity import days_past_due
from tests.builders import DUE, TODAY, a_checked, a_loan, a_policy, an_item, codes, money

G01 = Loan(
    amount=money("40000.00"),
    overdue_principal=money("40000.00"),
    overdue_interest=money("0.00"),
    contract_rate=Decimal("0.099"),
    penalty_uplift=Decimal("0.50"),
    due_date=date(2024, 2, 8),
)
sums = st.integers(0, 10**12).map(lambda fen: Money(Decimal(fen).scaleb(-2)))
rates = st.decimals("0.0001", "0.36", places=6)
past = st.dates(date(2026, 1, 1), TODAY)
items = st.builds(OverdueItem, past, sums, sums, paid=sums)


def test_the_published_judgment_comes_out_to_the_fen() -> None:
    """Example G01: 151 days past due, 150 days of penalty, 2,475.00 yuan (R123)."""
    as_of = date(2024, 7, 8)
    owed = debt(G01, a_policy(), as_of)

    assert days_past_due(G01.due_date, as_of) == 151
    assert owed.penalty == money("2475.00")
    assert owed.total == money("42475.00")
    [line] = owed.segments
    assert (line.kind, line.base, line.rate) == ("penalty", money("40000.00"), Decimal("0.1485"))
    assert (line.since, line.until, line.days) == (date(2024, 2, 9), date(2024, 7, 7), 150)
    assert line.basis == 360
    assert codes(owed.findings) == ["debt.above-lpr"]


def test_a_contract_that_counts_the_as_of_day_has_one_day_more() -> None:
    """Rules 3.1: both counting habits are found; the default is the judgment's."""
    owed = debt(G01, a_policy(as_of_included=True), date(2024, 7, 8))
    assert owed.segments[0].days == 151
    assert owed.penalty == money("2491.50")


@pytest.mark.parametrize(
    ("principal", "rate", "since", "to", "days", "amount"),
    [
        ("87928.05", "0.045", date(2024, 9, 5), date(2024, 12, 18), 104, "1143.06"),  # G04
        ("100000.00", "0.18", date(2026, 1, 1), date(2026, 1, 16), 15, "750.00"),  # N02
    ],
)
def test_interest_is_base_times_rate_times_days(
    principal: str, rate: str, since: date, to: date, days: int, amount: str
) -> None:
    """Example G04, and N02 where a published page was wrong."""
    assert (to - since).days == days
    assert interest(money(principal), Decimal(rate), days, a_policy()) == money(amount)


@pytest.mark.parametrize(("after", "days"), [(-40, 0), (0, 0), (1, 0), (2, 1), (31, 30)])
def test_nothing_accrues_before_the_second_day_past_due(after: int, days: int) -> None:
    """The as-of day is not counted, nor is a loan that is not yet due (G01)."""
    owed = debt(a_loan(), a_policy(), DUE + timedelta(days=after))
    assert owed.segments[0].days == days
    assert owed.penalty == interest(money("11500.00"), Decimal("0.06525"), days, a_policy())


def test_a_year_may_count_365_days() -> None:
    """Example N01: 164.38, where a published page printed 1,638."""
    assert interest(money("100000.00"), Decimal("0.06"), 10, a_policy(basis=365)) == money("164.38")


@pytest.mark.parametrize(
    ("exact_days", "half_up", "down"), [(150, "13.97", "13.96"), (1, "0.09", "0.09")]
)
def test_the_policy_says_how_a_part_of_a_fen_is_rounded(
    exact_days: int, half_up: str, down: str
) -> None:
    """Example G02: 13.9664 was printed 13.96 by one bank; half up is the default."""
    base, rate = money("225.72"), Decimal("0.1485")
    assert interest(base, rate, exact_days, a_policy()) == money(half_up)
    assert interest(base, rate, exact_days, a_policy(round_down=True)) == money(down)


@pytest.mark.parametrize(
    ("rate", "uplift", "penalty"),
    [("0.07985", "0.50", "0.119775"), ("0.054", "0.30", "0.0702"), ("0.11", "0", "0.11")],
)
def test_the_penalty_rate_is_the_contract_rate_with_its_uplift(
    rate: str, uplift: str, penalty: str
) -> None:
    """Example G10 (银发〔2003〕251号)."""
    loan = a_loan(contract_rate=Decimal(rate), penalty_uplift=Decimal(uplift))
    assert penalty_rate(loan) == Decimal(penalty)


@pytest.mark.parametrize(
    ("due", "paid", "days"),
    [(date(2015, 7, 3), date(2015, 7, 10), 6), (date(2015, 7, 15), date(2015, 7, 20), 4)],
)
def test_interest_days_run_from_the_day_after_due_to_the_day_before(
    due: date, paid: date, days: int
) -> None:
    """Example G12."""
    line = penalty_segment(money("1000.00"), Decimal("0.1"), due, a_policy(), paid)
    assert line.days == days


@pytest.mark.parametrize(
    ("lacking", "code"),
    [("contract_rate", "debt.no-rate"), ("penalty_uplift", "debt.no-uplift")],
)
def test_an_unknown_rate_or_uplift_leaves_the_penalty_unknown(lacking: str, code: str) -> None:
    """Null and a finding, never 0; what is known is still added up."""
    owed = debt(a_loan(**{lacking: None}), a_policy(), TODAY)

    assert owed.penalty is None
    assert owed.per_day is None
    assert owed.total is None
    assert owed.known_total == money("12000.00")
    assert owed.segments == ()
    assert codes(owed.findings) == [code]


@pytest.mark.parametrize("gone", [("amount", "overdue_principal"), ("due_date",)])
def test_an_unknown_amount_or_due_date_leaves_everything_unknown(gone: tuple[str, ...]) -> None:
    """Nothing is assumed."""
    owed = debt(a_loan(**dict.fromkeys(gone)), a_policy(), TODAY)
    assert (owed.principal, owed.interest, owed.penalty, owed.total) == (None,) * 4
    assert "debt.no-amount" in codes(owed.findings)


def test_a_stated_uplift_of_zero_is_known() -> None:
    """Zero is a figure, unknown is none."""
    owed = debt(a_loan(penalty_uplift=Decimal(0)), a_policy(), TODAY)
    assert owed.penalty == interest(money("11500.00"), Decimal("0.0435"), 43, a_policy())


@pytest.mark.parametrize(
    ("given", "principal", "unpaid", "said"),
    [
        ({}, "11500.00", "500.00", []),
        ({"overdue_principal": None}, "11500.00", "500.00", []),
        ({"overdue_interest": None}, "11500.00", "500.00", []),
        ({"overdue_interest": money("0.00"), "overdue_principal": None}, "12000.00", "0.00", []),
        (
            {"overdue_interest": None, "overdue_principal": None},
            "12000.00",
            "0.00",
            ["debt.not-split"],
        ),
        (
            {"overdue_interest": money("13000.00"), "overdue_principal": None},
            "0.00",
            "13000.00",
            [],
        ),
    ],
)
def test_the_penalty_is_counted_on_the_principal_alone(
    given: dict[str, Any], principal: str, unpaid: str, said: list[str]
) -> None:
    """Overdue principal, else amount less interest, else the amount (rules 3.1); never below 0."""
    owed = debt(a_loan(**given), a_policy(), TODAY)
    assert owed.principal == money(principal)
    assert owed.interest == money(unpaid)
    assert owed.segments[0].base == money(principal)
    assert codes(owed.findings) == said


def test_each_missed_instalment_is_a_line_of_its_own() -> None:
    """Days run from each item's due date; a payment settles its interest first."""
    loan = a_loan(
        overdue_items=(
            an_item(date(2026, 9, 20), "1000.00", "50.00", paid="150.00"),
            an_item(date(2026, 10, 20), "1000.00", "45.00", paid="20.00"),
        )
    )
    owed = debt(loan, a_policy(), TODAY)

    assert [(s.base, s.days) for s in owed.segments] == [
        (money("900.00"), 65),
        (money("1000.00"), 35),
    ]
    assert owed.principal == money("1900.00")
    assert owed.interest == money("25.00")
    assert owed.penalty == Money.total(s.amount for s in owed.segments)


def test_figures_rounded_to_ten_thousands_are_named() -> None:
    """Good enough to go on with, not to demand."""
    loan = a_loan(sources={"amount": Source("core_list", TODAY, approximate=True)})
    assert codes(debt(loan, a_policy(), TODAY).findings) == ["debt.approximate"]


def test_the_core_systems_figures_of_the_same_day_stand_beside_ours() -> None:
    """With the difference; figures of another day are shown without one."""
    early, late = TODAY - timedelta(days=5), TODAY
    loan = a_loan(checked=(a_checked("12100.00", early), a_checked("12200.00", late)))
    ours = debt(loan, a_policy(), early)

    assert ours.checked == loan.checked[0]
    assert ours.total is not None
    assert ours.difference == money("12100.00") - ours.total
    between = debt(loan, a_policy(), TODAY - timedelta(days=2))
    assert between.checked == loan.checked[1]
    assert between.difference is None


def test_each_day_adds_the_penalty_of_one_day() -> None:
    """What is printed as the daily increase (R123)."""
    owed = debt(G01, a_policy(), date(2024, 7, 8))
    assert owed.per_day == interest(G01.overdue_principal or ZERO, Decimal("0.1485"), 1, a_policy())
    assert owed.per_day == money("16.50")


@given(sums, rates, st.integers(0, 4000), st.integers(1, 400))
def test_the_penalty_never_falls_with_the_days(
    base: Money, rate: Decimal, days: int, more: int
) -> None:
    """A later day owes at least as much."""
    at = [
        penalty_segment(base, rate, DUE, a_policy(), DUE + timedelta(days=n)).amount
        for n in (days, days + more)
    ]
    assert ZERO <= at[0] <= at[1]


@given(st.lists(items, min_size=1, max_size=5), rates, st.booleans())
def test_the_lines_add_up_to_the_penalty_and_nothing_is_below_zero(
    missed: list[OverdueItem], rate: Decimal, down: bool
) -> None:
    """A judge can add the statement up again, overpaid items too (R123)."""
    loan = a_loan(overdue_items=tuple(missed), contract_rate=rate)
    owed = debt(loan, a_policy(round_down=down), TODAY)

    assert owed.penalty == Money.total(line.amount for line in owed.segments)
    assert owed.principal == Money.total(line.base for line in owed.segments)
    assert owed.total == Money.total(part for part in owed.parts if part is not None)
    assert all(part is not None and part >= 0 for part in owed.parts)
    assert all(line.amount >= 0 and line.days >= 0 for line in owed.segments)


@given(sums, rates, st.integers(0, 4000))
def test_rounding_moves_a_sum_by_less_than_a_fen(base: Money, rate: Decimal, days: int) -> None:
    """Half up by at most half a fen either way; down never up."""
    exact = Decimal(base) * rate * days / 360
    off_up = interest(base, rate, days, a_policy()) - exact
    off_down = interest(base, rate, days, a_policy(round_down=True)) - exact
    assert abs(off_up) <= Decimal("0.005")
    assert Decimal("-0.01") < off_down <= 0
