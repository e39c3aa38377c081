"""Working days follow the State Council's calendar, or are provisional."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.wording import Lang, Words
from branchdesk.basics.workdays import (
    Deadline,
    add_workdays,
    is_workday,
    next_workday,
    workdays_between,
)

days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "workday"),
    [
        (date(2026, 2, 13), True),  # Friday
        (date(2026, 2, 14), True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 15), False),
        (date(2026, 2, 16), False),  # the festival's Monday
        (date(2026, 2, 24), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
    ],
)
def test_holidays_and_make_up_days_are_known(day: date, workday: bool) -> None:
    """The State Council's notice for 2026."""
    assert is_workday(day) == (workday, False)


MAKE_UP = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
OFF = (
    "01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "02-23", "04-06", "05-01",
    "05-04", "05-05", "06-19", "09-25", "10-01", "10-02", "10-05", "10-06", "10-07",
)  # fmt: skip


def test_every_working_day_of_2026_that_weekdays_alone_would_miss() -> None:
    """Six weekend days are worked, nineteen weekdays are off, and no other (R126, R164)."""
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    worked = {d.isoformat()[5:] for d in year if is_workday(d).workday and d.weekday() >= 5}
    off = {d.isoformat()[5:] for d in year if not is_workday(d).workday and d.weekday() < 5}
    assert (worked, off) == (set(MAKE_UP), set(OFF))


@pytest.mark.parametrize(
    ("day", "due", "provisional"),
    [
        (date(2026, 2, 17), date(2026, 2, 24), False),
        (date(2026, 2, 13), date(2026, 2, 13), False),
        (date(2026, 2, 14), date(2026, 2, 14), False),  # a Saturday that is worked
        (date(2026, 12, 26), date(2026, 12, 28), False),
        (date(2027, 3, 3), date(2027, 3, 3), True),
        (date(2027, 3, 6), date(2027, 3, 8), True),
    ],
)
def test_a_last_day_on_a_holiday_moves_to_the_next_working_day(
    day: date, due: date, provisional: bool
) -> None:
    """Civil Code 203; in a year without a notice it stays provisional."""
    assert next_workday(day) == (due, provisional)


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("zh", "2027-03-04（暂按周末推算）"), ("en", "2027-03-04 (provisional: by weekends alone)")],
)
def test_a_provisional_day_says_so_wherever_it_stands(lang: Lang, shown: str) -> None:
    """Not only where somebody remembered to ask."""
    assert Words(lang).show(Deadline(date(2027, 3, 4), provisional=True)) == shown
    assert Words(lang).show(Deadline(date(2026, 3, 4), provisional=False)) == "2026-03-04"


@pytest.mark.parametrize(
    ("day", "n", "due"),
    [
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 2, 14), 3, date(2026, 2, 26)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
    ],
)
def test_three_working_days_pass_over_the_holidays(day: date, n: int, due: date) -> None:
    """Delivery is confirmed, and a complaint looked into, within 3 working days (R126, R175)."""
    assert add_workdays(day, n) == (due, False)


def test_a_year_without_a_notice_is_monday_to_friday_and_provisional() -> None:
    """The calendar library raises for it."""
    assert is_workday(date(2099, 1, 1)) == (True, True)
    assert is_workday(date(2099, 1, 3)) == (False, True)
    assert add_workdays(date(2099, 1, 1), 1) == (date(2099, 1, 2), True)
    assert is_workday(date(1999, 1, 1)).provisional


def test_a_day_that_the_branch_entered_is_certain() -> None:
    """policy/calendar/cn-YYYY.toml wins over the assumption and over the library."""
    entered = {date(2099, 1, 1): False, date(2099, 1, 2): False, date(2099, 1, 3): True}
    assert is_workday(date(2099, 1, 1), entered) == (False, False)
    assert add_workdays(date(2098, 12, 31), 1, entered) == (date(2099, 1, 3), False)
    assert is_workday(date(2026, 11, 23), {date(2026, 11, 23): False}) == (False, False)


@given(days_of_2026, st.integers(0, 30))
def test_a_deadline_lies_as_many_working_days_ahead_as_asked(day: date, n: int) -> None:
    """add_workdays and workdays_between are each other's inverse."""
    due = add_workdays(day, n).day
    assert workdays_between(day, due) == n
    assert workdays_between(due, day) == -n
    assert n == 0 or is_workday(due).workday


@given(days_of_2026, st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    """No day is counted twice or lost."""
    middle, end = day + timedelta(days=first), day + timedelta(days=first + second)
    assert workdays_between(day, middle) + workdays_between(middle, end) == workdays_between(
        day, end
    )


def test_the_same_day_is_no_working_day_later() -> None:
    """From one working day on a list is old."""
    assert workdays_between(date(2026, 11, 23), date(2026, 11, 23)) == 0
    assert workdays_between(date(2026, 11, 20), date(2026, 11, 23)) == 1
