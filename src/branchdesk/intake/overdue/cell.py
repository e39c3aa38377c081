"""One cell of a list as the value of its field, or why it is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Amount, Money
from branchdesk.basics.text import door_text, half_width, search_key
from branchdesk.intake.overdue.day import read_day
from branchdesk.intake.overdue.guarantor import split_guarantors
from branchdesk.intake.overdue.heading import AMOUNTS, Column
from branchdesk.intake.overdue.unit import YUAN
from branchdesk.intake.table.sheet import Cell
from branchdesk.intake.values import read_amount, read_days, read_percent_column, read_rate
from branchdesk.model.form import Field
from branchdesk.model.loan import Guarantor

Reader = Callable[[Cell], Any]

EXCEL_DIGITS = 15
"""A cell that holds a number keeps no more digits than these; the rest become zeros."""

_FLOAT_NOISE = Decimal("0.000001")
_RATE_PLACES = Decimal("0.000000001")
_TOO_MUCH = Decimal(10) ** 13
_TEN_THOUSAND = Decimal(10_000)
_BARE_AMOUNT = re.compile(r"[¥￥]? ?[0-9][0-9,]*(?:\.[0-9]+)?", re.ASCII)
_POINT_ZERO = re.compile(r"([0-9]+)\.0+", re.ASCII)
_POWER_OF_TEN = re.compile(r"([0-9])(?:\.([0-9]+))?[Ee]\+([0-9]{1,3})", re.ASCII)
_NOTHING = frozenset({"-", "--", "---", "—", "——", "–", "/", "\\", "无", "n/a", "null", "none"})
_LONGEST_NOTHING = 12
_SAYS_NOTHING = ("choice", "rate", "date", "days", "identity", *AMOUNTS)
_CJK_BREAK = re.compile(r"(?<=[\u3000-\u9fff（）])\s*[\r\n]+\s*(?=[\u3000-\u9fff（）])")
_BREAK = re.compile(r"\s*[\r\n]+\s*")


def is_nothing(cell: Cell) -> bool:
    """True for a blank cell and for the signs that stand for one: —, /, 无."""
    if not isinstance(cell, str):
        return cell is None
    return len(cell) < _LONGEST_NOTHING and _squeezed(cell) in _NOTHING


def cell_reader(column: Column, field: Field) -> Reader:
    """What reads a cell of the column: its typed value, None for a blank, or the Finding."""
    reader = _BY_KEY.get(field.key) or _BY_KIND.get(field.kind) or _text_reader
    read = reader(column, field)
    keeps_signs = field.kind not in _SAYS_NOTHING and not field.required
    if keeps_signs and field.key != "guarantors":
        return lambda cell: None if cell is None else read(cell)
    return lambda cell: None if is_nothing(cell) else read(cell)


def cell_text(cell: Cell) -> str:
    """The cell as a person reads it in the sheet."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell or ""


def pass_door(text: str, limit: int, lines: bool = False) -> str | Finding:
    """The text without blanks around it, or why the door refuses it."""
    if len(text) <= limit and text.isprintable():
        return text.strip()  # nearly every cell: there is nothing in it that a door could refuse
    read = door_text(text, limit=limit, lines=lines)
    return read if isinstance(read, Finding) else read.strip(" \t\n\u3000")


def _text_reader(column: Column, field: Field) -> Reader:
    limit = field.limit
    if field.kind == "text":
        return lambda cell: pass_door(cell_text(cell), limit, lines=True)
    return lambda cell: pass_door(_in_one_line(cell_text(cell)), limit)


def _in_one_line(text: str) -> str:
    # A narrow column breaks a name into lines; the name has none.
    if "\n" not in text:
        return text
    return _BREAK.sub(" ", _CJK_BREAK.sub("", text.strip(" \t\r\n")))


def _amount_reader(column: Column, field: Field) -> Reader:
    factor = column.factor or YUAN
    return lambda cell: _amount(cell, factor)


def _amount(cell: Cell, factor: Decimal) -> Amount | Finding:
    if isinstance(cell, Decimal):
        return _counted(cell * factor, cell, factor != YUAN)
    text = cell_text(cell).strip()
    if factor != YUAN and _BARE_AMOUNT.fullmatch(half_width(text)):
        return _stated(text, factor)
    return read_amount(text, zero=True)


