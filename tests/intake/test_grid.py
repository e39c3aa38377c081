"""Files become plain cells, and a hostile or broken one a sentence."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from branchdesk.basics.errors import BadInput
from branchdesk.basics.wording import Words
from branchdesk.intake import grid
from branchdesk.intake.grid import read_grid
from branchdesk.intake.table.sheet import Cell

SAMPLE = Path(__file__).resolve().parents[2] / "data/samples/overdue_list_2026-10.xlsx"
SHEET = "xl/worksheets/sheet1.xml"


def an_xlsx(tmp_path: Path, rows: Iterable[Iterable[Any]]) -> Path:
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            book.active.cell(number, place, value)
    book.save(path)
    return path


def a_csv(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    return path


def repacked(path: Path, change: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """The same .xlsx with parts put in place of its own, or added."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, data in (parts | change).items():
            packed.writestr(name, data)
    return path


def with_sheet(path: Path, pattern: str, to: str) -> Path:
    """The same .xlsx with something in the XML of its sheet replaced."""
    with zipfile.ZipFile(path) as packed:
        xml = packed.read(SHEET).decode()
    changed = re.sub(pattern, to, xml, count=1, flags=re.DOTALL)
    assert changed != xml
    return repacked(path, {SHEET: changed.encode()})


def refusal(path: Path) -> str:
    """The code of the refusal; its sentence is whole in both languages."""
    with pytest.raises(BadInput) as caught:
        read_grid(path)
    (finding,) = caught.value.findings
    assert "{" not in Words("zh").finding(finding) + Words("en").finding(finding)
    return finding.code


def cells(path: Path) -> list[list[Cell]]:
    (sheet,) = read_grid(path)
    return sheet.rows


# ---------------------------------------------------------------- .xlsx


def test_a_number_keeps_the_digits_that_a_person_sees(tmp_path: Path) -> None:
    """Money is exact: 4220.47 and not the float beside it; 24.0 is 24 (house style 3)."""
    path = an_xlsx(tmp_path, [[4220.47, 3.85, 24.0, 20240001, 0.1 + 0.2]])

    row = cells(path)[0]

    assert [str(value) for value in row[:4]] == ["4220.47", "3.85", "24", "20240001"]
    assert all(isinstance(value, Decimal) for value in row)


def test_days_texts_and_blanks_keep_their_kind(tmp_path: Path) -> None:
    """A date cell is a day, with or without a time; blank text is no text (R037)."""
    path = an_xlsx(
        tmp_path, [[date(2026, 9, 9), datetime(2026, 9, 9, 23, 59), "  ", "x ", None, True]]
    )

    assert cells(path) == [[date(2026, 9, 9), date(2026, 9, 9), None, "x ", None, "TRUE"]]


def test_rows_are_counted_as_the_sheet_shows_them(tmp_path: Path) -> None:
    """Blank and hidden rows keep their number, or the reasons would name the wrong row."""
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    book.active["B4"] = "fourth"
    book.active["B6"] = "sixth"
    book.active.row_dimensions[4].hidden = True
    book.save(path)

    rows = cells(path)

    assert (rows[3][1], rows[5][1], len(rows)) == ("fourth", "sixth", 6)


def test_an_error_and_a_formula_never_calculated_are_seen_and_not_blank(tmp_path: Path) -> None:
    """A blank amount would pass for unknown without a word."""
    path = an_xlsx(tmp_path, [["=1+1", 5, '="a"&"b"']])
    path = with_sheet(path, r'<c r="B1"[^>]*><v>5', '<c r="B1" t="e"><v>#N/A')

    assert cells(path) == [["=1+1", "#N/A", '="a"&"b"']]


def test_a_calculated_formula_gives_its_value(tmp_path: Path) -> None:
    """The value that the spreadsheet program last showed (R037)."""
    path = an_xlsx(tmp_path, [["=1+1", 5]])
    path = with_sheet(path, r"<f>1\+1</f><v\s*/?>(</v>)?", "<f>1+1</f><v>2</v>")

    assert cells(path) == [[Decimal(2), Decimal(5)]]


def test_a_formula_is_found_however_the_sheet_is_written(tmp_path: Path) -> None:
    """Some programs put a prefix before every name, or give cells no address."""
    path = an_xlsx(tmp_path, [["=1+1", 5]])
    path = with_sheet(path, r'<c r="A1"', '<c s="0" r="A1"')

    assert cells(path) == [["=1+1", Decimal(5)]]


