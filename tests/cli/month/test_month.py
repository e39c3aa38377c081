"""The month-end summary on the command line: closed once, printed alike for ever (R193, R195)."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from branchdesk.basics.wording import Words
from tests.desks import LIST, DeskAt, a_desk, an_enquiry
from tests.papers.word import faults

OCTOBER = "2026-10"
PARTS = (
    ("按逾期程度", "程度", "未知"),
    ("按逾期性质", "性质", "未定性"),
    ("按产品", "产品", "未知"),
)
HOSTILE = '=1+1<b>&"[/red]'


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """The sample list of 31 October, two cases opened from it, a customer who is on no list."""
    desk = a_desk(tmp_path_factory.mktemp("month"), day="2026-10-31", staff=True, filled=True)
    desk.ok("import", LIST, "--as-of", "2026-10-31")
    for contract in ("XADK2025583705", "XADK2023744628"):
        desk.ok("case", "open", contract)
    desk.add(an_enquiry(customer_name=HOSTILE, contract_no="XX-1", due_date="2026-10-20"))
    desk.ok("case", "classify", "XA-2026-00003", "--class", "non_malicious", "--ground", "流水")
    desk.ok("case", "close", "XA-2026-00002", "--outcome", "recorded_in_error", "--ground", "重复")
    return desk


@pytest.fixture
def desk(october: DeskAt, tmp_path: Path) -> DeskAt:
    return october.copied(tmp_path).on("2026-11-03")


def printed(desk: DeskAt, folder: Path, *more: str, month: str = OCTOBER) -> dict[str, bytes]:
    """The files of the month by their endings."""
    ran = desk.run(*more, "month", month, "--to", folder)
    assert ran.code == 0, ran.said
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def tables(data: bytes) -> list[list[list[str]]]:
    """The cells of each table of a Word file."""
    found = docx.Document(io.BytesIO(data)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def test_a_month_that_is_over_with_its_last_days_list_is_closed(
    desk: DeskAt, tmp_path: Path
) -> None:
    """A month closes only on a list dated its last day, by a supervisor."""
    answer = desk.ok("month", OCTOBER, "--to", tmp_path / "out")

    assert (answer["closed"], answer["closed_now"], answer["list_as_of"]) == (
        True, True, "2026-10-31",
    )  # fmt: skip
    assert (desk.path / "months" / "2026-10.json").is_file()
    assert desk.ok("month", OCTOBER, "--to", tmp_path / "out")["closed_now"] is False


def test_printing_the_same_month_twice_gives_the_same_bytes(desk: DeskAt, tmp_path: Path) -> None:
    first = printed(desk, tmp_path / "one") | printed(desk, tmp_path / "one", "--lang", "en")
    again = printed(desk, tmp_path / "two") | printed(desk, tmp_path / "two", "--lang", "en")

    assert first == again and sorted(first) == [
        "month-2026-10.en.docx", "month-2026-10.xlsx", "month-2026-10.zh.docx",
    ]  # fmt: skip


def test_a_closed_month_stays_as_it_was_whatever_happens_later(
    desk: DeskAt, tmp_path: Path
) -> None:
    """Printing again next year gives the same page; what is entered late is next month's."""
    before = printed(desk, tmp_path / "one")
    desk.add(an_enquiry(contract_no="XX-2", customer_name="新客户"))
    number = "XA-2026-00003"
    desk.ok("case", "close", number, "--outcome", "recorded_in_error", "--ground", "误登")
    desk.on("2027-11-03").ok("case", "archive", number)

    assert printed(desk.on("2027-11-03"), tmp_path / "two") == before


def test_a_late_print_of_an_open_month_says_the_same_from_dated_facts(
    desk: DeskAt, tmp_path: Path
) -> None:
    """Archived and changed meanwhile, the cases still count as they stood on the last day."""
    soon = desk.ok("month", OCTOBER)
    later = desk.on("2026-12-05")
    later.ok("case", "archive", "XA-2026-00002")
    number = "XA-2026-00003"
    later.ok("case", "close", number, "--outcome", "recorded_in_error", "--ground", "误登")
    later.ok("case", "archive", number)

    assert later.ok("month", OCTOBER) == soon


