"""Accounts are told from the print-out around them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.intake.lists import (
    GOOD,
    HEADING,
    read,
    reasons,
)


@pytest.mark.parametrize(
    "row",
    [
        (),
        ("  ", None, " "),
        ("合计", None, 1000, 10.5),
        (None, "小计", 1000, 10.5),
        (None, "本页合计", "1,000.00"),
        ("3", "总计（3户）", 1000),
        ("12笔", "合计：", 1000),
        ("—", "王婷小计", 1000),
        (None, "小计：王婷", 1000),
        (None, "Subtotal R. Wang", 1000),
        ("Grand Total", None, 1000),
        ("制表人：", None, "复核人：", None, "日期："),
        ("制表人：张三", "复核人：李四"),
        (None, "制表人 复核人"),
        ("第1页 共2页",),
        ("Prepared by: X", "Checked by: Y"),
        ("备注：以上数据来自核心系统",),
        ("西安某支行逾期贷款清单",),
    ],
)
def test_print_out_between_the_accounts_is_left_aside(tmp_path: Path, row: Sequence[Any]) -> None:
    """Subtotals, totals, signatures and titles count in total_rows only."""
    listed = read(tmp_path, [HEADING, GOOD, row, ("HT2", *GOOD[1:])])

    assert (listed.read, listed.total_rows, listed.skipped) == (2, 4, ())


def test_a_customer_whose_name_begins_like_a_total_is_an_account(tmp_path: Path) -> None:
    """合计贸易有限公司 and Total Energies owe money like others."""
    rows = [
        HEADING,
        ("HT1", "合计贸易有限公司", 1),
        ("HT2", "Total Energies Ltd", 1),
        ("7", "丁", 1),
    ]

    assert read(tmp_path, rows).read == 3


def test_an_account_without_its_number_or_its_name_is_skipped_with_the_reason(
    tmp_path: Path,
) -> None:
    """Such a row is owed by somebody: it must not vanish."""
    rows = [HEADING, (None, *GOOD[1:]), ("—", *GOOD[1:]), ("HT1", None, *GOOD[2:])]

    listed = read(tmp_path, rows)

    assert reasons(listed) == [
        (2, "list.no-contract"),
        (3, "list.no-contract"),
        (4, "list.nothing-in"),
    ]
    assert listed.skipped[2].contract_no == "HT1"
