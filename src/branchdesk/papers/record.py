"""The one builder of records: title, head lines, tables, notes, signatures on A4."""

from __future__ import annotations

import re
from datetime import date
from xml.sax.saxutils import escape

import msgspec

from branchdesk.basics.text import safe_text
from branchdesk.basics.wording import Label, Lang
from branchdesk.papers.letterhead import TEXT_WIDTH, ZH, Look, document, style_id, twips
from branchdesk.reports.table import DOWN, RIGHT, Table

HEI = ZH["Letter Title"].fonts
LOOKS = {name: ZH[name] for name in ("Letter Mark", "Letter Head", "Letter Foot")} | {
    "Record Title": Look(40, 30, "center", 2, 8, HEI, bold=True, keep=True),
    "Record Caption": Look(21, 16, "left", 9, 3, HEI, bold=True, keep=True),
    "Record Text": Look(20, 15, "left", 2),
    "Record Code": Look(18, 14, "left", 1, 1, HEI),
    "Record Cell": Look(17, 12, "left"),
    "Record Figure": Look(17, 12, "right"),
    "Record Part": Look(17, 12, "left", fonts=HEI, bold=True),
    "Record Sum": Look(17, 12, "right", fonts=HEI, bold=True),
    "Record Box": Look(20, 15, "center"),
    "Record Stage": Look(21, 15, "center", fonts=HEI, bold=True),
    "Record Head": Look(16, 11, "center", fonts=HEI, keep=True),
    "Record Sign": Look(20, 20, "left", keep=True),
}
STYLES = {
    (False, False): "Record Cell",
    (True, False): "Record Figure",
    (False, True): "Record Part",
    (True, True): "Record Sum",
}
"""The style of a cell: is it a figure, is its row set off?"""
GREY = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
BOX, INSIDE = (
    "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    for sides in (("top", "left", "bottom", "right"), ("insideH", "insideV"))
)
BORDERS = BOX + INSIDE
BOX_HEIGHT = f'<w:trHeight w:val="{twips(12)}" w:hRule="atLeast"/>'
MARGINS = (
    '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)
HEAD_WIDTHS = (52, 118)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What a record says."""

    title: Label
    lang: Lang
    bank: str
    """Bank and branch, in the header."""
    number: str
    """The case's number, in the header."""
    mark: str = ""
    """PRACTICE or DEMONSTRATION; empty on a real desk."""
    on: date
    head: tuple[tuple[Label, str], ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """Lines to be compared by eye, such as the root hash."""
    signatures: tuple[tuple[Label, ...], ...] = ()
    """Each signature's lines, side by side."""
    annex: tuple[Table, ...] = ()
    """Tables behind the signatures, from a page of their own on."""


def build(record: Record) -> bytes:
    """The record as the bytes of a Word file; the same record gives the same bytes."""
    mark = _paragraph("Letter Mark", record.mark) if record.mark else ""
    line = f"{_run(record.bank)}<w:r><w:tab/></w:r>{_run(record.number)}"
    body = _paragraph("Record Title", record.title.of(record.lang))
    if record.head:
        body += _head(record)
    for table in record.tables:
        body += _chart(table) if table.chart else _table(table, record.lang)
    body += "".join(_paragraph("Record Text", note) for note in record.notes)
    body += "".join(_paragraph("Record Code", code) for code in record.codes)
    if record.signatures:
        # Two tables that touch would be one to Word.
        body += _paragraph("Record Text", "") + _signatures(record.signatures)
    if record.annex:
        first, *others = record.annex
        body += _table(first, record.lang, fresh=True)
        body += "".join(_table(table, record.lang) for table in others)
    # Word wants a paragraph behind the last table.
    body += _paragraph("Record Text", "")
    return document(
        _words(record.title.of(record.lang)),
        LOOKS,
        mark + _styled("Letter Head", line),
        body,
        _styled("Letter Foot", _pages(record.lang)),
        author=_words(record.bank),
        made=f"{record.on.isoformat()}T00:00:00Z",
        packed=bool(record.annex),
    )


def _both(label: Label, lang: Lang) -> str:
    """A heading in both languages, the reader's own first."""
    if label.zh == label.en:
        return label.zh
    first, second = (label.zh, label.en) if lang == "zh" else (label.en, label.zh)
    return f"{first}\n{second}"


def _head(record: Record) -> str:
    rows = "".join(
        _row(
            _cell(_both(label, record.lang).replace("\n", " / "), HEAD_WIDTHS[0], shade=True)
            + _cell(text, HEAD_WIDTHS[1])
        )
        for label, text in record.head
    )
    return _frame(HEAD_WIDTHS, rows)


def _table(table: Table, lang: Lang, fresh: bool = False) -> str:
    heads = "".join(
        _cell(_both(head, lang), width, "Record Head", shade=True)
        for head, width in zip(table.heads, table.widths, strict=True)
    )
    rows = _row(heads, head=True)
    for at, row in enumerate(table.rows or (("—",) + ("",) * (len(table.heads) - 1),)):
        strong = at in table.strong
        rows += _row(
            "".join(
                _cell(text, width, STYLES[n in table.right, strong], shade=strong)
                for n, (text, width) in enumerate(zip(row, table.widths, strict=True))
            )
        )
    caption = _both(table.caption, lang).replace("\n", " / ")
    more = "<w:pageBreakBefore/>" if fresh else ""
    note = _paragraph("Record Text", table.note) if table.note else ""
    return _styled("Record Caption", _run(caption), more) + _frame(table.widths, rows) + note


def _chart(table: Table) -> str:
    rows = ""
    for row in table.rows:
        cells = "".join(_box(row, n, width) for n, width in enumerate(table.widths))
        tall = "" if row[0] == DOWN else BOX_HEIGHT
        rows += f"<w:tr><w:trPr><w:cantSplit/>{tall}</w:trPr>{cells}</w:tr>"
    return _frame(table.widths, rows, borders="")


def _box(row: tuple[str, ...], column: int, width: int) -> str:
    """A cell of a chart: boxed where it holds words; the stage spans the rows of its ways."""
    text, stage = row[column], column == 0
    more = ""
    if stage and text != DOWN:
        more = '<w:vMerge w:val="restart"/>' if text else "<w:vMerge/>"
    boxed = bool(text) and text not in (DOWN, RIGHT)
    if boxed or "<w:vMerge/>" in more:
        more += f"<w:tcBorders>{BOX}</w:tcBorders>" + (GREY if stage else "")
    return _cell_of(_paragraph("Record Stage" if stage else "Record Box", text), width, more)


def _signatures(signatures: tuple[tuple[Label, ...], ...]) -> str:
    width = TEXT_WIDTH // len(signatures)
    cells = []
    for lines in signatures:
        words = "".join(_paragraph("Record Sign", f"{one.zh} {one.en}：") for one in lines)
        cells.append(_cell_of(words, width))
    return _frame((width,) * len(signatures), _row("".join(cells)))


def _frame(widths: tuple[int, ...], rows: str, borders: str = BORDERS) -> str:
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(TEXT_WIDTH)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>{MARGINS}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: str, head: bool = False) -> str:
    more = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, style: str = "Record Cell", shade: bool = False) -> str:
    return _cell_of(_paragraph(style, text), width, GREY if shade else "")


def _cell_of(content: str, width: int, more: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{more}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def _paragraph(style: str, text: str) -> str:
    return _styled(style, "<w:r><w:br/></w:r>".join(map(_run, text.split("\n"))))


def _styled(style: str, content: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{more}</w:pPr>{content}</w:p>'


def _run(text: str) -> str:
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return f'<w:r>{hint}<w:t xml:space="preserve">{_words(text)}</w:t></w:r>' if text else ""


def _words(text: str) -> str:
    return escape(safe_text(text))


def _pages(lang: Lang) -> str:
    parts = ("第 [PAGE] 页 共 [NUMPAGES] 页", "page [PAGE] of [NUMPAGES]")[lang == "en"]
    made = ""
    for piece in re.split(r"(\[[A-Z]+\])", parts):
        made += _field(piece[1:-1]) if piece.startswith("[") else _run(piece)
    return made


def _field(name: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