def test_the_figures_are_added_up_again_from_the_printed_detail_list(
    desk: DeskAt, tmp_path: Path
) -> None:
    """Whoever holds the paper can check every figure on its first page by hand."""
    files = printed(desk, tmp_path / "out")
    _, summary, _, detail, happened = tables(files["month-2026-10.zh.docx"])
    lines = [dict(zip(head_of(detail), row, strict=True)) for row in detail[1:]]

    assert len(lines) == 121
    for name, column, empty in PARTS:
        wanted = readd(lines, column, empty)
        assert {n: (c, a) for n, c, a in part(summary, name)} == wanted
    moves = {name: count for name, count, _ in part(summary, "案卷增减（件）")}
    received = sum(row[3] == "受理" for row in happened[1:])
    closed = sum(row[3] == "结案" for row in happened[1:])
    assert (moves["受理"], moves["－ 登记错误"], moves["截止日在办"]) == (received, -closed, 2)
    assert moves["截止日在办"] == sum(line["案号"] != "—" for line in lines)


def head_of(table: list[list[str]]) -> list[str]:
    return [cell.split("\n")[0] for cell in table[0]]


def readd(lines: list[dict[str, str]], column: str, empty: str) -> dict[str, tuple[int, Decimal]]:
    """Number and amount by the names of a column; accounts without a case together; the total."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    for line in lines:
        amount = Decimal(line["金额"].replace(",", "")) if line["金额"] != "—" else Decimal(0)
        name = line[column] if line[column] != "—" else empty
        found[name if line["案号"] != "—" else "清单上未立案"].append(amount)
        found["合计"].append(amount)
    return {name: (len(sums), sum(sums, Decimal(0))) for name, sums in found.items()}


def part(summary: list[list[str]], name: str) -> Iterator[tuple[str, int, Decimal]]:
    """The rows below the name of a part."""
    names = [row[0] for row in summary]
    for row in summary[names.index(name) + 1 :]:
        if row[1] == "":
            return
        amount = Decimal(0) if row[2] == "—" else Decimal(row[2].replace(",", ""))
        yield row[0], int(row[1]), amount


def test_paper_workbook_and_json_hold_the_same_figures(desk: DeskAt, tmp_path: Path) -> None:
    files = printed(desk, tmp_path / "out")
    zh = tables(files["month-2026-10.zh.docx"])[1]
    en = tables(printed(desk, tmp_path / "out", "--lang", "en")["month-2026-10.en.docx"])[1]
    data = desk.ok("month", OCTOBER)
    total = data["by_severity"][-1]
    book = openpyxl.load_workbook(io.BytesIO(files["month-2026-10.xlsx"]))
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    row = next(row for row in rows if row[0] == "合计 Total")

    assert [row[1:] for row in zh[1:]] == [row[1:] for row in en[1:]]
    assert row[1] == total["count"] and Decimal(str(row[2])) == Decimal(total["amount"])
    assert f"{Decimal(total['amount']):,}" in [row[2] for row in zh]


def test_every_paper_opens_in_word_and_the_workbook_has_no_formula(
    desk: DeskAt, tmp_path: Path
) -> None:
    """A customer called =1+1 is a text, in every cell (spreadsheet formulas)."""
    files = printed(desk, tmp_path / "out") | printed(desk, tmp_path / "out", "--lang", "en")
    for name, data in files.items():
        if name.endswith(".docx"):
            assert faults(data) == [], name
            assert audit(tmp_path, data) == [], name
    book = openpyxl.load_workbook(io.BytesIO(files["month-2026-10.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert all(cell.data_type != "f" for cell in cells)
    assert HOSTILE in {cell.value for cell in cells}


def audit(folder: Path, data: bytes) -> list[str]:
    file = folder / "audited.docx"
    file.write_bytes(data)
    result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(file)
    return [f"{error.part_uri}: {error.description}" for error in result.errors]


def test_numbers_are_masked_in_the_detail_list(desk: DeskAt, tmp_path: Path) -> None:
    """The page goes round: no identity, phone or card number stands on it (R181)."""
    desk.add(an_enquiry(customer_name="王13900001234", contract_no="6222020000000000008",
                        product="credit_card", due_date="2026-11-01"))  # fmt: skip
    files = printed(desk, tmp_path / "out", month="2026-11")
    text = json.dumps(tables(files["month-2026-11.zh.docx"]), ensure_ascii=False)

    assert "王139****1234" in text and "**** **** **** 0008" in text
    assert "13900001234" not in text and "6222020000000000008" not in text


def test_a_running_month_is_printed_open_and_says_so(desk: DeskAt, tmp_path: Path) -> None:
    ran = desk.run("month", "2026-11", "--to", tmp_path / "out")

    assert "本月未结" in ran.said and not (desk.path / "months" / "2026-11.json").exists()
    assert "清单的数据日是 2026-10-31，不是截止日 2026-11-03" in ran.said


def test_the_month_before_stands_beside_it_once_it_is_closed(desk: DeskAt, tmp_path: Path) -> None:
    """Comparison with last month (R193)."""
    alone = desk.ok("month", "2026-11")
    desk.ok("month", OCTOBER, "--to", tmp_path / "out")
    beside = desk.ok("month", "2026-11")

    assert (alone["compared_with"], beside["compared_with"]) == (None, OCTOBER)
    assert alone["by_class"][-1]["last_count"] is None
    assert beside["by_class"][-1]["last_count"] == 121


def test_bridge_and_recovery_stand_beside_a_closed_month_on_every_face(
    desk: DeskAt, tmp_path: Path
) -> None:
    """They add up to the closing; paper, workbook and JSON say the same (R190, R191)."""
    alone = desk.ok("month", "2026-11")
    desk.ok("month", OCTOBER, "--to", tmp_path / "out")
    desk.ok("payment", "add", "XA-2026-00001", "--amount", "300.00", "--on", "2026-11-02")
    found = desk.ok("month", "2026-11")

    assert (alone["bridge"], alone["recovery"]) == (None, None)
    for part in ("light", "moderate", "severe"):
        flows = [Decimal(f["amount"]) for f in found["bridge"] if f["severity"] == part]
        assert sum(flows[:-1]) == flows[-1]
    *rows, total = found["recovery"]["rows"]
    assert total["cash"] == "300.00" and [row["target"] for row in rows] == ["80.0", None, "50.0"]
    files = printed(desk, tmp_path / "two", month="2026-11")
    _, _, _, bridge, recovery, *_ = tables(files["month-2026-11.zh.docx"])
    paid = next(row for row in bridge if row[0] == "－ 部分还款")
    assert (paid[-1], recovery[4][2]) == ("-300.00", "300.00")
    sheets = openpyxl.load_workbook(io.BytesIO(files["month-2026-11.xlsx"])).sheetnames
    assert sheets[1:3] == ["逾期变动 Bridge", "回收率 Recovery"]
    shown = desk.run("month", "2026-11", lang="en").out
    assert "- part payments" in shown and "Cash received" in shown


def test_payments_and_plans_of_the_month_are_counted(desk: DeskAt) -> None:
    """What came in and what was taken back, each with its sum, in the month it was recorded in."""
    number = "XA-2026-00001"
    for amount in ("300.00", "200.00"):
        desk.ok("payment", "add", number, "--amount", amount, "--on", "2026-10-30")
    desk.ok("payment", "reverse", number, "PAY-2", "--ground", "串户")

    rows = desk.ok("month", "2026-11")["activity"]
    done = {row["code"]: (row["count"], row["amount"]) for row in rows}

    assert done["paid"] == (2, "500.00") and done["pay_reversed"] == (1, "200.00")
    october = {row["code"]: row["count"] for row in desk.ok("month", OCTOBER)["activity"]}
    assert (october["paid"], october["received"], october["closed"]) == (0, 3, 1)


@pytest.mark.parametrize(("who", "closed"), [("wang", False), ("zhao", True)])
def test_only_a_supervisors_print_closes(
    desk: DeskAt, tmp_path: Path, who: str, closed: bool
) -> None:
    answer = desk.by(who).ok("month", OCTOBER, "--to", tmp_path / "out")

    assert answer["closed"] is closed


@pytest.mark.parametrize("who", ["li", "kan"])
def test_who_may_not_print_may_look(desk: DeskAt, tmp_path: Path, who: str) -> None:
    desk.by(who).refused(3, "month", OCTOBER, "--to", tmp_path / "out")

    assert not (tmp_path / "out").exists()
    assert desk.by(who).ok("month", OCTOBER)["month"] == OCTOBER


@pytest.mark.parametrize(
    ("typed", "code"),
    [("2026-13", "month.bad"), ("okt", "month.bad"), ("2026-1", "month.bad"), ("", "month.bad"),
     ("2026-12", "month.ahead"), ("2020-01", "month.nothing"), ("２０２６年", "month.bad")],
)  # fmt: skip
def test_what_is_no_month_of_this_desk_is_refused(desk: DeskAt, typed: str, code: str) -> None:
    assert desk.refused(2, "month", typed).codes == [code]


def test_full_width_digits_and_a_month_without_its_dash_are_read(desk: DeskAt) -> None:
    assert desk.ok("month", "２０２６１０") == desk.ok("month", OCTOBER)


def test_an_earlier_file_of_another_content_is_kept_beside(desk: DeskAt, tmp_path: Path) -> None:
    """Somebody may have written into the Word file: it is never replaced."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "month-2026-10.zh.docx").write_bytes(b"mine")
    answer = desk.ok("month", OCTOBER, "--to", folder)

    assert answer["kept"] == {"month-2026-10.zh.docx": "month-2026-10.zh.1.docx"}
    assert (folder / "month-2026-10.zh.1.docx").read_bytes() == b"mine"
    assert faults((folder / "month-2026-10.zh.docx").read_bytes()) == []


