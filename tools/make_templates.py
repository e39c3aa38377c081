"""Builds the shipped Word templates from tools/letters: `python tools/make_templates.py`.

A line of a text is one paragraph or one table row, `style| text`; a folder given as argument
receives the files instead of letter_templates/. The same texts give the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from branchdesk.papers.letterhead import EN, TEXT_WIDTH, ZH, document, style_id, twips  # noqa: E402

LOOKS = {"zh": ZH, "en": EN}
DEBT_WIDTHS = (16, 22, 27, 21, 20, 18, 18, 28)
PLAN_WIDTHS = (14, 30, 32, 30, 32, 32)
FORM_WIDTHS = (30, 55, 30, 55)
SLIP_WIDTHS = (25, 60, 25, 60)
WIDTHS = {"debt": DEBT_WIDTHS, "plan": PLAN_WIDTHS}
GREY = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES
)
MARGINS = (
    '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)
SLIP_HEIGHTS = {"slip": 320, "slip-sign": 440}
TABLES = dict.fromkeys(("debt-head", "debt-rows", "debt-sum"), "debt")
TABLES |= dict.fromkeys(("plan-head", "plan-rows", "plan-sum"), "plan")
TABLES |= dict.fromkeys(SLIP_HEIGHTS, "slip")
FORM_HEIGHTS = {"form": 340, "form-sign": 900}
TABLES |= dict.fromkeys(FORM_HEIGHTS, "form")
Line = tuple[str, str]


def read(path: Path) -> list[Line]:
    """The lines of a letter's text as (style, text)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("|") for line in lines if line.strip() and not line.startswith("#"))
    return [(style, text.strip(" ")) for style, _, text in pairs]


def template(lines: list[Line], lang: str) -> bytes:
    """The Word template of a letter's text."""
    rows = {style: text for style, text in lines if style in ("mark", "head", "foot", "title")}
    tags = re.findall(r"\{\{ (\w+) \}\}", rows["mark"])
    begin, end = "{%p if " + " or ".join(tags) + " %}", "{%p endif %}"
    header = "".join(paragraph("Letter Mark", words) for words in (begin, rows["mark"], end))
    header += paragraph("Letter Head", rows["head"])
    body = "".join(blocks([line for line in lines if line[0] not in ("mark", "head", "foot")]))
    footer = paragraph("Letter Foot", rows["foot"])
    return document(rows["title"], LOOKS[lang], header, body, footer)


def blocks(lines: list[Line]) -> Iterator[str]:
    """The body: paragraphs, and a table where neighbouring lines belong to one."""
    for kind, group in groupby(lines, lambda line: TABLES.get(line[0], "")):
        rows = list(group)
        if kind in ("debt", "plan"):
            yield figures_table(kind, dict(rows))
        elif kind == "slip":
            yield slip_table(rows)
        elif kind == "form":
            yield form_table(rows)
        else:
            for style, text in rows:
                yield paragraph("Letter " + style.replace("-", " ").title(), text)


def figures_table(kind: str, rows: dict[str, str]) -> str:
    """What is owed, or the plan: a repeated head, a row an item, the sum."""
    widths = WIDTHS[kind]
    names = zip((t.strip(" ") for t in rows[f"{kind}-head"].split("|")), widths, strict=True)
    head = row([cell(t, w, shade=True) for t, w in names], head=True)
    whole, span = sum(widths), len(widths)
    begin = row([cell(f"{{%tr for row in {kind}_rows %}}", whole, span=span)])
    end = row([cell("{%tr endfor %}", whole, span=span)])
    items = begin + _figures(rows[f"{kind}-rows"], widths) + end
    return table(widths, head + items + _figures(rows[f"{kind}-sum"], widths, bold=True))


def _figures(text: str, widths: tuple[int, ...], bold: bool = False) -> str:
    cells = []
    words_of = (t.strip(" ") for t in text.split("|"))
    for number, (words, width) in enumerate(zip(words_of, widths, strict=True)):
        style = "Letter Cell" if number < 2 else "Letter Figure"
        cells.append(cell(f"**{words}**" if bold and words else words, width, style))
    return row(cells)


def slip_table(rows: list[Line]) -> str:
    """The return slip, kept on one page."""
    return _pairs(rows, "Letter Slip", SLIP_WIDTHS, SLIP_HEIGHTS)


def form_table(rows: list[Line]) -> str:
    """A record's form: what is asked, and the answer beside it; it may run over pages."""
    return _pairs(rows, "Letter Form", FORM_WIDTHS, FORM_HEIGHTS)


def _pairs(rows: list[Line], look: str, widths: tuple[int, ...], heights: dict[str, int]) -> str:
    """Names and answers in turn; the last cell of a line goes over the columns that are left."""
    made = []
    for style, text in rows:
        words = [t.strip(" ") for t in re.split(r"\|(?![^〈]*〉)", text)]
        last = len(words) - 1
        cells = [
            cell(t, widths[n], look, shade=last > 0 and n % 2 == 0)
            for n, t in enumerate(words[:-1])
        ]
        rest = widths[last:]
        cells.append(cell(words[-1], sum(rest), look, span=len(rest)))
        made.append(row(cells, height=heights[style]))
    return table(widths, "".join(made))


def table(widths: tuple[int, ...], rows: str) -> str:
    """A table of fixed column widths in millimetres, with all its lines drawn."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(TEXT_WIDTH)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>{MARGINS}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row(cells: list[str], head: bool = False, height: int = 272) -> str:
    """A row that is not torn by a page break; a head is repeated on the next page."""
    more = "<w:tblHeader/>" if head else ""
    size = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{size}{more}</w:trPr>{''.join(cells)}</w:tr>"


def cell(
    text: str, width: int, style: str = "Letter Cell", span: int = 1, shade: bool = False
) -> str:
    """A cell with one paragraph."""
    size = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    props = f'{size}{over}{GREY if shade else ""}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{paragraph(style, text)}</w:tc>"


def paragraph(style: str, text: str) -> str:
    """A paragraph; **bold**, [FIELD], → as a tab and 〈person|company〉 are understood."""
    text = re.sub(
        r"〈(.*?)\|(.*?)〉", r"{% if borrower_is_person %}\1{% else %}\2{% endif %}", text
    )
    pieces = re.split(r"(\*\*.+?\*\*|\[[A-Z]+\]|→|□)", text)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>'
        f"{''.join(run(piece) for piece in pieces if piece)}</w:p>"
    )


def run(piece: str) -> str:
    """One run of text, a tab, a box to tick or a field."""
    if piece == "→":
        return "<w:r><w:tab/></w:r>"
    if field := re.fullmatch(r"\[([A-Z]+)\]", piece):
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {field[1]} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    # The hint gives quotation marks and × the Chinese font; a box counts as Western text without.
    fonts = 'w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun" ' if piece == "□" else ""
    strong = piece.startswith("**")
    props = f'<w:rFonts {fonts}w:hint="eastAsia"/>{"<w:b/><w:bCs/>" if strong else ""}'
    words = escape(piece[2:-2] if strong else piece)
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def main(folder: Path) -> None:
    """Write every template of tools/letters into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((HERE / "letters").glob("*.txt")):
        lang = path.stem.rpartition(".")[2]
        (folder / f"{path.stem}.docx").write_bytes(template(read(path), lang))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "letter_templates")
