"""Two grades A to D: how a customer pays, how many instalments are unpaid (R059-R064)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.follow.grade import Habit
from branchdesk.rules.assignment import assigned
from branchdesk.rules.follow.grade import arrears_grade, habit_grade, unknown
from tests.builders import TODAY, a_case, a_policy, codes, money

POLICY = a_policy()
EARLIER = date(2026, 10, 31)


def a_habit(**given: Any) -> Habit:
    """What was read from the repayment record today."""
    return Habit(on=TODAY, by="li", **given)


@pytest.mark.parametrize(
    ("told", "grade", "why"),
    [
        # A, R060: six months running or more by the 15th
        ({"months_on_time": 7}, "A", ["grade.in-time"]),
        ({"months_on_time": 6}, "A", ["grade.in-time"]),
        ({"months_on_time": 5}, "B", ["grade.in-time-once"]),
        ({"months_best": 12}, "B", ["grade.in-time-once"]),
        # B, R061: three months or more at some time, or the debit not affected
        ({"months_on_time": 3}, "B", ["grade.in-time-once"]),
        ({"months_best": 3}, "B", ["grade.in-time-once"]),
        ({"months_best": 2, "paid_in_month": True}, "C", ["grade.in-month"]),
        ({"months_best": 2, "debit_affected": False}, "B", ["grade.debit"]),
        ({"debit_affected": True}, "", ["grade.none-fits"]),
        # C, R062: in the month
        ({"paid_in_month": True}, "C", ["grade.in-month"]),
        ({"paid_in_month": False}, "", ["grade.none-fits"]),
        # D, R063: each of the five alone
        ({"months_late": 2, "paid_in_month": True}, "C", ["grade.in-month"]),
        ({"months_late": 3}, "D", ["grade.late"]),
        ({"months_idle": 1, "paid_in_month": True}, "C", ["grade.in-month"]),
        ({"months_idle": 2}, "D", ["grade.idle"]),
        ({"machine_damage": True}, "D", ["grade.machine"]),
        ({"major_event": True}, "D", ["grade.event"]),
        ({"borrowed_share": Decimal("0.3999"), "paid_in_month": True}, "C", ["grade.in-month"]),
        ({"borrowed_share": Decimal("0.40")}, "D", ["grade.borrowed"]),
        # one of them outweighs every good month, and all of them are told
        ({"months_on_time": 12, "major_event": True}, "D", ["grade.event"]),
        ({"months_late": 4, "machine_damage": True}, "D", ["grade.late", "grade.machine"]),
        ({}, "", ["grade.none-fits"]),
    ],
)
def test_how_a_customer_pays_makes_the_habit_grade(
    told: dict[str, Any], grade: str, why: list[str]
) -> None:
    """Every bound from both sides (R060, R061, R062, R063)."""
    found = habit_grade(a_habit(**told), POLICY)
    assert (found.grade, codes(found.reasons)) == (grade, why)
    assert all("{" not in Words(lang).finding(f) for f in found.reasons for lang in LANGS)


def test_what_was_never_read_has_no_grade() -> None:
    """No record, no grade, no reason; what is not known is named (R059)."""
    assert habit_grade(None, POLICY).grade == ""
    assert "months_late" in unknown(a_habit()) and "note" not in unknown(a_habit())
    assert "months_late" not in unknown(a_habit(months_late=0))


@pytest.mark.parametrize(
    ("opened", "periods", "grade"),
    [
        (date(2026, 11, 1), 1, "A"),
        (TODAY, 5, "A"),
        (EARLIER, 1, "B"),
        (EARLIER, 2, "C"),
        (EARLIER, 3, "D"),
        (EARLIER, 24, "D"),
        (date(2025, 11, 25), 1, "B"),
        (TODAY, 0, ""),
        (EARLIER, None, ""),
    ],
)
def test_instalments_unpaid_make_the_arrears_grade(
    opened: date, periods: int | None, grade: str
) -> None:
    """New this month, one, two, more than two (R064)."""
    assert arrears_grade(a_case(opened_on=opened), periods, TODAY).grade == grade


def test_habit_grade_d_raises_who_works_the_case_by_one_step() -> None:
    """By age, amount and the grade of the risk, and not twice (R058)."""
    bad = a_case(habit=a_habit(major_event=True))
    found = assigned(bad, 20, money("9000.00"), POLICY)
    assert (found.works, codes(found.reasons)) == ("senior", ["assign.grade"])
    good = msgspec.structs.replace(bad, habit=a_habit(months_on_time=8))
    assert assigned(good, 20, money("9000.00"), POLICY).works == "junior"
