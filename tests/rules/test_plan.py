"""Instalment plans: the schedule adds up, and every reason against a plan is named."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Decision
from branchdesk.model.loan import Checked, Guarantor
from branchdesk.model.plan import CardTerms
from branchdesk.rules.owed.debt import debt
from branchdesk.rules.plan import Asked, may_propose, remarks, schedule
from tests.builders import a_case, a_loan, a_policy

TODAY = date(2026, 11, 22)
POLICY = a_policy()


def asked(**changed: Any) -> Asked:
    """A plain good plan: 6,000 overdue, six periods, a good income."""
    loan = a_loan(
        product="consumer", amount=Money("6000"), overdue_principal=Money("6000"),
        overdue_interest=ZERO, due_date=date(2026, 11, 2), contract_rate=Decimal("0.072"),
        penalty_uplift=Decimal("0.5"), **changed.pop("loan", {}),
    )  # fmt: skip
    klass = changed.pop("klass", "non_malicious")
    decisions = (Decision(klass=klass, ground="g", by="li", on=TODAY),) if klass else ()
    state = changed.pop("state", "classified")
    case = msgspec.structs.replace(a_case(loan=loan), decisions=decisions, state=state)
    good: dict[str, Any] = {
        "case": case, "debt": debt(loan, POLICY, TODAY), "days": 20, "periods": 6,
        "first": date(2026, 12, 20), "income": Money("10000"),
    }  # fmt: skip
    return Asked(**good | changed)


def codes(plan: Asked) -> list[str]:
    """The codes of every reason against it."""
    return [finding.code for finding in may_propose(plan, POLICY, TODAY)]


def test_a_plain_good_plan_may_be_proposed() -> None:
    """Non-malicious, six periods, within the income (R140, R142)."""
    assert codes(asked()) == []


@pytest.mark.parametrize(
    ("periods", "allowed"), [(2, False), (3, True), (6, True), (7, False), (0, False)]
)
def test_three_to_six_periods(periods: int, allowed: bool) -> None:
    """Never fewer than 3 nor more than 6 (R142)."""
    assert ("plan.periods" not in codes(asked(periods=periods))) is allowed


@pytest.mark.parametrize(("income", "allowed"), [("10000", True), ("3000", False)])
def test_the_largest_instalment_takes_at_most_thirty_percent(income: str, allowed: bool) -> None:
    """An income of 10,000 carries 3,000 a month (R143)."""
    assert ("plan.over-income-share" not in codes(asked(income=Money(income)))) is allowed


def test_the_cap_is_exact_to_the_fen() -> None:
    """One fen more than 30 % is refused (R143)."""
    largest = max(row.total for row in schedule(asked(), POLICY, TODAY))
    income = Money.rounded(largest / Decimal("0.30")) + Money("0.04")
    less = income - Money("0.20")

    assert "plan.over-income-share" not in codes(asked(income=income))
    assert "plan.over-income-share" in codes(asked(income=less))


def test_without_an_income_the_reason_stands_in_its_place() -> None:
    """Income, outgoings and debts are asked; a missing one is explained to who decides (R144)."""
    assert codes(asked(income=None)) == ["plan.income-missing"]
    explained = asked(income=None, no_income_because="停工两个月")
    assert codes(explained) == []
    assert "plan.no-income" in [f.code for f in remarks(explained, POLICY, TODAY)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"klass": ""}, "plan.not-classified"),
        ({"klass": "malicious"}, "plan.wrong-class"),
        ({"klass": "technical"}, "plan.wrong-class"),
        ({"state": "settled"}, "plan.closed"),
        ({"first": TODAY}, "plan.first-date"),
        ({"first": TODAY + timedelta(days=46)}, "plan.first-date"),
    ],
)
def test_each_reason_against_a_plan_is_named(changed: dict[str, Any], code: str) -> None:
    """Every reason, not the first (R140, R147)."""
    assert codes(asked(**changed)) == [code]


def test_all_reasons_are_told_together() -> None:
    """A refusal names every reason."""
    found = codes(asked(klass="malicious", periods=9, first=TODAY, income=None))
    assert found == ["plan.wrong-class", "plan.periods", "plan.first-date", "plan.income-missing"]


def test_an_unknown_rate_leaves_nothing_to_split() -> None:
    """Nothing is assumed."""
    loan = a_loan(contract_rate=None, penalty_uplift=None, product="consumer")
    plan = msgspec.structs.replace(
        asked(),
        case=msgspec.structs.replace(asked().case, loan=loan),
        debt=debt(loan, POLICY, TODAY),
    )
    assert codes(plan) == ["plan.debt-unknown", "plan.rate-unknown"]
    assert schedule(plan, POLICY, TODAY) == ()


SETTLED = CardTerms(
    beyond_means=True, currency="cny", method="auto_debit", charges="go_on",
    charge_rate=Decimal("0.1825"), no_new_card=True, duties_told=True, other="无",
    agreed_by="written",
)  # fmt: skip


def a_card_plan(checked: bool = True, **changed: Any) -> Asked:
    """A card of 6,000, the figures compared with the core system that day."""
    core = Checked(
        as_of=TODAY, principal=Money("5400"), interest=Money("500"), penalty=Money("100")
    )
    plain = asked()
    loan = a_loan(product="credit_card", amount=Money("6000"), checked=(core,) if checked else ())
    case = msgspec.structs.replace(plain.case, loan=loan)
    terms = msgspec.structs.replace(SETTLED, **changed.pop("card", {}))
    owed = debt(loan, POLICY, TODAY)
    good = {"case": case, "debt": owed, "card": terms, "periods": 60, "income": Money("30000")}
    return asked(**good | changed)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"periods": 3}, []),
        ({"periods": 2}, ["plan.periods"]),
        ({"periods": 61}, ["plan.periods"]),
        ({"checked": False}, ["plan.card-figures"]),
        ({"card": {"currency": ""}}, ["plan.card-lacks"]),
        ({"card": {"method": ""}}, ["plan.card-lacks"]),
        ({"card": {"charges": ""}}, ["plan.card-lacks"]),
        ({"card": {"charge_rate": None}}, ["plan.card-rate"]),
        ({"card": {"charges": "stop", "charge_rate": None}}, []),
        ({"card": {"no_new_card": None}}, ["plan.card-lacks"]),
        ({"card": {"no_new_card": False}}, ["plan.card-not-agreed"]),
        ({"card": {"beyond_means": False}}, ["plan.card-not-agreed"]),
        ({"card": {"duties_told": None}}, ["plan.card-lacks"]),
        ({"card": {"other": ""}}, ["plan.card-lacks"]),
        ({"card": {"agreed_by": ""}}, ["plan.card-lacks"]),
        ({"card": {"agreed_by": "oral"}}, ["plan.card-recording"]),
        ({"card": {"agreed_by": "oral", "recording": "R-7"}}, []),
        ({"income": None}, ["plan.income-missing"]),
    ],
)
def test_a_card_settles_six_items_within_five_years(
    changed: dict[str, Any], found: list[str]
) -> None:
    """Each that lacks is named; a loan keeps its six periods (R140, R142, card rules art. 70)."""
    assert codes(a_card_plan(**changed)) == found


def test_a_card_without_any_terms_names_all_of_them() -> None:
    """Every reason, not the first (R140)."""
    plan = msgspec.structs.replace(a_card_plan(), card=None)
    assert codes(plan) == ["plan.card-lacks"] * 8


@pytest.mark.parametrize(("charges", "runs"), [("go_on", True), ("stop", False)])
def test_a_card_bears_what_was_agreed_and_adds_up(charges: str, runs: bool) -> None:
    """60 instalments of the core system's balance; charges that stop cost nothing (R140)."""
    rows = schedule(a_card_plan(card={"charges": charges}), POLICY, TODAY)
    assert len(rows) == 60 and rows[-1].balance == ZERO
    assert Money.total(row.principal for row in rows) == Money("6000")
    assert (Money.total(row.interest for row in rows) > ZERO) is runs


