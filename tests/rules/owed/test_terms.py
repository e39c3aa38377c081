"""The debt by its contract's own terms: rate changes, compound interest, day count, order."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.loan import Loan
from branchdesk.model.terms import Fee, RateStep, Terms
from branchdesk.rules.owed.accrual import interest_days
from branchdesk.rules.owed.allocation import Paid
from branchdesk.rules.owed.debt import debt
from branchdesk.rules.owed.payment import receipt
from branchdesk.rules.owed.terms import penalty_rate, wrong_terms
from tests.builders import (
    TODAY,
    a_case,
    a_checked,
    a_loan,
    a_payment,
    a_policy,
    an_item,
    codes,
    money,
)

DUE = date(2024, 2, 8)
AS_OF = date(2024, 7, 8)


def a_contract(loan: dict[str, Any] | None = None, **terms: Any) -> Loan:
    """The loan of example G01 with unpaid interest of 225.72, and these terms."""
    usual: dict[str, Any] = {
        "amount": money("40225.72"), "overdue_principal": money("40000.00"),
        "overdue_interest": money("225.72"), "contract_rate": Decimal("0.099"),
        "penalty_uplift": Decimal("0.50"), "due_date": DUE,
    }  # fmt: skip
    return Loan(**(usual | (loan or {})), terms=Terms(**terms))


@pytest.mark.parametrize(("rounding", "compound"), [("down", "13.96"), ("half_up", "13.97")])
def test_unpaid_interest_bears_compound_interest_where_the_contract_says_so(
    rounding: str, compound: str
) -> None:
    """Example G02: 225.72 at 14.85 % for 150 days is 13.9664; that bank cut it (art. 3 of 251)."""
    owed = debt(a_contract(compound="on_interest", rounding=rounding), a_policy(), AS_OF)

    assert owed.compound == money(compound)
    [line] = [s for s in owed.segments if s.kind == "compound"]
    assert (line.base, line.rate, line.days) == (money("225.72"), Decimal("0.1485"), 150)


@pytest.mark.parametrize("clause", ["", "none"])
def test_without_a_clause_nothing_is_compounded(clause: str) -> None:
    """Penalty on penalty, and compound interest at all, only by contract."""
    assert debt(a_contract(compound=clause), a_policy(), AS_OF).compound == ZERO


def test_penalty_bears_interest_only_from_the_interest_day_on_and_with_a_warning() -> None:
    """Courts are split: it is never counted unless the contract says so, and then it is said."""
    terms: dict[str, Any] = {"compound": "on_interest_and_penalty", "interest_day": "quarter"}
    owed = debt(a_contract(**terms), a_policy(), AS_OF)
    lines = [s for s in owed.segments if s.kind == "compound"]

    assert [(s.base, s.since) for s in lines] == [
        (money("225.72"), date(2024, 2, 9)),
        (money("676.50"), date(2024, 3, 21)),
        (money("1518.00"), date(2024, 6, 21)),
    ]
    assert "debt.penalty-on-penalty" in codes(owed.findings)


@pytest.mark.parametrize(
    ("first", "last", "quarterly", "days"),
    [
        ("2024-01-21", "2024-03-19", True, []),
        ("2024-03-20", "2024-03-20", True, ["2024-03-20"]),
        ("2023-12-20", "2024-04-01", True, ["2023-12-20", "2024-03-20"]),
        ("2023-12-21", "2024-02-20", False, ["2024-01-20", "2024-02-20"]),
    ],
)
def test_interest_days_fall_on_the_twentieth(
    first: str, last: str, quarterly: bool, days: list[str]
) -> None:
    """银发〔1999〕77号, art. 20: of each month, or of each quarter's last month."""
    found = interest_days(date.fromisoformat(first), date.fromisoformat(last), quarterly)

    assert [day.isoformat() for day in found] == days


def test_a_changed_rate_cuts_the_stretch_in_two() -> None:
    """Each segment has one rate, so that a judge can add them up (R123)."""
    rates = (RateStep(date(2024, 5, 1), Decimal("0.09")),)
    first, second = debt(a_contract(rates=rates), a_policy(), AS_OF).segments

    assert (first.until, first.rate) == (date(2024, 4, 30), Decimal("0.1485"))
    assert (second.since, second.rate) == (date(2024, 5, 1), Decimal("0.135"))
    assert first.days + second.days == 150


