"""What a list says above its heading: the day of its data and the unit of its amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from branchdesk.basics.text import search_key
from branchdesk.intake.overdue.day import days_in, read_day
from branchdesk.intake.overdue.unit import YUAN, is_foreign, unit_factor
from branchdesk.intake.table.sheet import Cell, Row, refuse

_DATA_DAY = re.compile(
    r"数据日|数据截止|统计日期|统计截止|截止|截至|报表日|报告日|基准日|会计日期|账务日期"
    r"|(?<![a-z])as\s+(?:of|at)(?![a-z])"
    r"|(?<![a-z])(?:data|report|reporting|position|balance|cut-?off)\s+date(?![a-z])"
)
# The day of printing comes a day or a month after the day that the figures are of.
_OTHER_DAY = re.compile(
    r"打印|制表|导出|生成|填报|制作|下载|起始|print|export|generat|creat|produc|prepar"
)
_LIST = re.compile(r"清单|明细|台账|台帐|报表|一览|(?<![a-z])(?:list|report|register)(?![a-z])")
_BARE = re.compile(r"[0-9年月日号末底/.:\-\s]*(?:日期|date)?[:\s0-9年月日号/.\-]*")
_UNIT = re.compile(
    r"(?<![制报送用借款])单位[:\s]*|(?<![a-z])units?(?![a-z])[:\s]*"
    r"|(?<![a-z])in\s+(?=(?:rmb|cny|yuan|ten|thousand|million)(?![a-z]))"
)
_BETWEEN = re.compile(r"[\s:()、，,;；/]+")
_CURRENCY = frozenset({"人民币", "rmb", "cny"})


class Title(msgspec.Struct, frozen=True):
    """What the rows above the heading say."""

    day: date | None = None
    factor: Decimal = YUAN
    """How many yuan one stands for in every column that names no unit of its own."""


def read_title(rows: Sequence[Row], file: str) -> Title:
    """The data day and the unit. Raises BadInput where they are two, or the money is foreign."""
    found = list(_days(rows))
    named = {day for words, day in found if _DATA_DAY.search(words)}
    if not named:
        # "逾期贷款清单 2026-10-31": one single day, said of the list itself.
        others = {day for words, day in found if _is_of_the_list(words)}
        named = others if len(others) == 1 else set()
    if len(named) > 1:
        raise refuse("list.two-dates", file=file, dates=sorted(named))
    factors = set(_factors(rows, file))
    if len(factors) > 1:
        raise refuse("list.two-units", file=file)
    return Title(next(iter(named), None), next(iter(factors), YUAN))


def day_below(rows: Sequence[Row]) -> date | None:
    """The data day that a list names at its foot, or None."""
    return next((day for words, day in _days(rows) if _DATA_DAY.search(words)), None)


def _is_of_the_list(words: str) -> bool:
    about_the_list = _LIST.search(words) or _BARE.fullmatch(words)
    return bool(about_the_list) and not _OTHER_DAY.search(words)


def _days(rows: Sequence[Row]) -> Iterator[tuple[str, date]]:
    """Each cell that names a day, with its words; without any, with those of the cell before."""
    for row in rows:
        before = ""
        for cell in row:
            words = search_key(cell) if isinstance(cell, str) else ""
            day = _day(cell, words, before)
            if day:
                yield (before if _BARE.fullmatch(words) and before else words), day
            before = "" if day else words or before


def _day(cell: Cell, words: str, before: str) -> date | None:
    if isinstance(cell, str):
        label = _DATA_DAY.search(words)
        if label and (after := days_in(words[label.end() :])):
            return after[0]
        days = days_in(words)
        return days[0] if len(days) == 1 else None
    if isinstance(cell, Decimal) and not _DATA_DAY.search(before):
        return None  # a number by itself: how many rows, which page
    read = read_day(cell)
    return read if isinstance(read, date) else None


def _factors(rows: Sequence[Row], file: str) -> Iterator[Decimal]:
    for row in rows:
        texts = [search_key(cell) for cell in row if isinstance(cell, str)]
        for place, text in enumerate(texts):
            if match := _UNIT.search(text):
                said = text[match.end() :] or " ".join(texts[place + 1 : place + 2])
                yield from _factor(said, file)


def _factor(said: str, file: str) -> Iterator[Decimal]:
    if is_foreign(said):
        raise refuse("list.other-currency", file=file, read=said[:40])
    words = [word for word in _BETWEEN.split(said) if word not in _CURRENCY]
    factor = next(filter(None, map(unit_factor, [said.rstrip(")"), *words])), None)
    if factor:
        yield factor
