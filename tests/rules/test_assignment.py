"""Who works a case and who decides, its level and book, its strategy, its watch."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import Money
from branchdesk.model.case import Case
from branchdesk.model.terms import Terms
from branchdesk.rules.assignment import (
    STEPS,
    assigned,
    book,
    is_large,
    level,
    periods_overdue,
    restructured_until,
)
from branchdesk.rules.classification import steps
from branchdesk.rules.severity import overdue_days
from branchdesk.rules.watch import warnings
from tests.builders import (
    DUE,
    TODAY,
    a_case,
    a_decision,
    a_loan,
    a_plan,
    a_policy,
    an_account,
    an_item,
    codes,
    money,
    situations,
)


def a_classed(word: str, **given: Any) -> Case:
    """A case of this class; ``suspected`` waits for the second person."""
    if word == "undecided":
        return a_case(**given)
    klass = "malicious" if word == "suspected" else word
    return a_case(decisions=(a_decision(klass, confirmed=word != "suspected"),), **given)


@pytest.mark.parametrize("row", situations("assignment"), ids=lambda row: row["zh"])
def test_an_officers_table_of_assignment_holds(row: dict[str, Any]) -> None:
    """Age, amount, risk; levels; large sums; the three books (R057, R058, R065-R067, R153)."""
    case = a_classed(row["class"], state=row.get("state", "classified"))
    amount, policy = money(row["amount"]), a_policy()
    found = assigned(case, row["days"], amount, policy)

    assert (found.works, found.decides) == (row["works"], row["decides"])
    assert level(row["days"], amount, policy) == row["level"]
    assert is_large(amount, policy) is row["large"]
    assert book(case, row["days"]) == row["book"]


def test_what_is_unknown_is_not_judged() -> None:
    """No days, no amount: no level, no book, and the junior begins."""
    case, policy = a_case(), a_policy()

    assert (level(None, money("1"), policy), level(3, None, policy)) == ("", "")
    assert (is_large(None, policy), book(case, None)) == (None, "")
    assert assigned(case, None, None, policy).works == "junior"


@given(st.integers(0, 400), st.integers(0, 10**8), st.integers(0, 60), st.integers(0, 10**7))
def test_more_days_or_a_larger_sum_never_bring_a_case_lower(
    days: int, fen: int, more: int, extra: int
) -> None:
    """Levels and steps only rise (R058, R067)."""
    case, policy = a_case(), a_policy()
    low, high = Money(Decimal(fen) / 100), Money(Decimal(fen + extra) / 100)
    before = assigned(case, days, low, policy)
    after = assigned(case, days + more, high, policy)

    assert STEPS.index(after.works) >= STEPS.index(before.works)
    assert level(days + more, high, policy) >= level(days, low, policy)


@pytest.mark.parametrize(
    ("severity", "klass", "found"),
    [
        ("light", "undecided", {"verify_first", "phone_first"}),
        ("light", "non_malicious", {"phone_first"}),
        ("moderate", "non_malicious", {"often_by_person", "offer_a_plan"}),
        ("severe", "non_malicious", {"legal_or_agency", "offer_a_plan"}),
        ("severe", "malicious", {"demand_at_once"}),
        ("light", "suspected", {"second_person"}),
        ("severe", "technical", {"put_right"}),
        ("", "undecided", {"verify_first"}),
    ],
)
def test_the_strategy_follows_severity_and_class(
    severity: str, klass: str, found: set[str]
) -> None:
    """Phone, more by person, legal or agency; malicious and technical by their own way (R070,
    R071, R117, R149)."""
    assert set(steps(severity, klass, a_policy())) == found


@pytest.mark.parametrize(
    ("severity", "klass", "found"),
    [
        ("none", "non_malicious", set()),
        ("light", "non_malicious", {"again", "often_by_person", "offer_a_plan"}),
        ("moderate", "undecided", {"again", "verify_first", "legal_or_agency"}),
        ("severe", "non_malicious", {"again", "legal_or_agency", "offer_a_plan"}),
        ("light", "malicious", {"again", "demand_at_once"}),
        ("moderate", "technical", {"put_right"}),
    ],
)
def test_overdue_again_is_treated_one_severity_further_on(
    severity: str, klass: str, found: set[str]
) -> None:
    """Calls, SMS and visits anew; what is technical is put right as ever (R104, R149)."""
    assert set(steps(severity, klass, a_policy(), again=True)) == found


def test_unpaid_instalments_are_counted() -> None:
    """The arrears grade rests on them (R064)."""
    items = (an_item(DUE, "100"), an_item(DUE + timedelta(days=30), "100", paid="100"))

    assert periods_overdue(a_case(loan=a_loan(overdue_items=items)), 44) == 1
    assert periods_overdue(a_case(), 44) == 1
    assert (periods_overdue(a_case(), 0), periods_overdue(a_case(), None)) == (0, None)


@pytest.mark.parametrize(
    ("product", "grace", "amount", "after", "days"),
    [
        ("working_capital", None, "12000.00", 1, 1),
        ("working_capital", 5, "12000.00", 5, 0),
        ("working_capital", 5, "12000.00", 6, 6),
        ("credit_card", None, "12000.00", 3, 0),
        ("credit_card", None, "12000.00", 4, 4),
        ("credit_card", None, "10.00", 90, 0),
        ("credit_card", None, "10.01", 90, 90),
        ("credit_card", 0, "12000.00", 1, 1),
        ("consumer", None, "0.50", 1, 1),
    ],
)
def test_grace_and_tolerance_come_before_the_first_day(
    product: str, grace: int | None, amount: str, after: int, days: int
) -> None:
    """Loans: grace by contract; cards: three days and ten yuan; then from the due date (R055)."""
    loan = a_loan(product=product, amount=money(amount), terms=Terms(grace_days=grace))

    assert overdue_days(loan, DUE + timedelta(days=after), a_policy()) == days


@pytest.mark.parametrize(
    ("state", "made", "until"),
    [
        ("granted", TODAY, TODAY + timedelta(days=365)),
        ("granted", TODAY - timedelta(days=365), TODAY),
        ("granted", TODAY - timedelta(days=366), None),
        ("replaced", TODAY, TODAY + timedelta(days=365)),
        ("proposed", TODAY, None),
        ("refused", TODAY, None),
    ],
)
def test_a_granted_plan_makes_a_restructured_asset_watched_for_a_year(
    state: str, made: date, until: date | None
) -> None:
    """A plan for a customer in difficulty: at least special mention, watched a year."""
    plan = msgspec.structs.replace(a_plan(), state=state, made_on=made)

    assert restructured_until(a_case(plans=(plan,)), TODAY, a_policy()) == until


@pytest.mark.parametrize(
    ("account", "found"),
    [
        ({"due_date": TODAY - timedelta(days=23)}, []),
        ({"due_date": TODAY - timedelta(days=24)}, ["watch.bound"]),
        ({"due_date": TODAY - timedelta(days=30)}, ["watch.bound"]),
        ({"due_date": TODAY - timedelta(days=31)}, []),
        ({"due_date": TODAY - timedelta(days=90)}, ["watch.bound"]),
        ({"due_date": TODAY - timedelta(days=91)}, []),
        ({"change": "gone", "due_date": TODAY - timedelta(days=30)}, []),
        ({"returned": True, "due_date": TODAY - timedelta(days=1)}, ["watch.returned"]),
        ({"change": "increased", "before": money("1.00"), "due_date": None}, ["watch.grown"]),
        ({"core_class": "可疑", "due_date": TODAY - timedelta(days=5)}, ["watch.core-class"]),
        ({"core_class": "正常", "due_date": TODAY - timedelta(days=5)}, []),
        ({"core_class": "?", "due_date": TODAY - timedelta(days=5)}, []),
    ],
)
def test_each_sign_of_the_early_warning_list(account: dict[str, Any], found: list[str]) -> None:
    """An early-warning mechanism (R069); a relapse is one of its signs (R104)."""
    assert codes(warnings(an_account(**account), a_policy())) == found


def test_a_customers_other_overdue_loans_are_a_sign() -> None:
    """Cross-default comes from the same pocket (R069)."""
    signs = warnings(an_account(due_date=TODAY - timedelta(days=5)), a_policy(), others=2)

    assert codes(signs) == ["watch.others"] and signs[0].facts == {"count": 2}
