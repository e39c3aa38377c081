"""Periods of months and years by the Civil Code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.period import last_day, months_after, years_after


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 2, 28), 6, date(2026, 8, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
    ],
)
def test_a_period_ends_on_the_same_number_day_or_the_months_last(
    day: date, months: int, due: date
) -> None:
    """Civil Code 201, 202: the first day is not counted."""
    assert months_after(day, months) == due


def test_years_are_twelve_months_each() -> None:
    """From 29 February to 28 February; four years on it is the 29th again."""
    assert years_after(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_a_last_day_on_a_holiday_is_the_next_working_day() -> None:
    """Civil Code 203; a day of 2027 is provisional until its notice is entered."""
    assert last_day(date(2026, 10, 1), {}) == (date(2026, 10, 8), False)
    assert last_day(date(2027, 5, 1), {}) == (date(2027, 5, 3), True)
    assert last_day(date(2027, 5, 1), {date(2027, 5, 1): True}) == (date(2027, 5, 1), False)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_a_longer_period_never_ends_earlier(day: date, months: int) -> None:
    """And its last day lies in the month asked for."""
    due = months_after(day, months)
    assert due <= months_after(day, months + 1)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due <= last_day(due, {}).day <= due + timedelta(days=14)
