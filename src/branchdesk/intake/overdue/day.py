"""Days as lists write them: in cells, in titles, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from branchdesk.basics.finding import Finding
from branchdesk.basics.text import half_width
from branchdesk.intake.table.sheet import Cell
from branchdesk.intake.values import read_date

_YEARS = range(1990, 2100)
_SERIALS = range(32_874, 73_051)  # what Excel counts for the days of these years
_SERIAL_ZERO = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_MONTH = "(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?"
_YEAR, _MON, _DAY = "(?P<y>[0-9]{4})", "(?P<m>[0-9]{1,2})", "(?P<d>[0-9]{1,2})"
_CLOCK = "(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\\.0+)?)?"
_FORMS = tuple(
    re.compile(rf"(?<![0-9a-z]){form}(?![0-9])", re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR} ?(?P<mark>[-/.]) ?{_MON} ?(?P=mark) ?{_DAY}{_CLOCK}",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
        rf"{_YEAR} ?年 ?{_MON} ?月 ?{_DAY} ?[日号]?",
        rf"{_DAY}(?:st|nd|rd|th)?[ -]?{_MONTH},?[ -]?(?P<y>[0-9]{{4}}|[0-9]{{2}})",
        rf"{_MONTH} ?{_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
    )
)
_MONTH_END = re.compile(rf"(?<![0-9]){_YEAR} ?年 ?{_MON} ?月(?:份)?[末底]")


def days_in(text: str) -> list[date]:
    """Every full date that the text names, in its order; 2026年10月末 is the last of October."""
    text = half_width(text)
    found = [(m.start(), day) for form in _FORMS for m in form.finditer(text) for day in _day(m)]
    found += [(m.start(), day) for m in _MONTH_END.finditer(text) for day in _last_day(m)]
    return [day for _, day in sorted(found)]


def read_day(cell: Cell) -> date | Finding:
    """The day in a cell: a date, 20260909, a number that Excel counts days with, or a text."""
    if isinstance(cell, Decimal):
        counted = _from_number(cell)
        return counted or read_date(f"{cell:f}")
    if isinstance(cell, date):
        return cell if cell.year in _YEARS else read_date(str(cell.year))
    text = half_width((cell or "").strip())
    read = read_date(text)
    return read if isinstance(read, date) else _written(text) or read


def _from_number(number: Decimal) -> date | None:
    whole = int(number)
    if whole in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=whole)
    return _written(str(whole)) if whole == number else None


def _written(text: str) -> date | None:
    matches = (match for form in _FORMS if (match := form.fullmatch(text)))
    return next((day for match in matches for day in _day(match)), None)


def _day(match: re.Match[str]) -> Iterator[date]:
    """The day of a match; nothing where the calendar does not have it."""
    year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    month = _MONTHS.get(match["m"].lower()) or int(match["m"])
    try:
        day = date(year, month, int(match["d"]))
    except ValueError:
        return
    if day.year in _YEARS:
        yield day


def _last_day(match: re.Match[str]) -> Iterator[date]:
    year, month = int(match["y"]), int(match["m"])
    if year in _YEARS and month in range(1, 13):
        yield date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
