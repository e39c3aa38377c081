"""A table saved as text: finds out its encoding and its separator."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from branchdesk.intake.table.sheet import Cell, Row, check_extent, refuse

SEPARATORS = (",", ";", "\t")
_SAMPLE = 200
_NAMED = re.compile(r'sep=([,;\t])"?(?:\r\n|\n|\r)', re.IGNORECASE)
# Excel and core systems write ="0610..." so that a program which opens the file keeps every digit.
_KEPT_DIGITS = re.compile(r'="([^"]*)"')


def read_csv(data: bytes, file: str) -> list[Row]:
    """The rows of a text table; every cell is text or None. Raises BadInput."""
    text = _text(data, file)
    if named := _NAMED.match(text):
        return _rows(text[named.end() :], named[1], file)
    return _rows(text, _separator(text), file)


def _text(data: bytes, file: str) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise refuse("list.not-text", file=file)


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    # GB18030 takes almost any bytes, UTF-8 hardly any but its own: the strict one is asked first.
    return ("utf-8", "gb18030")


def _separator(text: str) -> str:
    """The separator under which most rows have the same number of cells."""
    return max(SEPARATORS, key=lambda mark: _agreement(text, mark))


def _agreement(text: str, mark: str) -> int:
    widths: Counter[int] = Counter()
    try:
        for row in _first(csv.reader(StringIO(text, newline=""), delimiter=mark), _SAMPLE):
            widths[len(row)] += 1
    except csv.Error:
        pass  # what was counted before the fault is enough to compare
    return max((rows * (width - 1) for width, rows in widths.items() if width), default=0)


def _first(reader: Iterator[list[str]], number: int) -> Iterator[list[str]]:
    for _, row in zip(range(number), reader, strict=False):
        yield row


def _rows(text: str, mark: str, file: str) -> list[Row]:
    # strict: a quotation mark that is never closed would silently swallow the rest of the list.
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[Row] = []
    cells = 0
    try:
        for row in reader:
            rows.append([_cell(cell) for cell in row])
            cells += len(row)
            check_extent(len(rows), cells, file)
    except csv.Error as fault:
        raise refuse("list.bad-csv", file=file, row=len(rows) + 1, fault=str(fault)) from None
    return rows


def _cell(text: str) -> Cell:
    if text[:2] == '="' and (kept := _KEPT_DIGITS.fullmatch(text)):
        text = kept[1]
    return text if text.strip() else None
