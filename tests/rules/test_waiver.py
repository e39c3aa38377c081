"""Waivers and reversals: conditions, what forbids one, and what they do to the debt (R141-R146)."""

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
from branchdesk.model.waiver import Reversal, Waiver
from branchdesk.rules.owed.allocation import paid
from branchdesk.rules.owed.debt import Debt, debt
from branchdesk.rules.owed.payment import receipt
from branchdesk.rules.reversal import credit_open, may_reverse_penalty
from branchdesk.rules.waiver import Asked, failed, forbidden, stand
from tests.builders import (
    DUE,
    TODAY,
    a_case,
    a_checked,
    a_decision,
    a_loan,
    a_payment,
    a_policy,
    an_entry,
    codes,
    money,
)

DAY = timedelta(days=1)
BY = TODAY + 10 * DAY
POLICY = a_policy()
PENALTY = debt(a_loan(), POLICY, TODAY).penalty or ZERO
"""43 days on 11,500.00 at 6.525 %."""


def a_waiver(**given: Any) -> Waiver:
    """A granted one: 10.00 of the penalty if 2,000.00 come in within ten days."""
    usual: dict[str, Any] = {
        "id": "W-1", "amount": money("10.00"), "penalty": PENALTY, "cap": money("18.00"),
        "pay": money("2000.00"), "pay_by": BY, "on": TODAY, "seq": 5, "by": "wang",
        "ground": "患病", "approval": "A-1", "state": "granted", "decided_on": TODAY,
    }  # fmt: skip
    return Waiver(**(usual | given))


def eased(*waivers: Waiver, **given: Any) -> Case:
    return a_case(
        state="classified", decisions=(a_decision(),), waivers=waivers or (a_waiver(),), **given
    )


def owed(case: Case, day: date) -> Debt:
    return debt(case.loan, POLICY, day, paid(case, day))


def pay(case: Case, amount: Money, on: date) -> Case:
    """The case with the payment as it would be recorded."""
    parts = receipt(case, amount, on, POLICY).parts
    one = a_payment(str(amount), on, 9 + len(case.payments), parts=parts)
    return msgspec.structs.replace(case, payments=(*case.payments, one))


def asked(amount: str = "15.00", case: Case | None = None, **given: Any) -> Asked:
    usual: dict[str, Any] = {
        "days": 30, "pay": money("5000.00"), "pay_by": BY, "first_overdue": "yes",
        "came_forward": "yes",
    }  # fmt: skip
    case = case or a_case(state="classified", decisions=(a_decision(),))
    return Asked(case=case, debt=owed(case, TODAY), amount=money(amount), **(usual | given))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"days": 31}, ["waiver.too-late"]),
        ({"days": None}, ["waiver.too-late"]),
        ({"first_overdue": "unknown"}, ["waiver.not-first"]),
        ({"first_overdue": "no", "came_forward": "no", "days": 45},
         ["waiver.not-first", "waiver.not-forward", "waiver.too-late"]),
    ],
)  # fmt: skip
def test_each_ordinary_condition_that_is_not_met_is_a_finding(
    given: dict[str, Any], found: list[str]
) -> None:
    """First overdue by our own records, came forward, up to 30 days (R145)."""
    assert codes(failed(asked(**given), POLICY)) == found


def test_a_fifth_of_the_penalty_is_the_cap_to_the_fen() -> None:
    """20 %, never rounded up (R146)."""
    cap = Money.rounded(PENALTY * Decimal("0.20"), down=True)
    over = cap + money("0.01")

    assert failed(asked(str(cap)), POLICY) == []
    assert codes(failed(asked(str(over)), POLICY)) == ["waiver.over-cap"]


@pytest.mark.parametrize(
    ("case", "given", "found"),
    [
        (a_case(), {}, ["waiver.not-classified"]),
        (a_case(state="classified", decisions=(a_decision("malicious"),)), {},
         ["waiver.wrong-class"]),
        (a_case(state="classified", decisions=(a_decision("technical"),)), {},
         ["waiver.wrong-class"]),
        (a_case(state="settled", decisions=(a_decision(),)), {}, ["waiver.closed"]),
        (eased(), {}, ["waiver.before"]),
        (eased(a_waiver(state="asked")), {}, ["waiver.before"]),
        (eased(a_waiver(state="refused")), {}, []),
        (eased(a_waiver(on=TODAY - 20 * DAY, pay_by=TODAY - DAY)), {}, []),
        (None, {"pay_by": TODAY + 16 * DAY}, ["waiver.pay-by"]),
        (None, {"pay_by": TODAY - DAY}, ["waiver.pay-by"]),
        (None, {"pay": ZERO}, ["waiver.pay"]),
    ],
)  # fmt: skip
def test_what_nobody_overrides(case: Case | None, given: dict[str, Any], found: list[str]) -> None:
    """Class, state, one waiver a loan, and a payment that it waits for (R141, R146, R148)."""
    assert codes(forbidden(asked(case=case, **given), POLICY, TODAY)) == found


