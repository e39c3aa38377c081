"""The heading row of a list: which column brings which field of the form, in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from branchdesk.basics.text import search_key
from branchdesk.intake.overdue.unit import is_foreign, is_other_rate, is_percent, unit_factor
from branchdesk.intake.table.sheet import Cell, Row
from branchdesk.model.form import Field, Form

NEEDED = ("contract_no", "customer_name")
AMOUNTS = ("amount", "amount_or_zero")

_NOISE = re.compile(r"[\s._:*'#\-]")
_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_BARE_UNIT = re.compile(r"(.+?)[/:;,]?(百万元|万元|千元|亿元|元|%)")
_DIGIT = re.compile("[0-9]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WITHIN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff])\s+(?=[\u3000-\u9fff])")
_GROUP = 2  # 逾期情况 over 本金 means 逾期本金: a group's name begins with its word
_SOUGHT_IN = 500
_LONGEST = 60


class Column(msgspec.Struct, frozen=True):
    """One column: the field it brings, or None for a heading that the form does not know."""

    place: int
    """From 0."""
    heading: str
    field: Field | None = None
    factor: Decimal | None = None
    """How many yuan one stands for; None where the heading names no unit."""
    percent: bool = False
    rank: int = 0
    """How far down the field's names this one stands: the lowest wins where two columns fit."""


class Heading(msgspec.Struct, frozen=True):
    """A heading of one or two rows."""

    row: int
    """The sheet's row where it begins, from 1."""
    height: int
    columns: tuple[Column, ...]

    @property
    def end(self) -> int:
        """The sheet's row where it ends."""
        return self.row + self.height - 1

    def column(self, key: str) -> Column | None:
        """The column that brings the field with this key."""
        return next((c for c in self.columns if c.field and c.field.key == key), None)

    @property
    def known(self) -> int:
        """How many columns bring a field."""
        return sum(1 for c in self.columns if c.field)

    @property
    def is_whole(self) -> bool:
        """True where contract and customer are among its columns."""
        return all(self.column(key) for key in NEEDED)


class Page(msgspec.Struct, frozen=True):
    """A heading and the rows below it, as a slice of the sheet's rows."""

    heading: Heading
    start: int
    end: int


class Vocabulary:
    """The words under which a form's fields may stand at the head of a column."""

    def __init__(self, form: Form) -> None:
        """Take each field's label, its other names and its key."""
        self._known: dict[str, bool] = {}
        self._fields: dict[str, tuple[Field, int]] = {}
        for field in form.fields:
            names = (field.label.zh, field.label.en, field.key, *field.also)
            for rank, name in enumerate(names):
                self._fields.setdefault(_plain(name), (field, rank))

    def knows(self, cell: Cell) -> bool:
        """True where the text is a heading that brings a field."""
        if not isinstance(cell, str) or len(cell) > _LONGEST:
            return False
        if cell not in self._known:
            self._known[cell] = self.column(0, cell).field is not None
        return self._known[cell]

    def column(self, place: int, *texts: str) -> Column:
        """The column under the first of the texts that is known; else one without a field."""
        for text in texts:
            for name, units in _readings(text):
                if found := self._fields.get(_plain(name)):
                    return _column(place, texts[0], found, units)
        return Column(place, shown_heading(texts[0]))


def shown_heading(text: str) -> str:
    """The heading in one line: a narrow column breaks it wherever the width ends."""
    return " ".join(_WITHIN_CHINESE.sub("", text).split())


def find_heading(rows: Sequence[Row], words: Vocabulary) -> Heading | None:
    """The first row, or pair of rows, with contract and customer; else the most like a heading."""
    best: Heading | None = None
    for number, row in enumerate(rows[:_SOUGHT_IN], 1):
        if not any(map(words.knows, row)):
            continue
        after = rows[number] if number < len(rows) else []
        for heading in (_single(number, row, words), _double(number, row, after, words)):
            if best is None or _worth(heading) > _worth(best):
                best = heading
        if best and best.is_whole:
            break
    return best


