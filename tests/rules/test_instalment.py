"""Whether a plan is kept, and when it may be declared broken (R103)."""

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
from branchdesk.model.payment import Payment
from branchdesk.model.plan import Instalment, Plan
from branchdesk.rules.instalment import instalments, may_breach, remarks
from branchdesk.rules.owed.allocation import paid
from branchdesk.rules.owed.debt import debt
from tests.builders import TODAY, a_case, a_decision, a_payment, a_policy, codes, money

FIRST, SECOND, THIRD = date(2026, 12, 18), date(2027, 1, 18), date(2027, 2, 18)
"""A Friday, a Monday, and a day of the spring festival."""
DAY = timedelta(days=1)


def a_plan(**given: Any) -> Plan:
    """Three instalments of 1,000.00 each, granted; 10.00 of the penalty waived."""
    rows = tuple(
        Instalment(no=n, due=due, principal=money("990.00"), interest=money("10.00"),
                   total=money("1000.00"), balance=ZERO)
        for n, due in enumerate((FIRST, SECOND, THIRD), 1)
    )  # fmt: skip
    usual: dict[str, Any] = {
        "id": "P-1", "debt": money("2970.00"), "as_of": TODAY, "periods": 3, "first": FIRST,
        "schedule": rows, "waive": money("10.00"), "seq": 4, "state": "granted",
    }  # fmt: skip
    return Plan(**(usual | given))


def planned(*payments: Payment, **plan: Any) -> Case:
    return a_case(
        state="in_arrangement", decisions=(a_decision(),), plans=(a_plan(**plan),),
        payments=payments,
    )  # fmt: skip


def states(case: Case, day: date, **policy: Any) -> list[str]:
    return [one.state for one in instalments(case, a_policy(**policy), day)]


@pytest.mark.parametrize(
    ("amount", "on", "day", "expected"),
    [
        (None, None, FIRST, ["open", "open", "open"]),
        (None, None, FIRST + DAY, ["late", "open", "open"]),
        ("1000.00", FIRST, FIRST + DAY, ["paid", "open", "open"]),
        ("999.99", FIRST, FIRST + DAY, ["late", "open", "open"]),
        ("1000.00", FIRST + DAY, FIRST + DAY, ["paid_late", "open", "open"]),
        ("2500.00", FIRST, THIRD + DAY, ["paid", "paid", "late"]),
        ("3000.00", FIRST, FIRST, ["paid", "paid", "paid"]),
        ("1000.00", TODAY - DAY, FIRST + DAY, ["late", "open", "open"]),
    ],
)
def test_each_instalment_is_judged_by_what_came_in_by_its_day(
    amount: str | None, on: date | None, day: date, expected: list[str]
) -> None:
    """In full and on its date, the earliest first; money from before the plan does not count."""
    came = [a_payment(amount, on)] if amount and on else []
    assert states(planned(*came), day) == expected


def test_the_grace_is_counted_in_working_days() -> None:
    """A Friday's instalment with one day of grace is late on Tuesday (R103)."""
    assert states(planned(), FIRST + 3 * DAY, grace_workdays=1)[0] == "open"
    assert states(planned(), FIRST + 4 * DAY, grace_workdays=1)[0] == "late"


def test_a_reversed_payment_pays_no_instalment() -> None:
    """It was no payment (R103)."""
    back = a_payment("1000.00", FIRST, reversed_by=12)
    assert states(planned(back), FIRST + DAY)[0] == "late"


def test_only_a_plan_with_a_late_instalment_is_declared_broken() -> None:
    """The sum that is missing is named to the fen (R103)."""
    case = planned(a_payment("400.00", FIRST))
    kept, later = (instalments(case, a_policy(), d) for d in (FIRST, FIRST + DAY))

    assert codes(may_breach(case, kept)) == ["plan.none-late"]
    assert may_breach(case, later) == []
    (finding,) = remarks(case, later)
    assert (finding.code, finding.facts["missing"]) == ("plan.instalment-late", money("600.00"))
    none = a_case()
    assert codes(may_breach(none, ())) == ["plan.none-in-force"]


def owed(case: Case, day: date) -> Any:
    return debt(case.loan, a_policy(), day, paid(case, day))


def test_the_waiver_within_a_plan_takes_effect_with_the_last_instalment() -> None:
    """Kept to the end it leaves the debt, broken it leaves nothing behind (R103, R146)."""
    part, whole = (planned(a_payment(a, FIRST)) for a in ("2999.99", "3000.00"))
    broken = planned(a_payment("3000.00", FIRST), state="breached")

    assert owed(part, FIRST).waived == ZERO
    assert owed(whole, FIRST).waived == money("10.00")
    assert owed(broken, FIRST).waived == ZERO


@given(
    came=st.lists(st.tuples(st.integers(1, 200_000), st.integers(0, 90)), max_size=4),
    late=st.integers(0, 90),
)
def test_a_broken_plan_leaves_the_debt_as_if_nothing_had_been_waived(
    came: list[tuple[int, int]], late: int
) -> None:
    """And a kept one never raises it (R103, R146)."""
    payments = [
        a_payment(str(Money(Decimal(fen).scaleb(-2))), TODAY + after * DAY, 9 + n)
        for n, (fen, after) in enumerate(came)
    ]
    day = TODAY + late * DAY
    kept, broken = planned(*payments), planned(*payments, state="breached")
    plain = msgspec.structs.replace(kept, plans=())

    assert owed(broken, day) == owed(plain, day)
    assert owed(kept, day).owed <= owed(plain, day).owed
