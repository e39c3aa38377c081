"""The day of the data and the unit stand above the heading."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from branchdesk.basics.money import Money
from tests.intake.lists import (
    DAY,
    GOOD,
    HEADING,
    read,
    reasons,
    refusal,
)


@pytest.mark.parametrize(
    "title",
    [
        ["数据日期：2026年10月31日"],
        ["数据日期", date(2026, 10, 31)],
        ["数据日期:", None, 20261031],
        ["截至2026-10-31"],
        ["逾期贷款明细（截止 2026/10/31，单位：元）"],
        ["统计日期：20261031", "打印日期：2026-11-02"],
        ["打印日期：2026-11-02 数据日期：2026-10-31"],
        ["Overdue loans as of 31 Oct 2026"],
        ["Report date: October 31, 2026", "Printed on 2 Nov 2026"],
        ["Data Date", datetime(2026, 10, 31, 23, 59)],
        ["西安某支行2026年10月末逾期贷款清单"],
        ["逾期贷款清单 2026.10.31"],
        ["日期：2026-10-31"],
    ],
)
def test_the_data_day_is_found_in_the_title(tmp_path: Path, title: list[Any]) -> None:
    """Every list is kept with its data date."""
    listed = read(tmp_path, [title, [], HEADING, GOOD], as_of=None)

    assert (listed.as_of, listed.as_of_from_title) == (DAY, True)


@pytest.mark.parametrize(
    "title",
    [
        ["逾期贷款清单"],
        ["打印日期：2026-10-31"],
        ["制表日期", date(2026, 10, 31)],
        ["统计期间：2026-10-01至2026-10-31"],
        ["本办法自2026年1月1日起施行"],
        ["共", 46326, "笔"],
    ],
)
def test_no_other_day_passes_for_the_data_day(tmp_path: Path, title: list[Any]) -> None:
    """The day of printing is not the day of the figures; then --as-of says it."""
    assert refusal(tmp_path, [title, HEADING, GOOD], as_of=None) == "list.no-date"
    assert not read(tmp_path, [title, HEADING, GOOD]).as_of_from_title


def test_a_title_and_an_as_of_that_disagree_are_refused(tmp_path: Path) -> None:
    """Nobody can know which of them is the slip."""
    rows = [["数据日期：2026-09-30"], HEADING, GOOD]

    assert refusal(tmp_path, rows) == "list.two-dates"
    assert refusal(tmp_path, [["截至2026-10-31"], *rows], as_of=None) == "list.two-dates"


def test_a_data_day_at_the_foot_counts_where_the_title_has_none(tmp_path: Path) -> None:
    """Some print-outs say it last."""
    listed = read(tmp_path, [HEADING, GOOD, ["数据日期：2026-10-31"]], as_of=None)

    assert (listed.as_of, listed.read) == (DAY, 1)


@pytest.mark.parametrize(
    ("unit", "cell", "amount", "approximate"),
    [
        ("单位：元", 1.5, "1.50", False),
        ("单位：万元", 12.5, "125000.00", True),
        ("金额单位：人民币万元", "0.3612", "3612.00", True),
        ("逾期明细（单位：万元，%）", 21.102364, "211023.64", True),
        ("单位：户、万元", "1,200.50", "12005000.00", True),
        ("单位：千元", 1.5, "1500.00", True),
        ("Unit: RMB 10,000", 0.1 + 0.2, "3000.00", True),
        ("in ten thousand yuan", 2, "20000.00", True),
        ("单位：万元", "0.36万", "3600.00", True),
        ("单位：万元", "3600元", "3600.00", False),
        ("编制单位：西安支行", 2, "2.00", False),
    ],
)
def test_the_unit_of_the_title_counts_for_every_bare_amount(
    tmp_path: Path, unit: str, cell: Any, amount: str, approximate: bool
) -> None:
    """万元 multiplies by 10,000; a cell with a unit of its own knows better."""
    account = read(tmp_path, [[unit], HEADING[:3], ("HT1", "甲", cell)]).accounts[0]

    assert account.overdue_principal == Money(amount)
    assert account.approximate == (("overdue_principal",) if approximate else ())


def test_a_column_with_its_own_unit_is_not_touched_by_the_title(tmp_path: Path) -> None:
    """逾期本金（元） in a list in 万元, and the other way round (R037)."""
    heading = ("合同编号", "客户名称", "贷款余额", "逾期本金（元）", "逾期利息\n(万元)")
    listed = read(tmp_path, [["单位：万元"], heading, ("HT1", "甲", 2, 300, 0.01)])

    account = listed.accounts[0]
    assert account.loan_balance == Money("20000")
    assert (account.overdue_principal, account.overdue_interest) == (Money("300"), Money("100"))
    assert account.approximate == ("loan_balance", "overdue_interest")


def test_money_of_another_country_never_passes_for_yuan(tmp_path: Path) -> None:
    """A unit, a heading or a row can say so."""
    assert refusal(tmp_path, [["单位：万美元"], HEADING, GOOD]) == "list.other-currency"
    assert refusal(tmp_path, [["单位：元"], ["单位：万元"], HEADING, GOOD]) == "list.two-units"

    dollars = ("合同编号", "客户名称", "逾期本金(USD)")
    assert read(tmp_path, [dollars, ("HT1", "甲", 5)]).unknown_headings == ("逾期本金(USD)",)

    listed = read(tmp_path, [(*HEADING, "币种"), (*GOOD, "美元"), ("HT2", *GOOD[1:], "人民币")])
    assert reasons(listed) == [(2, "list.foreign-row")]
