"""Columns are known by their heading, wherever and however it stands (R037)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from branchdesk.basics.errors import BadInput
from branchdesk.basics.money import Money
from branchdesk.intake.spreadsheet import read_list
from tests.intake.lists import (
    DAY,
    FORM,
    GOOD,
    HEADING,
    checked,
    read,
    said,
)


def test_columns_stand_in_any_order_under_any_known_name(tmp_path: Path) -> None:
    """Brackets of either width, line breaks, blanks, both languages at once (R037)."""
    heading = (
        "逾期\n天数",
        "借款人 名称",
        "执行利率（％）",
        "借款合同号 Contract No.",
        "贷款余额：",
    )
    listed = read(tmp_path, [heading, (31, "甲", 3.85, "HT1", 5)])

    account = listed.accounts[0]
    assert (account.contract_no, account.customer_name, account.core_days) == ("HT1", "甲", 31)
    assert (account.contract_rate, account.loan_balance) == (Decimal("0.0385"), Money("5"))
    assert listed.unknown_headings == ()


def test_an_unknown_heading_is_named_and_its_cells_are_kept(tmp_path: Path) -> None:
    """Nothing is dropped silently; columns without a heading go by their letter."""
    heading = (*HEADING, "经办\n机构", None, "备用", "备用")
    listed = read(tmp_path, [heading, (*GOOD, "高新支行", "?", 1, date(2026, 1, 2))])

    assert listed.unknown_headings == ("经办机构", "备用", "备用 (I)", "(G)")
    assert listed.accounts[0].extra == {
        "经办机构": "高新支行",
        "(G)": "?",
        "备用": "1",
        "备用 (I)": "2026-01-02",
    }


def test_of_two_columns_for_one_field_the_better_name_wins(tmp_path: Path) -> None:
    """借据号 beside 合同编号, 到期日 beside 应还日期: the other is kept (R037)."""
    heading = ("借据号", "到期日", *HEADING)
    listed = read(tmp_path, [heading, ("JJ1", "2028-01-01", *GOOD)])

    account = listed.accounts[0]
    assert (account.contract_no, account.due_date) == ("HT1", date(2026, 10, 1))
    assert account.extra == {"借据号": "JJ1", "到期日": "2028-01-01"}


def test_a_heading_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    """逾期情况 over 本金, 利息, 天数: a group's name begins with its word (R037)."""
    upper = ("合同编号", "客户名称", "逾期情况", None, None, "五级分类")
    lower = (None, None, "本金", "利息", "天数", None)
    listed = read(tmp_path, [["清单"], upper, lower, ("HT1", "甲", 5, 6, 7, "关注")])

    account = listed.accounts[0]
    assert (account.overdue_principal, account.overdue_interest) == (Money("5"), Money("6"))
    assert (account.core_days, account.core_class) == (7, "special_mention")
    assert (listed.read, listed.unknown_headings) == (1, ())


def test_a_heading_repeated_on_every_page_is_no_account(tmp_path: Path) -> None:
    """Also where the second page has its columns in another order (R037)."""
    other = ("客户名称", "合同编号", "逾期利息", "逾期本金")
    rows = [HEADING, GOOD, HEADING, ("HT2", *GOOD[1:]), ["第2页"], other, ("丙", "HT3", 1, 2)]

    listed = read(tmp_path, rows)

    assert (listed.read, listed.total_rows) == (3, 7)
    assert listed.accounts[2].overdue_principal == Money("2")
    assert listed.rows_of == {"HT1": (2,), "HT2": (4,), "HT3": (7,)}


def test_a_list_without_contract_or_customer_is_refused_with_what_is_lacking(
    tmp_path: Path,
) -> None:
    """The sentence names the heading to add."""
    with pytest.raises(BadInput) as caught:
        read(tmp_path, [["客户名称", "逾期本金"], ["甲", 1]])

    (finding,) = caught.value.findings
    assert finding.code == "list.no-heading"
    assert "合同编号" in said(finding)
    assert "客户名称" not in said(finding)


def test_the_first_sheet_with_a_heading_is_read_and_further_ones_are_named(tmp_path: Path) -> None:
    """An unread sheet would make its accounts pass for gone."""
    book = openpyxl.Workbook()
    book.active["A1"] = "说明"
    for name in ("对公", "对私"):
        sheet = book.create_sheet(name)
        sheet.append(HEADING)
        sheet.append(GOOD)
    book.save(tmp_path / "list.xlsx")

    listed = checked(read_list(tmp_path / "list.xlsx", FORM, DAY))

    assert listed.read == 1
    assert [f.code for f in listed.findings] == ["list.more-sheets"]
    assert listed.findings[0].facts == {"read": "对公", "more": ["对私"]}


def test_a_list_without_an_account_says_so(tmp_path: Path) -> None:
    """Imported, it would make every account of the register gone."""
    listed = read(tmp_path, [HEADING, ["合计"]])

    assert (listed.read, [f.code for f in listed.findings]) == (0, ["list.no-rows"])
