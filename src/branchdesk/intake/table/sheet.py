"""A table as plain cells, whichever program wrote it, and how large one may be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding

Cell = str | Decimal | date | None
Row = list[Cell]

MOST_ROWS = 200_000
MOST_CELLS = 10_000_000


class Sheet(msgspec.Struct, frozen=True):
    """One sheet: row n of the sheet is ``rows[n - 1]``, blank cells are None."""

    name: str
    rows: list[Row]


def check_extent(rows: int, cells: int, file: str) -> None:
    """Raises BadInput where a table is larger than any list of a branch."""
    if rows > MOST_ROWS:
        raise refuse("list.too-many-rows", file=file, rows=rows, limit=MOST_ROWS)
    if cells > MOST_CELLS:
        raise refuse("list.too-many-cells", file=file, limit=MOST_CELLS)


def refuse(code: str, /, **facts: object) -> BadInput:
    """The refusal of the whole file with one reason."""
    return BadInput(Finding(code, facts))


def is_blank(row: Row) -> bool:
    """True where no cell of the row says anything."""
    return all(cell is None for cell in row)
