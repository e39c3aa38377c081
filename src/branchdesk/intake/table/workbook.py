"""An .xlsx file as sheets of plain cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from branchdesk.intake.table.package import Holes, open_package
from branchdesk.intake.table.sheet import Cell, Row, Sheet, check_extent, refuse

if TYPE_CHECKING:
    from python_calamine import SheetMetadata

_ONE = Decimal(1)
_WHOLE_UP_TO = Decimal(10) ** 20


def read_workbook(data: bytes, file: str) -> list[Sheet]:
    """The visible sheets with their cells. Raises BadInput for a hostile or broken file."""
    from python_calamine import CalamineError, CalamineWorkbook

    package = open_package(data, file)
    sheets = []
    cells = 0
    try:
        with CalamineWorkbook.from_filelike(package.zipped) as book:
            for about in filter(_is_shown, book.sheets_metadata):
                sheet = book.get_sheet_by_name(about.name)
                cells += sheet.total_height * sheet.total_width
                check_extent(sheet.total_height, cells, file)
                raw = sheet.to_python(skip_empty_area=False)
                sheets.append(Sheet(about.name, _rows(raw, package.holes.get(about.name, {}))))
    except CalamineError:
        raise refuse("list.broken", file=file) from None
    return sheets


def _is_shown(about: SheetMetadata) -> bool:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    # A hidden sheet is a copy that somebody put away; its rows would come as a surprise.
    return about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet


def _rows(raw: Sequence[Sequence[object]], holes: Holes) -> list[Row]:
    rows = [[_cell(value) for value in row] for row in raw]
    # The reader gives an error, or a formula never calculated, as a blank: an amount would pass
    # for unknown without a word. What stands in the cell is put back as text.
    for (row, column), text in holes.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    return rows


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return None if not value or value.isspace() else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)))
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)


def _number(exact: Decimal) -> Cell:
    """The number as a person would write it, 24 for 24.0; as text where it is none (1e999)."""
    if not exact.is_finite():
        return str(exact)
    whole = abs(exact) < _WHOLE_UP_TO and exact == exact.to_integral_value()
    return exact.quantize(_ONE) if whole else exact