def test_an_oral_agreement_keeps_its_recording() -> None:
    """Until all is settled; charges that stop are told to who decides (card rules art. 70)."""
    oral = a_card_plan(card={"agreed_by": "oral", "recording": "R-7", "charges": "stop"})
    told = [f.code for f in remarks(oral, POLICY, TODAY)]
    assert told[-2:] == ["plan.card-charges-stop", "plan.card-oral"]
    assert "plan.card-oral" not in [f.code for f in remarks(a_card_plan(), POLICY, TODAY)]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"waive": Money("1.00")}, []),
        ({"waive": Money("6.84")}, []),
        ({"waive": Money("6.85")}, ["waiver.over-cap"]),
        ({"waive": Money("1"), "first_overdue": "unknown"}, ["waiver.not-first"]),
        ({"waive": Money("1"), "came_forward": "no"}, ["waiver.not-forward"]),
        ({"waive": Money("1"), "days": 31}, ["waiver.too-late"]),
    ],
)
def test_a_waiver_has_four_conditions(changed: dict[str, Any], found: list[str]) -> None:
    """At most 20 % of the penalty, first overdue, came forward, up to 30 days (R145, R146)."""
    good = {"first_overdue": "yes", "came_forward": "yes"}
    assert codes(asked(**good | changed)) == found