def test_hidden_sheets_and_charts_are_not_read(tmp_path: Path) -> None:
    """A hidden sheet is a copy that somebody put away."""
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "old"
    book.active["A1"] = "old"
    book.create_sheet("shown")["A1"] = "new"
    book.create_chartsheet("chart")
    book.active = 1
    book["old"].sheet_state = "hidden"
    book.save(path)

    assert [(sheet.name, sheet.rows) for sheet in read_grid(path)] == [("shown", [["new"]])]


@pytest.mark.parametrize("number", ["1e999", "NaN", "Infinity", "-1e10", "99999999999", "1e308"])
def test_a_number_beyond_all_sense_is_a_cell_like_any_other(tmp_path: Path, number: str) -> None:
    """No value of a cell ends the program."""
    path = an_xlsx(tmp_path, [[date(2026, 1, 2), 5]])
    path = with_sheet(path, r"<v>[0-9]+", f"<v>{number}")
    path = with_sheet(path, r"<v>5", f"<v>{number}")

    assert len(cells(path)[0]) == 2


def test_an_xlsx_under_the_name_of_a_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    """People rename files; the content decides."""
    path = an_xlsx(tmp_path, [["x"]]).rename(tmp_path / "list.csv")

    assert cells(path) == [["x"]]


# ---------------------------------------------------------------- hostile .xlsx


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../../canary", "list.odd-members"),
        ("..\\canary", "list.odd-members"),
        ("/etc/canary", "list.odd-members"),
        ("C:\\canary", "list.odd-members"),
        ("XL/WORKBOOK.xml", "list.odd-members"),
    ],
)
def test_a_package_with_names_that_lead_out_or_stand_twice_is_refused(
    tmp_path: Path, name: str, code: str
) -> None:
    """No absolute or .. names, duplicates refused."""
    path = repacked(an_xlsx(tmp_path, [["x"]]), {name: b"1"})

    assert refusal(path) == code


@pytest.mark.parametrize(
    "extra",
    [
        {"xl/media/picture.png": b"\0" * (30 << 20)},
        {f"xl/media/{n}.png": b"1" for n in range(1001)},
    ],
)
def test_a_package_that_unpacks_to_far_more_than_a_list_is_refused(
    tmp_path: Path, extra: dict[str, bytes]
) -> None:
    """1,000 members, ratio 100."""
    path = repacked(an_xlsx(tmp_path, [["x"]]), extra)

    assert refusal(path) == "list.unpacks-too-large"


def test_a_package_that_lies_about_a_size_is_refused(tmp_path: Path) -> None:
    """The caps count what the directory says, so what it says must be true."""
    path = repacked(an_xlsx(tmp_path, [["x"]]), {SHEET: b"<worksheet>" + b" " * 5000})
    data = bytearray(path.read_bytes())
    entry = data.rindex(SHEET.encode()) - 46
    data[entry + 24 : entry + 28] = (20).to_bytes(4, "little")
    path.write_bytes(data)

    assert refusal(path) == "list.broken"


def test_other_compression_and_encryption_are_refused(tmp_path: Path) -> None:
    """No spreadsheet program writes them."""
    path = repacked(an_xlsx(tmp_path, [["x"]]), {}, method=zipfile.ZIP_LZMA)

    assert refusal(path) == "list.odd-members"


@pytest.mark.parametrize(
    ("pattern", "to", "code"),
    [
        ('r="B1"', 'r="XFD1048576"', "list.too-many-rows"),
        ('r="B1"', 'r="XFD150000"', "list.too-many-cells"),
        ('<row r="1"(.*?) r="B1"', r'<row r="1048576"\1', "list.too-many-rows"),
        ('r="B1"', 'r="xfd1048576"', "list.broken"),
        ('r="B1"', 'r="B0"', "list.broken"),
        ('<c r="B1" t="n"', '<c r="B1" t="s"', "list.broken"),
        ("<worksheet", '<!DOCTYPE w [<!ENTITY a "b">]><worksheet', "list.broken"),
        ("</sheetData>", "", "list.broken"),
    ],
)
def test_a_sheet_that_would_fill_the_memory_or_is_no_xml_is_refused(
    tmp_path: Path, pattern: str, to: str, code: str
) -> None:
    """One cell at the far corner makes a table of 17 thousand million cells."""
    path = with_sheet(an_xlsx(tmp_path, [[1, 2]]), pattern, to)

    assert refusal(path) == code


def test_a_long_text_in_many_cells_is_refused(tmp_path: Path) -> None:
    """Each cell would get a copy of its own."""
    text = "<sst><si><t>" + "x" * 1_000_000 + "</t></si></sst>"
    noise = Random(1).randbytes(20_000).hex()

    path = repacked(
        an_xlsx(tmp_path, [["x"]]),
        {"xl/sharedStrings.xml": text.encode(), "docProps/noise": noise.encode()},
    )

    assert refusal(path) == "list.unpacks-too-large"


