"""The columns of a list once its rows have been seen: units settled, nothing without a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.intake.overdue.heading import AMOUNTS, Column, Heading
from branchdesk.intake.table.sheet import Cell, Row

_HIGHEST_SHARE = Decimal("0.37")
"""No loan costs more than this as a share a year, and none less than this in per cent."""

_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,9})?", re.ASCII)


def settle(
    heading: Heading, rows: Sequence[Row], factor: Decimal
) -> tuple[tuple[Column, ...], list[Finding]]:
    """Every column that holds anything, with its unit; and what had to be inferred for it."""
    findings: list[Finding] = []
    columns = [*heading.columns, *_nameless(heading, rows)]
    settled = []
    for column in columns:
        if column.field and column.field.kind in AMOUNTS and column.factor is None:
            column = msgspec.structs.replace(column, factor=factor)
        elif column.field and column.field.kind == "rate":
            column, found = _rate(column, rows, heading.row)
            findings += found
        settled.append(column)
    return _distinct(settled), findings


def letters(place: int) -> str:
    """The name that a spreadsheet gives the column, A for place 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def _nameless(heading: Heading, rows: Sequence[Row]) -> list[Column]:
    """Columns that have cells and no heading: what stands there is kept under their letter."""
    named = {column.place for column in heading.columns}
    width = max(map(len, rows), default=0)
    return [
        Column(place, f"({letters(place)})")
        for place in range(width)
        if place not in named and any(len(r) > place and r[place] is not None for r in rows)
    ]


def _distinct(columns: list[Column]) -> tuple[Column, ...]:
    seen: set[str] = set()
    distinct = []
    for column in columns:
        if column.field is None and column.heading in seen:
            name = f"{column.heading} ({letters(column.place)})"
            column = msgspec.structs.replace(column, heading=name)
        seen.add(column.heading)
        distinct.append(column)
    return tuple(distinct)


def _rate(column: Column, rows: Sequence[Row], row: int) -> tuple[Column, list[Finding]]:
    """The rate column, read as all its bare numbers together allow; one alone is ambiguous."""
    bare = [n for r in rows if (n := _bare(r[column.place] if column.place < len(r) else None))]
    if not bare:
        return column, []
    percent = column.percent
    if not percent and min(bare) >= _HIGHEST_SHARE and max(bare) >= 1:
        percent, code = True, "list.rate-as-percent"
    elif percent and max(bare) < _HIGHEST_SHARE:
        # Cells formatted as 3.85% hold 0.0385, whatever the heading says.
        percent, code = False, "list.rate-as-share"
    else:
        return column, []
    facts = {"column": column.heading, "example": f"{bare[0].normalize():f}"}
    finding = Finding(code, facts, field="contract_rate", line=row)
    return msgspec.structs.replace(column, percent=percent), [finding]


def _bare(cell: Cell) -> Decimal | None:
    if isinstance(cell, str):
        return Decimal(cell.strip()) if _NUMBER.fullmatch(cell.strip()) else None
    return cell if isinstance(cell, Decimal) else None