def test_only_penalty_is_waived_and_only_where_it_is_known() -> None:
    """An override has no cap but the penalty itself (R146)."""
    assert codes(forbidden(asked("500.00"), POLICY, TODAY)) == ["waiver.over-penalty"]
    unknown = a_case(
        state="classified", decisions=(a_decision(),), loan=a_loan(penalty_uplift=None)
    )
    assert codes(forbidden(asked(case=unknown), POLICY, TODAY)) == ["waiver.penalty-unknown"]


@pytest.mark.parametrize(
    ("paid_on", "amount", "how"),
    [
        (None, None, "fallen"),
        (TODAY, "2000.00", "effective"),
        (BY, "2000.00", "effective"),
        (BY + DAY, "2000.00", "fallen"),
        (BY, "1999.99", "fallen"),
        (TODAY - DAY, "2000.00", "fallen"),
    ],
)
def test_the_condition_is_met_to_the_fen_and_the_day_or_the_waiver_falls(
    paid_on: date | None, amount: str | None, how: str
) -> None:
    """Only what came in from the asking to the last day counts (R141, R145)."""
    case = eased()
    if paid_on is not None and amount is not None:
        case = msgspec.structs.replace(case, payments=(a_payment(amount, paid_on),))

    assert stand(case, case.waivers[0], BY + 2 * DAY) == how
    waits = stand(case, case.waivers[0], TODAY - DAY)
    assert waits == "conditional"


def test_the_payment_that_meets_it_settles_the_rest_and_not_what_was_waived() -> None:
    """Paid to the fen by its day: nothing is left, and the waived sum stands by itself (R145)."""
    whole = owed(eased(a_waiver(state="asked")), TODAY).total
    assert whole is not None
    sum_ = whole - money("10.00")
    case = pay(eased(a_waiver(pay=sum_)), sum_, TODAY)

    after = owed(case, TODAY)

    assert (after.total, after.waived) == (ZERO, money("10.00"))
    assert case.payments[0].parts.principal == money("11500.00")
    assert "waiver.in-debt" in codes(after.findings)


def test_on_figures_checked_that_day_the_waived_penalty_is_not_settled_either() -> None:
    """The core system cannot know yet that the condition is met (R145, R146)."""
    checked = a_checked("11500.00", interest=money("500.00"), penalty=money("89.63"))
    case = eased(
        a_waiver(pay=money("12079.63")), loan=a_loan(checked=(checked,)),
        timeline=(an_entry("verified", principal="11500.00"),),
    )  # fmt: skip

    parts = receipt(case, money("12079.63"), TODAY, POLICY).parts

    assert (parts.penalty, parts.principal, parts.over) == (
        money("79.63"), money("11500.00"), ZERO,
    )  # fmt: skip


def test_a_reversed_payment_takes_the_waiver_with_it() -> None:
    """The condition is no longer met (R145)."""
    met = pay(eased(), money("2000.00"), TODAY)
    taken = msgspec.structs.replace(met.payments[0], reversed_by=12)
    back = msgspec.structs.replace(met, payments=(taken,))

    assert owed(met, TODAY).waived == money("10.00")
    assert owed(back, TODAY) == owed(eased(a_waiver(state="refused")), TODAY)


sums = st.integers(1, 8 * 10**5).map(lambda fen: Money(Decimal(fen).scaleb(-2)))
days_ = st.integers(-30, 40).map(lambda n: TODAY + timedelta(days=n))


