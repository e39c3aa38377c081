"""How a period of months or years is counted (Civil Code 201 to 203)."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from branchdesk.basics.workdays import Deadline, next_workday

MONTHS = 12


def years_after(day: date, years: int) -> date:
    """The same day so many years on; the last of February where there is no 29th (民法典202)."""
    return months_after(day, years * MONTHS)


def months_after(day: date, months: int) -> date:
    """The same-number day so many months on, or the month's last where it has none (民法典202).

    The first day is not counted: 31 August and six months end on 28 February.
    """
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def last_day(day: date, entered: Mapping[date, bool]) -> Deadline:
    """The day, or the next working day where it is a holiday (民法典203)."""
    return next_workday(day, entered)