def pages_of(rows: Sequence[Row], first: Heading, words: Vocabulary) -> Iterator[Page]:
    """The stretches between headings: a print-out repeats its heading on every page."""
    heading, start, place = first, first.end, first.end
    while place < len(rows):
        again = _again(rows[place : place + 2], heading, words)
        if again:
            yield Page(heading, start, place)
            heading = msgspec.structs.replace(again, row=place + 1)
            start = place = heading.end
        else:
            place += 1
    yield Page(heading, start, len(rows))


def _again(pair: Sequence[Row], heading: Heading, words: Vocabulary) -> Heading | None:
    # Nearly every row: a contract's number has digits, the name of a column has none.
    contract = heading.column("contract_no")
    if contract and _has_digit(_at(pair[0], contract.place)):
        return None
    places = [column.place for key in NEEDED if (column := heading.column(key))]
    if not any(words.knows(_at(pair[0], place)) for place in places):
        return None
    again = find_heading(pair, words)
    return again if again and again.is_whole and again.row == 1 else None


def _single(number: int, row: Row, words: Vocabulary) -> Heading:
    columns = [words.column(p, t) for p, t in enumerate(row) if isinstance(t, str)]
    return Heading(number, 1, _once(columns))


def _double(number: int, upper: Row, lower: Row, words: Vocabulary) -> Heading:
    """Two rows read as one heading: names of groups above, the columns' own names below."""
    columns = []
    group = ""
    for place in range(max(len(upper), len(lower))):
        over, under = _text(upper, place), _text(lower, place)
        group = over or group
        if under:
            texts = (f"{group} {under}", f"{group[:_GROUP]}{under}", under)
            columns.append(words.column(place, *texts))
        elif over:
            columns.append(words.column(place, over))
    return Heading(number, 2, _once(columns))


def _worth(heading: Heading) -> tuple[bool, int]:
    return heading.is_whole, heading.known


def _at(row: Row, place: int) -> Cell:
    return row[place] if place < len(row) else None


def _has_digit(cell: Cell) -> bool:
    return isinstance(cell, Decimal) or bool(_DIGIT.search(cell if isinstance(cell, str) else ""))


def _text(row: Row, place: int) -> str:
    cell = _at(row, place)
    return cell if isinstance(cell, str) else ""


def _once(columns: list[Column]) -> tuple[Column, ...]:
    """The columns, each field at most once: the better name keeps it, the first among equals."""
    best: dict[str, Column] = {}
    for column in columns:
        if column.field:
            other = best.get(column.field.key)
            if other is None or column.rank < other.rank:
                best[column.field.key] = column
    return tuple(
        c if c.field is None or best[c.field.key] is c else Column(c.place, c.heading)
        for c in columns
    )


def _plain(text: str) -> str:
    return _NOISE.sub("", search_key(text).replace("’", "'"))


def _readings(text: str) -> Iterator[tuple[str, list[str]]]:
    """The ways to take a heading apart into its name and its units, the whole of it first."""
    yield text, []
    key = search_key(text)
    inner = _BRACKET.findall(key)
    units = inner + [unit for one in inner for unit in re.split("[,、;/]", one)]
    name = _BRACKET.sub("", key)
    yield name, units
    if bare := _BARE_UNIT.fullmatch(_plain(name)):
        yield bare[1], [*units, bare[2]]
    chinese = "".join(_CHINESE.findall(name))
    english = "".join(char for char in name if char.isascii() and char.isalpha())
    if len(chinese) > 1 and len(english) > 1:
        yield chinese, units
        yield _CHINESE.sub("", name), units


def _column(place: int, text: str, found: tuple[Field, int], units: list[str]) -> Column:
    field, rank = found
    heading = shown_heading(text)
    if field.kind in AMOUNTS and is_foreign(text):
        return Column(place, heading)
    if field.kind == "rate" and any(map(is_other_rate, units)):
        return Column(place, heading)
    factors = [factor for unit in units if (factor := unit_factor(unit))]
    percent = field.kind == "rate" and any(map(is_percent, units))
    return Column(place, heading, field, factors[0] if factors else None, percent, rank)