def test_the_contracts_day_count_as_of_day_and_rounding_win() -> None:
    """The default is 360 days without the as-of day, half up; the contract may say otherwise."""
    owed = debt(a_contract(basis="365", as_of_included=True, rounding="down"), a_policy(), AS_OF)

    assert [(s.basis, s.days) for s in owed.segments] == [(365, 151)]
    assert owed.penalty == money("2457.36")


def test_interest_stops_on_the_day_a_court_accepts_the_bankruptcy() -> None:
    """Enterprise Bankruptcy Law, art. 46: no interest from that day on; what grew stays owed."""
    loan = a_contract(interest_stops_on=date(2024, 4, 1), compound="on_interest")
    then = debt(loan, a_policy(), date(2024, 4, 1))
    later = debt(loan, a_policy(), AS_OF)

    assert later.total == then.total and later.per_day == ZERO
    assert later.segments[0].until == date(2024, 3, 31)
    assert "debt.interest-stopped" in codes(later.findings)


def test_a_payment_settles_in_the_order_the_contract_agreed_on() -> None:
    """Costs, interest, principal unless agreed otherwise (Civil Code 561)."""
    case = a_case(loan=a_contract(order="principal_first"))

    parts = receipt(case, money("1000.00"), AS_OF, a_policy()).parts

    assert (parts.principal, parts.interest) == (money("1000.00"), ZERO)


def test_fees_are_owed_from_their_day_on_and_settled_first() -> None:
    """Costs come first (Civil Code 561); a later one is not settled by an earlier payment."""
    fees = (Fee(date(2024, 3, 1), "公证费", money("300.00")),)
    loan = a_contract(fees=fees)
    early = a_payment(on=date(2024, 2, 20), amount="225.72")
    owed = debt(loan, a_policy(), AS_OF, Paid((), (early,)))

    assert debt(loan, a_policy(), date(2024, 2, 29)).fees == ZERO
    assert (owed.fees, owed.interest) == (money("300.00"), ZERO)


def test_an_unpaid_penalty_stays_owed_when_the_principal_is_paid() -> None:
    """What grew does not fall away with what it grew on."""
    loan = a_contract(
        {"overdue_interest": ZERO, "amount": money("40000.00")}, order="principal_first"
    )
    paid = a_payment(on=date(2024, 5, 8), amount="40000.00")
    owed = debt(loan, a_policy(), AS_OF, Paid((), (paid,)))

    assert (owed.principal, owed.penalty) == (ZERO, money("1468.50"))


def test_another_uplift_in_the_system_is_told_and_changes_nothing() -> None:
    """(2025)鄂9006民初3155号: the contract said 50 %, the system counted 30 %."""
    plain = debt(a_contract(), a_policy(), AS_OF)
    owed = debt(a_contract(system_uplift=Decimal("0.30")), a_policy(), AS_OF)

    assert owed.total == plain.total
    told = next(f for f in owed.findings if f.code == "debt.uplift-differs")
    assert told.facts == {"contract": "50%", "system": "30%"}


@pytest.mark.parametrize(
    ("signed", "warned"),
    [(date(2020, 5, 1), False), (date(2024, 1, 5), True), (date(2019, 1, 1), False)],
)
def test_four_times_the_lpr_of_the_signing_day_is_a_warning(signed: date, warned: bool) -> None:
    """14.85 %: below 15.4 % in 2020, above 13.8 % in 2024; before the table nothing is said."""
    owed = debt(a_contract(signed_on=signed), a_policy(), AS_OF)

    assert ("debt.above-lpr" in codes(owed.findings)) is warned
    assert owed.penalty == money("2475.00")


@pytest.mark.parametrize(
    ("rate", "uplift", "penalty"), [("0.07985", "0.50", "0.119775"), ("0.054", "0.30", "0.0702")]
)
def test_the_published_penalty_rates_come_out(rate: str, uplift: str, penalty: str) -> None:
    """Example G10."""
    loan = a_loan(contract_rate=Decimal(rate), penalty_uplift=Decimal(uplift))

    assert penalty_rate(loan) == Decimal(penalty)