def _counted(exact: Decimal, cell: Decimal, approximate: bool) -> Amount | Finding:
    if not 0 <= exact < _TOO_MUCH:
        return Finding("list.out-of-range", {"read": f"{cell.normalize():f}"[:40]})
    fen = Money.rounded(exact)
    # 0.30000000000000004 is what a machine makes of 0.1 + 0.2; 4220.475 is somebody's mistake.
    if fen != exact and abs(Decimal(fen) - exact) > _FLOAT_NOISE:
        return Finding("list.not-to-the-fen", {"read": f"{cell:f}"[:40]})
    return Amount(fen, approximate)


def _stated(text: str, factor: Decimal) -> Amount | Finding:
    """Digits under a heading with a unit: by the door's grammar for 万, which has four decimals."""
    read = read_amount(f"{text}万", zero=True)
    if isinstance(read, Finding):
        return read
    number = Decimal(read.value) / _TEN_THOUSAND
    return _counted(number * factor, number, approximate=True)


def _rate_reader(column: Column, field: Field) -> Reader:
    read = read_percent_column if column.percent else read_rate
    return lambda cell: read(_rate_text(cell))


def _rate_text(cell: Cell) -> str:
    if isinstance(cell, Decimal) and 0 <= cell < 1000:
        return f"{cell.quantize(_RATE_PLACES).normalize():f}"  # without the noise of a float
    return cell_text(cell)


def _date_reader(column: Column, field: Field) -> Reader:
    return read_day


def _days_reader(column: Column, field: Field) -> Reader:
    return _days


def _days(cell: Cell) -> int | Finding:
    text = half_width(cell_text(cell).strip())
    whole = _POINT_ZERO.fullmatch(text)
    return read_days(whole[1] if whole else text)


def _choice_reader(column: Column, field: Field) -> Reader:
    codes = {
        _squeezed(name): choice.code
        for choice in reversed(field.choices)
        for name in (*choice.also, choice.en, choice.code, choice.zh)
    }
    return lambda cell: codes.get(_squeezed(cell_text(cell))) or _unknown(cell)


def _unknown(cell: Cell) -> Finding:
    return Finding("list.unknown-word", {"read": cell_text(cell).strip()[:60]})


@lru_cache(maxsize=65_536)
def _squeezed(text: str) -> str:
    return "".join(search_key(text).split())


def _digits_reader(column: Column, field: Field) -> Reader:
    return lambda cell: _digits(cell, field.limit)


def _digits(cell: Cell, limit: int) -> str | Finding:
    """A number that is a name, with every digit; or that the spreadsheet has lost some."""
    text = cell_text(cell)
    if isinstance(cell, Decimal):
        lost = len(text.lstrip("-")) > EXCEL_DIGITS and "." not in text
        return Finding("list.digits-lost", {"digits": EXCEL_DIGITS}) if lost else text
    plain = half_width(text.strip())
    if match := _POINT_ZERO.fullmatch(plain):
        return match[1]
    if match := _POWER_OF_TEN.fullmatch(plain):
        first, rest, power = match[1], match[2] or "", int(match[3])
        if not len(rest) == power < EXCEL_DIGITS:
            return Finding("list.digits-lost", {"digits": EXCEL_DIGITS})
        return first + rest
    return pass_door(_in_one_line(text), limit)


def _guarantors_reader(column: Column, field: Field) -> Reader:
    return lambda cell: _guarantors(cell, field.limit)


def _guarantors(cell: Cell, limit: int) -> tuple[Guarantor, ...] | Finding:
    text = pass_door(cell_text(cell), limit, lines=True)
    return text if isinstance(text, Finding) else split_guarantors(text)


ReaderOf = Callable[[Column, Field], Reader]
_BY_KEY: dict[str, ReaderOf] = {"contract_no": _digits_reader, "guarantors": _guarantors_reader}
_BY_KIND: dict[str, ReaderOf] = {
    "amount": _amount_reader,
    "amount_or_zero": _amount_reader,
    "rate": _rate_reader,
    "date": _date_reader,
    "days": _days_reader,
    "choice": _choice_reader,
    "identity": _digits_reader,
}