def test_a_folder_that_cannot_be_is_refused_and_nothing_is_closed(
    desk: DeskAt, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    ran = desk.refused(2, "month", OCTOBER, "--to", tmp_path / "file")

    assert ran.codes == ["month.no-folder"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda kept: kept["month"].update(open_before=7), "checksum"),
        (lambda kept: kept.update(sum=""), "checksum"),
        (lambda kept: kept.update(format=2), "newer"),
    ],
)
def test_a_changed_month_is_found(desk: DeskAt, tmp_path: Path, change: Any, fault: str) -> None:
    """A frozen month that was altered is damage, never a figure (exit 5)."""
    desk.ok("month", OCTOBER, "--to", tmp_path / "out")
    file = desk.path / "months" / "2026-10.json"
    kept = json.loads(file.read_text("utf-8"))
    change(kept)
    file.write_text(json.dumps(kept), "utf-8")

    assert desk.refused(5, "month", OCTOBER).codes in (["desk.damaged"], ["desk.newer"])


def test_a_list_that_was_changed_since_is_found(desk: DeskAt) -> None:
    """The lines come from the kept list: an altered one is damage (exit 5)."""
    (file,) = (desk.path / "lists").iterdir()
    file.write_bytes(file.read_bytes().replace(b"211023", b"111023"))

    assert desk.refused(5, "month", OCTOBER).codes == ["desk.list-changed"]
    file.unlink()
    assert desk.refused(5, "month", OCTOBER).codes == ["desk.list-gone"]


def test_without_a_folder_it_is_shown(desk: DeskAt) -> None:
    shown = desk.run("month", OCTOBER, lang="en").out

    assert all(words in shown for words in ("By severity", "on the list, no case", "Total"))
    assert Words("en")("month.note-basis") in shown
