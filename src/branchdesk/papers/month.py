"""The month-end summary as a paper and as a workbook; both show the same cells."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from branchdesk.basics.money import Money
from branchdesk.basics.text import cell_width, safe_text
from branchdesk.basics.wording import LANGS, Label, Words, named
from branchdesk.papers.record import Record, build
from branchdesk.reports.month.cells import Block, Cell, shown, table
from branchdesk.reports.month.figures import Figures
from branchdesk.reports.month.page import head_lines, notes

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SIGNED = ("prepared", "checked", "approved")
NARROWEST, WIDEST = 8, 40
"""Of a column, in characters."""
LINE_HEIGHT, NOTE_CHARACTERS = 15, 110
FORMATS: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bg_color": "#F2F2F2", "text_wrap": True, "align": "center"},
    "name": {"bold": True},
    "part": {"bold": True, "bg_color": "#F2F2F2"},
    "money": {"num_format": "#,##0.00"},
    "share": {"num_format": "0.0%"},
    "day": {"num_format": "yyyy-mm-dd"},
    "count": {"num_format": "0"},
}


class Sheets(msgspec.Struct, frozen=True, kw_only=True):
    """What both faces are made from."""

    found: Figures
    blocks: Sequence[Block]
    """Summary; bridge and recovery where they are known; detail, happenings."""
    bank: str
    mark: Label
    """PRACTICE or DEMONSTRATION; empty on a real desk."""


def month_paper(sheets: Sheets, words: Words) -> bytes:
    """One page of figures with its signatures, then the lists; the same month, the same bytes."""
    found = sheets.found
    summary, *lists = (table(block, words) for block in sheets.blocks)
    open_mark = "" if found.month.closed else words("month.open-mark")
    lines = [(name,) for name in map(_signed, SIGNED)]
    return build(
        Record(
            title=named("month.title"),
            lang=words.lang,
            bank=sheets.bank,
            number=found.month.month,
            mark=f"{sheets.mark.of(words.lang)} {open_mark}".strip(),
            on=found.month.as_of,
            head=tuple(head_lines(found, words)),
            tables=(summary,),
            notes=tuple(notes(found, words)),
            codes=(words("month.anchor", anchor=found.month.anchor),) if found.month.closed else (),
            signatures=tuple(lines),
            annex=tuple(lists),
        )
    )


def _signed(who: str) -> Label:
    return named(f"month.{who}")


def workbook(sheets: Sheets) -> bytes:
    """An .xlsx with a sheet for the summary, the loans, the happenings; figures as figures."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        made = datetime.combine(sheets.found.month.as_of, datetime.min.time())
        book.set_properties({"author": _plain(sheets.bank), "created": made})
        formats: dict[str, object] = {name: book.add_format(look) for name, look in FORMATS.items()}
        for name in ("money", "share", "count"):
            formats[f"strong {name}"] = book.add_format(FORMATS[name] | FORMATS["part"])
        for block in sheets.blocks:
            _sheet(book, formats, block, sheets)
    return out.getvalue()


def _sheet(book: Workbook, formats: dict[str, object], block: Block, sheets: Sheets) -> None:
    name = f"{block.caption.zh} {block.caption.en}".split(" (")[0].split("（")[0]
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column in range(len(block.heads)):
        sheet.set_column(column, column, _width(block, column))
    first = block is sheets.blocks[0]
    row = _head(sheet, formats, sheets) if first else 0
    for column, head in enumerate(block.heads):
        sheet.write_string(row, column, _both(head), formats["head"])
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)
    for at, cells in enumerate(block.rows):
        for column, cell in enumerate(cells):
            _write(sheet, (row + 1 + at, column), cell, formats, at in block.strong)
    for at, lang in enumerate(LANGS if block.note.zh else ()):
        note = (row + 2 + len(block.rows) + at, 0, block.note.of(lang))
        _note(sheet, note, len(block.heads), formats)
    if not first:
        sheet.autofilter(row, 0, row + max(1, len(block.rows)), len(block.heads) - 1)


def _width(block: Block, column: int) -> int:
    """So many characters that the head, by words, and every cell can be read."""
    head = max(cell_width(word) for word in _both(block.heads[column]).split())
    cells = (_said(row[column]) for row in block.rows)
    return min(WIDEST, max(NARROWEST, head + 2, *(cell_width(text) + 2 for text in cells)))


def _said(cell: Cell) -> str:
    return _both(cell) if isinstance(cell, Label) else shown(cell, Words("en"))


def _head(sheet: Worksheet, formats: dict[str, object], sheets: Sheets) -> int:
    """Title, mark, head lines and notes above the summary; the next free row."""
    lines = [(_both(named("month.title")), ""), (_both(sheets.mark), "")]
    lines.append((_both(named("month.branch")), sheets.bank))
    both: Iterable[tuple[Label, str]] = head_lines(sheets.found, Words("zh"))
    english = head_lines(sheets.found, Words("en"))
    for (label, zh), (_, en) in zip(both, english, strict=True):
        lines.append((_both(label), zh if zh == en else f"{zh} {en}"))
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, _plain(name), formats["name"])
        if text:
            sheet.write_string(row, 1, _plain(text))
    said = [note for lang in LANGS for note in notes(sheets.found, Words(lang))]
    for row, note in enumerate(said, len(lines)):
        _note(sheet, (row, 0, note), len(sheets.blocks[0].heads), formats)
    return len(lines) + len(said) + 1


def _note(
    sheet: Worksheet, at: tuple[int, int, str], columns: int, formats: dict[str, object]
) -> None:
    """A sentence over all columns, as high as its lines."""
    row, column, note = at
    sheet.merge_range(row, column, row, columns - 1, "", formats["text"])
    sheet.write_string(row, column, _plain(note), formats["text"])
    sheet.set_row(row, LINE_HEIGHT * (1 + cell_width(note) // NOTE_CHARACTERS))


def _write(
    sheet: Worksheet, place: tuple[int, int], cell: Cell, formats: dict[str, object], strong: bool
) -> None:
    """A cell by its type; text is written as text, whatever it begins with."""
    row, column = place
    mark = "strong " * strong
    match cell:
        case None | "":
            sheet.write_blank(row, column, None, formats["part"] if strong else None)
        case Label():
            sheet.write_string(row, column, _both(cell), formats["part" if strong else "text"])
        case Money():
            sheet.write_number(row, column, cell, formats[f"{mark}money"])
        case Decimal():
            sheet.write_number(row, column, cell, formats[f"{mark}share"])
        case int():
            sheet.write_number(row, column, cell, formats[f"{mark}count"])
        case date():
            midnight = datetime.combine(cell, datetime.min.time())
            sheet.write_datetime(row, column, midnight, formats["day"])
        case _:
            sheet.write_string(row, column, _plain(str(cell)), formats["text"])


def _both(label: Label) -> str:
    return _plain(label.zh if label.zh == label.en else f"{label.zh} {label.en}")


def _plain(text: str) -> str:
    return safe_text(text)