def test_a_card_has_no_penalty_of_this_kind_whatever_its_terms() -> None:
    """Its own terms are asked of the core system; never 滞纳金."""
    loan = a_contract({"product": "credit_card"}, compound="on_interest")
    owed = debt(loan, a_policy(), AS_OF)

    assert (owed.penalty, owed.total) == (None, None)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"signed_on": TODAY, "maturity": TODAY - timedelta(days=1)}, "maturity"),
        ({"signed_on": TODAY, "disbursed_on": TODAY - timedelta(days=1)}, "disbursed_on"),
        ({"interest_stops_on": TODAY + timedelta(days=1)}, "interest_stops_on"),
        ({"rates": (RateStep(TODAY, Decimal("0.1")),) * 2}, "rates"),
        ({"grace_days": 61}, "grace_days"),
    ],
)
def test_terms_that_cannot_be_are_named_beside_their_field(
    terms: dict[str, Any], field: str
) -> None:
    assert [f.field for f in wrong_terms(a_loan(terms=Terms(**terms)), TODAY)] == [field]


def test_the_core_systems_figures_are_carried_on_by_the_same_terms() -> None:
    """A payment after a check is allocated against what grew since, compound interest too."""
    checked = a_checked("40225.72", as_of=date(2024, 3, 1), principal=money("40000.00"),
                        interest=money("225.72"), penalty=ZERO)  # fmt: skip
    loan = msgspec.structs.replace(a_contract(compound="on_interest"), checked=(checked,))
    judged = receipt(a_case(loan=loan), money("10.00"), date(2024, 3, 11), a_policy())

    assert judged.owed["compound"] == money("0.93")
    assert judged.owed["penalty"] == money("165.00")


clauses = st.sampled_from(["", "none", "on_interest", "on_interest_and_penalty"])
sums = st.integers(0, 10**9).map(lambda fen: Money(Decimal(fen).scaleb(-2)))
days = st.integers(0, 900).map(lambda n: DUE + timedelta(days=n))
steps = st.lists(st.builds(RateStep, days, st.decimals("0.001", "0.3", places=4)), max_size=3)
payments = st.lists(
    st.builds(lambda on, amount: a_payment(on=on, amount=str(amount)), days, sums), max_size=4
)


@given(clauses, sums, sums, steps, payments, days, st.sampled_from(["", "month", "quarter"]))
def test_segments_add_up_and_no_part_is_below_zero(
    clause: Any, principal: Money, rest: Money, rates: list[RateStep], paid: list[Any], on: date,
    interest_day: Any,
) -> None:  # fmt: skip
    """Every line is base x rate x days; without payments the parts are the sums of their lines."""
    loan = a_contract(
        {"overdue_principal": principal, "overdue_interest": rest, "amount": principal + rest},
        compound=clause, rates=tuple(rates), interest_day=interest_day,
    )  # fmt: skip
    alone = debt(loan, a_policy(), on)
    after = debt(loan, a_policy(), on, Paid((), tuple(p for p in paid if p.on <= on)))

    for kind in ("penalty", "compound"):
        lines = [s.amount for s in alone.segments if s.kind == kind]
        assert Money.total(lines) == getattr(alone, kind)
    assert all(part is not None and part >= ZERO for part in (*alone.parts, *after.parts))
    assert after.owed <= alone.owed
    for line in (*alone.segments, *after.segments):
        assert line.days == max(0, (line.until - line.since).days + 1)


@given(st.integers(1, 300), clauses)
def test_a_rate_that_changes_to_itself_changes_nothing_but_a_fen_a_cut(
    cut: int, clause: Any
) -> None:
    """Cutting a stretch in two may move the rounding, never more."""
    whole = debt(a_contract(compound=clause), a_policy(), AS_OF)
    rates = (RateStep(DUE + timedelta(days=cut), Decimal("0.099")),)
    two = debt(a_contract(compound=clause, rates=rates), a_policy(), AS_OF)

    assert whole.total is not None and two.total is not None
    assert abs(whole.total - two.total) <= money("0.05")


def test_items_bear_compound_interest_each_from_its_own_day() -> None:
    """Instalment loans: a line an item (R123)."""
    items = (
        an_item(date(2024, 3, 8), "1000.00", "50.00"),
        an_item(date(2024, 4, 8), "1000.00", "40.00"),
    )
    owed = debt(a_contract({"overdue_items": items}, compound="on_interest"), a_policy(), AS_OF)

    assert [(s.base, s.since) for s in owed.segments if s.kind == "compound"] == [
        (money("50.00"), date(2024, 3, 9)), (money("40.00"), date(2024, 4, 9)),
    ]  # fmt: skip