def test_frames_around_blank_cells_far_down_do_not_count(tmp_path: Path) -> None:
    """Somebody framed the whole column: the list is no longer for that."""
    path = an_xlsx(tmp_path, [["x"]])
    path = with_sheet(
        path, "</sheetData>", '<row r="900000"><c r="A900000" s="0"/></row></sheetData>'
    )

    assert cells(path) == [["x"]]


def test_an_old_or_locked_file_is_told_apart_from_a_broken_one(tmp_path: Path) -> None:
    """Both are no zip; what to do differs."""
    old = tmp_path / "old.xlsx"
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"customer,contract\n")

    assert (refusal(old), refusal(broken)) == ("list.old-or-locked", "list.broken")


def test_a_damaged_file_gives_a_reason_and_never_a_traceback(tmp_path: Path) -> None:
    """200 copies of the sample with bytes changed, lost or doubled."""
    random = Random(7)
    data = SAMPLE.read_bytes()
    path = tmp_path / "damaged.xlsx"
    outcomes: set[type] = set()

    for _ in range(200):
        at, length = random.randrange(len(data)), random.randrange(1, 60)
        path.write_bytes(data[:at] + random.randbytes(random.randrange(3)) + data[at + length :])
        try:
            outcomes.add(type(read_grid(path)))
        except BadInput as refused:
            outcomes.add(type(refused))

    assert outcomes <= {list, BadInput}


# ---------------------------------------------------------------- files


def test_other_kinds_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    """A sentence that says what to do, for each."""
    (tmp_path / "list.xls").write_bytes(b"x")
    (tmp_path / "folder.csv").mkdir()

    assert refusal(tmp_path / "list.xls") == "list.other-kind"
    assert refusal(tmp_path / "gone.csv") == "list.not-found"
    assert refusal(tmp_path / "folder.csv") == "list.not-found"


def test_a_file_beyond_50_mb_is_not_even_opened(tmp_path: Path) -> None:
    """Caps."""
    path = tmp_path / "list.csv"
    with path.open("wb") as out:
        out.truncate(grid.LARGEST + 1)

    assert refusal(path) == "list.too-large"


# ---------------------------------------------------------------- .csv


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_every_usual_encoding_and_separator_is_read(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    """Core systems export GB18030; spreadsheet programs UTF-8, or UTF-16 with tabs."""
    rows = [["客户名称", "合同编号", "金额"], ["㐂华𠮷", "X1", "1.50"], ["a,b;c", "X2", "2"]]
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)

    assert cells(a_csv(tmp_path, text.encode(encoding))) == rows


def test_commas_within_amounts_do_not_pass_for_separators(tmp_path: Path) -> None:
    """1,234.50 between semicolons, and a guarantors' list with semicolons between commas."""
    semicolons = a_csv(tmp_path, b"a;b;c\n1,234.50;2,000.00;3,000.00\n1;2;3\n")
    assert cells(semicolons)[1] == ["1,234.50", "2,000.00", "3,000.00"]

    commas = a_csv(tmp_path, "甲,乙\n张三;李四;王五,1\n赵六;钱七,2\n".encode())
    assert cells(commas)[1] == ["张三;李四;王五", "1"]


def test_a_named_separator_and_kept_digits_are_understood(tmp_path: Path) -> None:
    """sep=; is for the program that opens the file; ="0610" keeps the zero."""
    path = a_csv(tmp_path, b'sep=;\nno;text\n="0610";=1+1\n')

    assert cells(path) == [["no", "text"], ["0610", "=1+1"]]


def test_a_line_break_within_quotes_and_blank_lines_keep_the_rows_counted(tmp_path: Path) -> None:
    """As the spreadsheet program shows them."""
    path = a_csv(tmp_path, b'a,b\n\n"1\n2",3\n')

    assert cells(path) == [["a", "b"], [], ["1\n2", "3"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'a,b\n"never closed,1\n2,3\n', "list.bad-csv"),
        (b'a,b\n"x"y,1\n', "list.bad-csv"),
        (b"a,b\n\0,1\n", "list.not-text"),
        (b"\xff\xfea\x00b", "list.not-text"),
        (b"\x80\xff\xff\xfe\n", "list.not-text"),
        (b"a,b\n" + b"x" * 200_000, "list.bad-csv"),
    ],
)
def test_a_text_that_would_lose_rows_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """A quotation mark that is never closed swallows every account after it."""
    assert refusal(a_csv(tmp_path, data)) == code


def test_more_than_200000_rows_are_refused(tmp_path: Path) -> None:
    """Caps."""
    assert refusal(a_csv(tmp_path, b"1,2\n" * 200_001)) == "list.too-many-rows"
