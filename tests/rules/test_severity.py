"""Days past due, severity and the regulator's class (R055, R056)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from branchdesk.rules.severity import days_past_due, regulator_class, severity
from tests.builders import DUE, TODAY, a_policy, situations

ROWS = [pytest.param(row, id=row["zh"]) for row in situations("severity")]


@pytest.mark.parametrize("row", ROWS)
def test_the_days_decide_the_severity(row: dict[str, Any]) -> None:
    """1 to 30 light, 31 to 90 moderate, 91 and more severe (R055, R056)."""
    assert severity(row["days"], a_policy()) == row["severity"]


@pytest.mark.parametrize("row", ROWS)
def test_the_regulators_class_of_loans_and_cards_has_its_own_bounds(row: dict[str, Any]) -> None:
    """Rules 3.2: more than 90, 270, 360 days for loans; 90, 120, 180 for cards (article 92)."""
    assert regulator_class(row["days"], "working_capital", a_policy()) == row["loan"]
    assert regulator_class(row["days"], "credit_card", a_policy()) == row["card"]


def test_every_edge_of_the_scales_is_a_row() -> None:
    """Both sides of each bound, of the branch's scale and of both of the regulator's (R056)."""
    policy = a_policy().severity
    tables = (policy.loan_classes.values(), policy.card_classes.values())
    last = {*policy.bounds, *(days for bounds in tables for days in bounds)}
    edges = {day for days in last for day in (days, days + 1)} | {60, 61}
    assert edges <= {row["days"] for row in situations("severity")}


@pytest.mark.parametrize(("after", "days"), [(-31, 0), (-1, 0), (0, 0), (1, 1), (30, 30)])
def test_the_day_after_the_due_date_is_day_one(after: int, days: int) -> None:
    """The due date itself and the days before it are not past due (R056)."""
    assert days_past_due(DUE, DUE + timedelta(days=after)) == days


def test_an_unknown_due_date_has_no_severity_and_no_class() -> None:
    """Nothing is assumed: unknown is neither none nor light."""
    unknown = days_past_due(None, TODAY)
    assert unknown is None
    assert severity(unknown, a_policy()) == ""
    assert regulator_class(unknown, "working_capital", a_policy()) == ""


def test_other_bounds_of_the_branch_move_the_severity() -> None:
    """Decision 1.10.1: the bounds are a setting."""
    moved = a_policy(bounds=(29, 89))
    assert [severity(days, moved) for days in (29, 30, 89, 90)] == [
        "light",
        "moderate",
        "moderate",
        "severe",
    ]


def test_the_class_does_not_hang_on_the_order_in_which_the_bounds_are_written() -> None:
    """A branch may write its table from the worst class down."""
    turned = {"loss": 360, "doubtful": 270, "substandard": 90, "special_mention": 0}
    assert regulator_class(271, "car", a_policy(loan_classes=turned)) == "doubtful"
