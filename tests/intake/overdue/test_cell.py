"""Amounts, rates, days and words are read however they are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from branchdesk.basics.money import Money
from tests.intake.lists import (
    GOOD,
    HEADING,
    one,
    read,
    reasons,
    said,
)


@pytest.mark.parametrize(
    ("cell", "amount", "approximate"),
    [
        (4220.47, "4220.47", False),
        (0.1 + 0.2, "0.30", False),
        (0, "0.00", False),
        ("1,234.50", "1234.50", False),
        ("￥1,683.09  ", "1683.09", False),
        ("２４６８.６２", "2468.62", False),
        ("0.36万", "3600.00", True),
        ("0.00万", "0.00", True),
        ("1.2亿元", "120000000.00", True),
        (None, None, False),
        ("—", None, False),
    ],
)
def test_an_amount_is_read_however_it_is_written(
    tmp_path: Path, cell: Any, amount: str | None, approximate: bool
) -> None:
    account = one(tmp_path, ["逾期本金"], cell)

    assert account.overdue_principal == (Money(amount) if amount else None)
    assert account.approximate == (("overdue_principal",) if approximate else ())


@pytest.mark.parametrize(
    "cell",
    ["12.345,67", "约5万", "-5", -5, 4220.475, 1e14, "1e5", "=SUM(A1)", date(2026, 1, 2), "NaN"],
)
def test_a_wrong_amount_costs_its_row_and_no_other(tmp_path: Path, cell: Any) -> None:
    """The reason names the column and what was read (house style 6)."""
    listed = read(tmp_path, [HEADING, ("HT1", "甲", cell, 1, "2026-10-01"), ("HT2", *GOOD[1:])])

    assert reasons(listed) == [(2, "list.bad-cell")]
    finding = listed.skipped[0].finding
    assert "逾期本金" in said(finding)
    assert finding.facts["why"].facts["read"] in said(finding)
    assert (listed.skipped[0].contract_no, len(listed.accounts)) == ("HT1", 1)


def test_every_fault_of_a_row_is_named_at_once(tmp_path: Path) -> None:
    """Every reason, not the first (house style 5)."""
    listed = read(tmp_path, [HEADING, ("HT1", "甲", "x", 1, "soon")])

    assert reasons(listed) == [(2, "list.many-faults")]
    assert all(word in said(listed.skipped[0].finding) for word in ("逾期本金", "应还日期", "soon"))


@pytest.mark.parametrize(
    ("heading", "cells", "rate"),
    [
        ("执行利率(%)", [3.85], "0.0385"),
        ("执行利率(%)", ["7.2%"], "0.072"),
        ("执行利率", ["4.35%"], "0.0435"),
        ("执行利率", [0.0435], "0.0435"),
        ("执行利率%", [3.4500000000000002], "0.0345"),
        ("执行利率", [4.35, 5.6], "0.0435"),
        ("执行利率(%)", [0.0435, 0.056], "0.0435"),
    ],
)
def test_a_rate_is_a_share_a_year_however_it_is_written(
    tmp_path: Path, heading: str, cells: list[Any], rate: str
) -> None:
    """A column without a unit is read as all its rows allow, and said."""
    rows = [(f"HT{n}", "甲", cell) for n, cell in enumerate(cells)]
    listed = read(tmp_path, [(*HEADING[:2], heading), *rows])

    assert listed.accounts[0].contract_rate == Decimal(rate)
    inferred = {f.code for f in listed.findings}
    assert inferred <= {"list.rate-as-percent", "list.rate-as-share"}
    assert bool(inferred) == (len(cells) > 1)


def test_a_rate_with_two_readings_stays_unknown_and_the_account_is_taken(tmp_path: Path) -> None:
    """An unknown rate leaves the penalty unknown, never 0."""
    rows = [(*HEADING[:2], "年利率"), ("HT1", "甲", 0.0435), ("HT2", "乙", 4.35)]
    listed = read(tmp_path, rows)

    assert [a.contract_rate for a in listed.accounts] == [Decimal("0.0435"), None]
    assert listed.accounts[1].extra == {"年利率": "4.35"}
    assert [(f.code, f.line) for f in listed.findings] == [("list.left-open", 3)]


@pytest.mark.parametrize(
    ("cell", "days"), [(27, 27), ("27天", 27), ("24天  ", 24), ("27.0", 27), (None, None)]
)
def test_days_are_read_with_and_without_their_word(
    tmp_path: Path, cell: Any, days: int | None
) -> None:
    """The core's days are kept beside ours."""
    assert one(tmp_path, ["逾期天数"], cell).core_days == days


@pytest.mark.parametrize(
    ("heading", "cell", "key", "code"),
    [
        ("五级分类", "关注  ", "core_class", "special_mention"),
        ("五级分类", "次级类", "core_class", "substandard"),
        ("客户类型", "对公", "customer_kind", "enterprise"),
        ("客户类型", "自然人", "customer_kind", "person"),
        ("业务品种", "票据贴现垫款", "product", "bill_advance"),
        ("Product", "Credit Card", "product", "credit_card"),
        ("业务品种", "mortgage", "product", "mortgage"),
    ],
)
def test_a_word_of_the_core_system_is_kept_by_its_code(
    tmp_path: Path, heading: str, cell: str, key: str, code: str
) -> None:
    """By label, other words or code; forms/account_list.toml holds them (practice, codes)."""
    assert getattr(one(tmp_path, [heading], cell), key) == code


def test_an_unknown_word_warns_and_is_kept(tmp_path: Path) -> None:
    """An unknown product counts as other; the row is taken all the same (R037)."""
    heading = (*HEADING[:2], "业务品种", "五级分类", "逾期天数")
    listed = read(tmp_path, [heading, ("HT1", "甲", "委托贷款", "F3", "很久")])

    account = listed.accounts[0]
    assert (account.product, account.core_class, account.core_days) == ("other", "", None)
    assert account.extra == {"业务品种": "委托贷款", "五级分类": "F3", "逾期天数": "很久"}
    codes = [f.code for f in listed.findings]
    assert codes == ["list.other-product", "list.left-open", "list.left-open"]