def test_a_guarantor_without_consent_is_pointed_out() -> None:
    """What grows heavier is not covered without written consent (Civil Code 695)."""
    plan = asked(loan={"guarantors": (Guarantor("魏建军"),)})
    assert "plan.no-consent" in [f.code for f in remarks(plan, POLICY, TODAY)]
    agreed = msgspec.structs.replace(plan, guarantor_consents=True)
    assert "plan.no-consent" not in [f.code for f in remarks(agreed, POLICY, TODAY)]


@given(
    fen=st.integers(1_00, 10**11),
    periods=st.integers(3, 6),
    day=st.integers(1, 45),
    waive=st.integers(0, 99),
)
def test_the_schedule_adds_up_to_the_debt(fen: int, periods: int, day: int, waive: int) -> None:
    """To the fen, the last period settles, and a waiver never raises what is owed (R142)."""
    owed = Money.rounded(Decimal(fen) / 100)
    plain = asked()
    loan = msgspec.structs.replace(plain.case.loan, amount=owed, overdue_principal=owed)
    case = msgspec.structs.replace(plain.case, loan=loan)
    waived = Money.rounded(Decimal(waive) / 100)
    plan = msgspec.structs.replace(
        plain, case=case, debt=debt(loan, POLICY, TODAY), periods=periods,
        first=TODAY + timedelta(days=day), waive=waived,
    )  # fmt: skip

    rows = schedule(plan, POLICY, TODAY)

    whole = plan.debt.total
    assert whole is not None
    assert Money.total(row.principal for row in rows) == whole - waived <= whole
    assert rows[-1].balance == ZERO
    assert [row.total for row in rows] == [row.principal + row.interest for row in rows]
    assert len({row.due for row in rows}) == periods
    assert [row.due for row in rows] == sorted(row.due for row in rows)
    assert rows[-1].principal - rows[0].principal < Money("0.06")


def test_the_end_of_the_month_stays_the_end_of_the_month() -> None:
    """31 January is followed by 28 February and 31 March."""
    plan = asked(first=date(2026, 12, 31))
    days = [row.due for row in schedule(plan, POLICY, TODAY)]
    assert days[:4] == [
        date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31),
    ]  # fmt: skip


def test_periods_beyond_all_bounds_are_refused_and_not_counted_out() -> None:
    """The calendar ends before the 999,999th month (R142)."""
    plan = asked(periods=999_999)
    assert schedule(plan, POLICY, TODAY) == () and codes(plan) == ["plan.periods"]