@given(
    came=st.lists(st.tuples(sums, days_), max_size=4),
    amount=st.integers(1, int(PENALTY * 100)).map(lambda fen: Money(Decimal(fen).scaleb(-2))),
    wanted=sums,
    late=st.integers(0, 60),
)
def test_a_waiver_never_raises_the_debt_and_falls_whole(
    came: list[tuple[Money, date]], amount: Money, wanted: Money, late: int
) -> None:
    """In no order of payments, on no day; and fallen, the debt is what it was without (R146)."""
    case = eased(a_waiver(amount=amount, pay=wanted))
    for sum_, on in sorted(came, key=lambda one: one[1]):
        case = pay(case, sum_, on)
    day = TODAY + late * DAY
    without = msgspec.structs.replace(case, waivers=())

    eased_debt, plain = owed(case, day), owed(without, day)

    assert eased_debt.owed <= plain.owed
    assert eased_debt.waived <= amount
    if stand(case, case.waivers[0], day) != "effective":
        assert eased_debt == plain


def a_reversal(**given: Any) -> Reversal:
    usual: dict[str, Any] = {
        "id": "RV-1", "amount": PENALTY, "on": TODAY, "by": "wang", "ground": "扣款失败",
        "evidence": "系统日志", "approval": "A-1", "credit_days": 20, "state": "granted",
        "decided_on": TODAY,
    }  # fmt: skip
    return Reversal(**(usual | given))


def technical(**given: Any) -> Case:
    verified = {"fault_party": "bank", "evidence": "系统日志"}
    usual: dict[str, Any] = {
        "state": "classified", "decisions": (a_decision("technical"),), "indicators": verified,
    }  # fmt: skip
    return a_case(**(usual | given))


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (technical(), []),
        (technical(decisions=(a_decision(),)), ["reversal.not-technical"]),
        (technical(indicators={"fault_party": "customer", "evidence": "x"}),
         ["reversal.fault-not-bank"]),
        (technical(indicators={"fault_party": "bank", "evidence": " "}),
         ["reversal.no-evidence"]),
        (technical(reversals=(a_reversal(state="asked"),)), ["reversal.waits"]),
        (technical(loan=a_loan(penalty_uplift=None)), ["reversal.nothing"]),
        (technical(state="settled"), ["reversal.closed"]),
    ],
)  # fmt: skip
def test_only_what_was_verified_as_the_banks_own_fault_is_reversed(
    case: Case, found: list[str]
) -> None:
    """With evidence; no cap, no first time, no number of days (R149, R053)."""
    assert codes(may_reverse_penalty(case, owed(case, TODAY))) == found


def test_a_reversed_penalty_is_gone_in_full_and_later_days_count_anew() -> None:
    """Up to the day of the decision; what it was stands by itself (R149)."""
    case = technical(reversals=(a_reversal(),))

    now, later = owed(case, TODAY), owed(case, TODAY + 10 * DAY)

    assert (now.penalty, now.reversed, now.total) == (ZERO, PENALTY, money("12000.00"))
    assert later.penalty == money("18.76") and later.segments[0].since == TODAY + DAY
    assert owed(case, TODAY - DAY).reversed == ZERO


def test_a_reversal_that_waits_changes_nothing() -> None:
    """Asked for is not decided (R148)."""
    assert owed(technical(reversals=(a_reversal(state="asked", decided_on=None),)), TODAY) == owed(
        technical(), TODAY
    )


@given(came=st.lists(st.tuples(sums, days_), max_size=4), late=st.integers(0, 60))
def test_a_reversal_never_raises_the_debt(came: list[tuple[Money, date]], late: int) -> None:
    """Payments then settle what is really owed (R149)."""
    case = technical()
    for sum_, on in sorted(came, key=lambda one: one[1]):
        case = pay(case, sum_, on)
    back = msgspec.structs.replace(case, reversals=(a_reversal(),))
    day = TODAY + late * DAY
    assert owed(back, day).owed <= owed(case, day).owed


@pytest.mark.parametrize(("applied", "open_"), [("", True), ("2026-11-26", False)])
def test_the_credit_record_has_a_clock_until_it_was_applied_for(applied: str, open_: bool) -> None:
    """20 days from the decision, on the worklist (R149)."""
    case = technical(reversals=(a_reversal(),))
    case = msgspec.structs.replace(
        case, indicators=case.indicators | {"credit_applied_on": applied}
    )
    clock = credit_open(case)
    assert (clock is not None) is open_
    assert clock is None or clock[1] == date(2026, 12, 15)
    assert DUE < TODAY
