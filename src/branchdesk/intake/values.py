"""What a person typed, as a typed value or as the reason why it is none; nothing here raises.

Texts, and the numbers that JSON brings (int, Decimal), are read by the same grammar (the
door); anything else, true and false among them, is refused like any other slip of the pen.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Amount, read_figure, read_money
from branchdesk.basics.text import cut, half_width, safe_text

_SHOWN = 40
_LONGEST = 40
_EXAMPLES = {"amount": "12,000.00", "date": "2026-11-25", "days": "35", "rate": "4.35%"}

_DAYS = re.compile(r"([0-9]{1,18}) ?[天日]?")
_MOST_DAYS = 36_500

_FULL_DATES = (
    re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})"),
    re.compile(r"([0-9]{4})(年)([0-9]{1,2})月([0-9]{1,2})日"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)
_SHORT_DATE = re.compile(r"([0-9]{2})([0-9]{2})")
_SHIFT = re.compile(r"[+-][0-9]{1,4}")
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("周一", "mon", "monday"),
            ("周二", "tue", "tuesday"),
            ("周三", "wed", "wednesday"),
            ("周四", "thu", "thursday"),
            ("周五", "fri", "friday"),
            ("周六", "sat", "saturday"),
            ("周日", "周天", "sun", "sunday"),
        )
    )
    for name in names
}
_YEARS = range(1900, 2200)  # a year such as 0206 is a slip of the pen
_HALF_A_YEAR = 183

_RATE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)( ?%)?")

_YES = frozenset({"true", "yes", "y", "是"})
_NO = frozenset({"false", "no", "n", "否"})


def read_amount(raw: object, *, zero: bool = False, field: str = "") -> Amount | Finding:
    """The amount, or why it is none: not written like one, or 0 or beyond what the desk holds."""
    text = _written(raw)
    amount = read_money(text, zero=zero)
    if amount is not None:
        return amount
    return _finding(
        "amount.out-of-range" if read_figure(text) else "amount.not-an-amount", raw, field
    )


def read_days(raw: object, *, field: str = "") -> int | Finding:
    """The number of days, from 0 to 36,500, or why it is none."""
    match = _DAYS.fullmatch(_written(raw))
    if match is None:
        return _finding("days.not-days", raw, field)
    days = int(match[1])
    return days if days <= _MOST_DAYS else _finding("days.out-of-range", raw, field)


def read_date(raw: object, today: date | None = None, *, field: str = "") -> date | Finding:
    """The day; with today (on the screens) also 1125, +3 and 周五; or why it is none."""
    text = _written(raw)
    days = _full_date(text)
    if days is None and today is not None:
        days = _near(text.lower(), today)
    if days:
        return days[0]
    return _finding("date.not-a-date" if days is None else "date.no-such-day", raw, field)


def read_rate(raw: object, *, field: str = "") -> Decimal | Finding:
    """The share a year: 0.0435 or 4.35%; a bare 4.35 could mean either and is sent back."""
    match = _RATE.fullmatch(_written(raw))
    if match is None:
        return _finding("rate.not-a-rate", raw, field)
    number = Decimal(match[1])
    if match[2]:
        return _from_percent(number, raw, field)
    if number < 1:
        return number
    readings = {"as_percent": _percent(number), "as_share": _percent(number.scaleb(2))}
    return Finding("rate.ambiguous", facts={"read": _shown(raw), **readings}, field=field)


def read_percent_column(raw: object, *, field: str = "") -> Decimal | Finding:
    """The share a year from under a heading that says (%): 3.85 and 3.85% are both 0.0385."""
    match = _RATE.fullmatch(_written(raw))
    if match is None:
        return _finding("rate.not-a-rate", raw, field)
    return _from_percent(Decimal(match[1]), raw, field)


def read_yes_no(raw: object, *, field: str = "") -> bool | Finding:
    """True for 是, yes, y, true; False for 否, no, n, false; or that it is neither."""
    if isinstance(raw, bool):
        return raw
    text = _written(raw).lower()
    if text in _YES or text in _NO:
        return text in _YES
    return Finding("text.not-yes-no", facts={"read": _shown(raw)}, field=field)


def _written(raw: object) -> str:
    """The value as a person would have typed it; empty for what no door takes."""
    text = _plain(raw).strip()
    return half_width(text) if len(text) <= _LONGEST else ""


def _plain(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, Decimal):
        return str(raw)
    # bool is an int to Python, not to a clerk; str() raises for an int of some thousand digits.
    is_number = isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < 10**_LONGEST
    return str(raw) if is_number else ""


def _shown(raw: object) -> str:
    """What was read, fit to stand in a sentence: short, and with nothing that acts or hides."""
    if isinstance(raw, bool) or raw is None:
        return {None: "null", True: "true", False: "false"}[raw]
    text = raw if isinstance(raw, str) else _plain(raw) or type(raw).__name__
    return cut(safe_text(text[: 2 * _SHOWN]), _SHOWN)


def _finding(code: str, raw: object, field: str) -> Finding:
    example = _EXAMPLES[code.partition(".")[0]]
    return Finding(code, facts={"read": _shown(raw), "example": example}, field=field)


def _full_date(text: str) -> list[date] | None:
    """The day; [] where the calendar has no such day, None where it is not written like one."""
    for pattern in _FULL_DATES:
        if match := pattern.fullmatch(text):
            return _day(int(match[1]), int(match[3]), int(match[4]))
    return None


def _day(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)] if year in _YEARS else []
    except ValueError:
        return []


def _near(text: str, today: date) -> list[date] | None:
    """The day that a clerk means in the course of work, counted from today; see _full_date."""
    if match := _SHORT_DATE.fullmatch(text):
        return _nearest(int(match[1]), int(match[2]), today)
    if _SHIFT.fullmatch(text):
        return _moved(today, int(text))
    weekday = _WEEKDAYS.get(text.replace("星期", "周").replace("礼拜", "周"))
    return None if weekday is None else _moved(today, (weekday - today.weekday() - 1) % 7 + 1)


def _nearest(month: int, day: int, today: date) -> list[date]:
    """The day in this year, or in a neighbouring one where that is nearer; nearest first."""
    before, after = _day(today.year - 1, month, day), _day(today.year + 1, month, day)
    near = [one for one in before + after if abs(one - today).days <= _HALF_A_YEAR]
    return sorted(_day(today.year, month, day) + near, key=lambda one: abs(one - today))


def _moved(today: date, days: int) -> list[date]:
    try:
        return [today + timedelta(days=days)]
    except OverflowError:
        return []


def _percent(number: Decimal) -> str:
    return f"{number.normalize():f}%"


def _from_percent(number: Decimal, raw: object, field: str) -> Decimal | Finding:
    share = number.scaleb(-2)
    return share if share <= 1 else _finding("rate.out-of-range", raw, field)
