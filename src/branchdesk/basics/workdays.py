"""Working days of the State Council's calendar, and what holds for years it does not yet name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

_NONE: Mapping[date, bool] = MappingProxyType({})
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class DayKind(NamedTuple):
    """Whether people work on a day, and whether that is certain."""

    workday: bool
    provisional: bool
    """The year's holidays are not known: Monday to Friday is assumed."""


class Deadline(NamedTuple):
    """A day counted in working days, and whether it is certain."""

    day: date
    provisional: bool


def is_workday(day: date, extra: Mapping[date, bool] = _NONE) -> DayKind:
    """Whether it is a working day; extra (entered by the branch) wins over the calendar."""
    if day in extra:
        return DayKind(extra[day], provisional=False)
    return _published(day)


@cache
def _published(day: date) -> DayKind:
    """By the library's calendar; ten thousand cases ask it of the same few days."""
    import chinese_calendar  # here, not above: 5 ms that only a question is worth

    try:
        return DayKind(bool(chinese_calendar.is_workday(day)), provisional=False)
    except NotImplementedError:
        return DayKind(day.weekday() < _SATURDAY, provisional=True)


def add_workdays(day: date, n: int, extra: Mapping[date, bool] = _NONE) -> Deadline:
    """The n-th working day after the day (before it for a negative n); the day itself for 0."""
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    left, provisional = abs(n), False
    while left:
        day += step
        kind = is_workday(day, extra)
        provisional = provisional or kind.provisional
        left -= kind.workday
    return Deadline(day, provisional)


def next_workday(day: date, extra: Mapping[date, bool] = _NONE) -> Deadline:
    """The day itself where people work on it, else the next on which they do (Civil Code 203).

    Provisional only by the days that were looked at.
    """
    provisional = False
    while True:
        kind = is_workday(day, extra)
        provisional = provisional or kind.provisional
        if kind.workday:
            return Deadline(day, provisional)
        day += _ONE_DAY


def year_of_notice(year: int, off: Iterable[date], work: Iterable[date]) -> dict[date, bool]:
    """Every day of a year by the State Council's notice: what it does not name is as it was."""
    first = date(year, 1, 1)
    days = (first + n * _ONE_DAY for n in range((date(year + 1, 1, 1) - first).days))
    known = {day: is_workday(day).workday for day in days}
    return known | dict.fromkeys(off, False) | dict.fromkeys(work, True)


def workdays_between(a: date, b: date, extra: Mapping[date, bool] = _NONE) -> int:
    """How many working days lie after a up to b; negative where b comes first."""
    if b < a:
        return -workdays_between(b, a, extra)
    days = (a + timedelta(days=n) for n in range(1, (b - a).days + 1))
    return sum(is_workday(day, extra).workday for day in days)
