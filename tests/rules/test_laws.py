"""Laws that hold of every case, whatever its figures: no row of a table could show them all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Case
from branchdesk.model.deferral import Deferral
from branchdesk.model.desk.dated import Dated
from branchdesk.model.payment import PARTS, Part
from branchdesk.model.policy import Policy, PolicyBook
from branchdesk.rules import plan, waiver
from branchdesk.rules.classification import class_word, steps
from branchdesk.rules.court.legal import lacking, triggers
from branchdesk.rules.letter import DUNNING, may_draft
from branchdesk.rules.owed.allocation import allocate
from branchdesk.rules.owed.debt import debt
from branchdesk.rules.severity import overdue_days, regulator_class, severity
from branchdesk.rules.state import WORKING
from tests.builders import (
    TODAY,
    a_case,
    a_checked,
    a_decision,
    a_loan,
    a_plan,
    a_policy,
    codes,
    money,
    shipped_policy,
)
from tests.proof import full

POLICY = a_policy()
sums = st.integers(0, 10**9).map(lambda fen: Money(Decimal(fen).scaleb(-2)))
days_ = st.integers(1, 400)
QUICK = settings(max_examples=full(200, 40), deadline=None)


def a_case_of(principal: Money, after: int, **given: Any) -> Case:
    """A classified case that owes so much principal since so many days."""
    loan = a_loan(
        amount=principal, overdue_principal=principal, overdue_interest=ZERO,
        due_date=TODAY - timedelta(days=after),
    )  # fmt: skip
    usual: dict[str, Any] = {"state": "classified", "decisions": (a_decision(),)}
    return a_case(loan=loan, **(usual | given))


@QUICK
@given(
    sums,
    st.fixed_dictionaries({part: st.none() | sums for part in PARTS}),
    st.permutations(list(PARTS)),
)
def test_a_payment_is_taken_apart_without_a_fen_lost_or_below_nought(
    amount: Money, owed: dict[Part, Money | None], order: list[Part]
) -> None:
    """In any agreed order, whatever is unknown; no part gets more than is owed of it (R039)."""
    taken = allocate(amount, owed, order)

    parts = {part: taken.of(part) or ZERO for part in PARTS}
    assert all(ZERO <= got <= (owed[part] or ZERO) for part, got in parts.items())
    assert taken.rest >= ZERO
    assert Money.total([*parts.values(), taken.rest]) == amount


@QUICK
@given(sums, days_, sums)
def test_a_waiver_that_meets_the_conditions_is_within_the_cap(
    principal: Money, after: int, asked: Money
) -> None:
    """Never more than a fifth of the penalty, and never above it by a fen (R146)."""
    case = a_case_of(principal, after)
    owed = debt(case.loan, POLICY, TODAY)

    against = waiver.conditions(owed, asked, 1, "yes", "yes", POLICY)

    cap = waiver.cap_of(owed, POLICY)
    assert (not against) == (asked <= cap)
    assert cap <= Decimal("0.2") * (waiver.penalty_of(owed) or ZERO)


@QUICK
@given(sums, sums, st.integers(3, 6), st.integers(1, 31))
def test_a_plan_that_may_be_proposed_leaves_seven_tenths_of_the_income(
    principal: Money, income: Money, periods: int, first: int
) -> None:
    """Its largest instalment, interest and all, is within the share (R143)."""
    case = a_case_of(principal, 20)
    asked = plan.Asked(
        case=case, debt=debt(case.loan, POLICY, TODAY), days=20, periods=periods,
        first=TODAY + timedelta(days=first), income=income,
    )  # fmt: skip

    fits = "plan.over-income-share" not in codes(plan.may_propose(asked, POLICY, TODAY))

    largest = max(row.total for row in plan.schedule(asked, POLICY, TODAY))
    assert fits == (largest <= Money.rounded(income * Decimal("0.3"), down=True))


@QUICK
@given(sums, days_, st.sampled_from(["non_malicious", "malicious"]), st.sampled_from(DUNNING))
def test_nobody_is_dunned_while_a_plan_is_kept_or_a_later_day_runs(
    principal: Money, after: int, klass: str, paper: str
) -> None:
    """Of any amount, age and class; and again once the plan was broken (R094, R103)."""
    kept = a_case_of(
        principal, after, decisions=(a_decision(klass),), state="in_arrangement",
        plans=(a_plan(state="granted"),),
    )  # fmt: skip
    later = Deferral(
        id="DEF-1", days=1, on=TODAY, until=TODAY + timedelta(days=1), ground="住院", by="s01",
        state="granted",
    )  # fmt: skip
    eased = a_case_of(principal, after, state="dunning", deferrals=(later,))
    broken = msgspec.structs.replace(kept, state="dunning", plans=(a_plan(state="breached"),))

    def against(case: Case) -> list[str]:
        return codes(may_draft(case, paper, after, POLICY, TODAY))

    assert "letter.plan-in-force" in against(kept)
    assert "letter.deferred" in against(eased)
    assert "letter.plan-in-force" not in against(broken)


LATER: dict[tuple[str, str], Any] = {
    ("severity", "bounds"): [10, 20],
    ("waiver", "max_share"): "0.5",
    ("waiver", "max_days"): 90,
    ("plan", "periods"): [1, 60],
    ("plan", "income_share"): "0.9",
    ("legal", "days"): 30,
    ("legal", "amount"): "100",
    ("legal", "lost_days"): 1,
    ("debt", "basis"): 365,
}
"""Values that a later regulation might bring; each changes a judgement from its day on."""


def changed(on: date) -> PolicyBook:
    """The shipped policy with every one of LATER in force from a day on."""
    book = shipped_policy()
    values = {noun: dict(keys) for noun, keys in book.values.items()}
    for (noun, key), value in LATER.items():
        old = values[noun][key]
        values[noun][key] = msgspec.structs.replace(old, values=(*old.values, Dated(on, value)))
    return PolicyBook(values, book.calendar)


def judged(case: Case, policy: Policy, day: date) -> list[Any]:
    """What the rules say of a case on a day: severity, debt, waiver, plan, suit, strategy."""
    days = overdue_days(case.loan, day, policy)
    owed = debt(case.loan, policy, day)
    asked = plan.Asked(
        case=case, debt=owed, days=days, periods=6, first=day + timedelta(days=20),
        income=money("3000.00"),
    )  # fmt: skip
    return [
        severity(days, policy), regulator_class(days, "car", policy), owed,
        waiver.cap_of(owed, policy), codes(plan.may_propose(asked, policy, day)),
        codes(waiver.conditions(owed, money("5.00"), days, "yes", "yes", policy)),
        codes(triggers(case, days, policy, day)), codes(lacking(case, days, policy, day)),
        steps(severity(days, policy), class_word(case), policy),
    ]  # fmt: skip


@QUICK
@given(sums, days_, st.integers(0, 300), st.sampled_from(WORKING), st.booleans())
def test_a_rule_that_comes_later_leaves_the_judgement_of_an_earlier_day_as_it_was(
    principal: Money, after: int, back: int, state: str, checked: bool
) -> None:
    """An old case keeps its old rule, in every figure and every reason (R022)."""
    case = a_case_of(principal, after + back, state=state)
    day = TODAY - timedelta(days=back)
    if checked:
        loan = msgspec.structs.replace(case.loan, checked=(a_checked(as_of=day),))
        case = msgspec.structs.replace(case, loan=loan)

    before = judged(case, shipped_policy().on(day), day)

    assert judged(case, changed(day + timedelta(days=1)).on(day), day) == before


@pytest.mark.parametrize("at", LATER)
def test_from_its_day_on_the_later_rule_counts(at: tuple[str, str]) -> None:
    """So the law above holds of values that do change something (R022)."""
    noun, key = at
    books = (shipped_policy().on(TODAY), changed(TODAY).on(TODAY))
    old, new = (getattr(getattr(policy, noun), key) for policy in books)
    assert old != new
