"""Small lists for the tests of the reading door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Words
from branchdesk.intake.form import read_form
from branchdesk.intake.spreadsheet import ListRead, read_list
from branchdesk.model.account import Account

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data/samples/overdue_list_2026-10.xlsx"
FORM = read_form([ROOT / "forms"], "account_list")
DAY = date(2026, 10, 31)

HEADING = ("合同编号", "客户名称", "逾期本金", "逾期利息", "应还日期")
GOOD = ("HT1", "陕西甲有限公司", 1000, "10.50", "2026-10-01")

Rows = Iterable[Sequence[Any]]


def an_xlsx(tmp_path: Path, rows: Rows) -> Path:
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = book.active.cell(number, place)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(path)
    return path


def read(tmp_path: Path, rows: Rows, as_of: date | None = DAY) -> ListRead:
    listed = read_list(an_xlsx(tmp_path, rows), FORM, as_of)
    return checked(listed)


def checked(listed: ListRead) -> ListRead:
    """The same list: its rows add up, and every sentence is whole in both languages."""
    booked = sum(map(len, listed.rows_of.values()))
    assert listed.read == booked + len(listed.skipped)
    assert [a.contract_no for a in listed.accounts] == list(listed.rows_of)
    for finding in (*listed.findings, *(one.finding for one in listed.skipped)):
        said(finding)
    return listed


def said(finding: Finding) -> str:
    both = Words("zh").finding(finding), Words("en").finding(finding)
    assert "{" not in both[0] + both[1]
    return both[0]


def one(tmp_path: Path, heading: Sequence[Any], *row: Any) -> Account:
    """The account of a list with a single row; contract and customer are added."""
    listed = read(tmp_path, [(*HEADING[:2], *heading), ("HT1", "陕西甲有限公司", *row)])
    assert not listed.skipped, said(listed.skipped[0].finding)
    return listed.accounts[0]


def refusal(tmp_path: Path, rows: Rows, as_of: date | None = DAY) -> str:
    with pytest.raises(BadInput) as caught:
        read(tmp_path, rows, as_of)
    (finding,) = caught.value.findings
    said(finding)
    return finding.code


def reasons(listed: ListRead) -> list[tuple[int, str]]:
    return [(skip.row, skip.finding.code) for skip in listed.skipped]
