"""Dates as letters write them."""

from __future__ import annotations

from datetime import date

from branchdesk.basics.wording import Lang

NUMERALS = "〇一二三四五六七八九"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


def day_shown(day: date, lang: Lang) -> str:
    """A date as a letter writes it: 2026年11月22日, 22 November 2026."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date, lang: Lang) -> str:
    """The day of issue: 二〇二六年七月一日, 1 July 2026."""
    if lang == "en":
        return day_shown(day, lang)
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    return f"{year}年{_count(day.month)}月{_count(day.day)}日"


def _count(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones else "")
