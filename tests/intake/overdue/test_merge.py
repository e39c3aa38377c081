"""Rows of one contract are repeated, instalments or a contradiction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from branchdesk.basics.money import Money
from tests.intake.lists import (
    GOOD,
    HEADING,
    read,
    reasons,
    said,
)


def test_the_same_row_twice_counts_once_whatever_its_running_number(tmp_path: Path) -> None:
    """Also where the same values are written otherwise."""
    rows = [
        ("序号", *HEADING),
        (1, *GOOD),
        (2, "HT1 ", "陕西甲有限公司", "1,000.00", 10.5, date(2026, 10, 1)),
    ]
    listed = read(tmp_path, rows)

    assert reasons(listed) == [(3, "list.repeated")]
    assert listed.skipped[0].finding.facts == {"row": 3, "first": 2}
    assert listed.rows_of == {"HT1": (2,)}


def test_other_due_dates_are_instalments_of_one_account(tmp_path: Path) -> None:
    """Days overdue run from the oldest; the amount is the sum."""
    rows = [
        (*HEADING, "逾期天数", "贷款余额", "期次"),
        ("HT1", "甲", 300, 3, "2026-10-01", 30, 9000, "7"),
        ("HT1", "甲", "0.01万", 1, "2026-08-01", 91, 9000, "5"),
        ("HT1", "甲", 200, None, "2026-09-01", 60, 9000, "6"),
    ]
    listed = read(tmp_path, rows)

    (account,) = listed.accounts
    assert (account.overdue_principal, account.overdue_interest) == (Money("600"), Money("4"))
    assert (account.due_date, account.core_days) == (date(2026, 8, 1), 91)
    assert account.loan_balance == Money("9000")
    assert [i.due.month for i in account.overdue_items] == [8, 9, 10]
    assert [i.principal for i in account.overdue_items] == [Money(n) for n in ("100", "200", "300")]
    assert account.approximate == ("overdue_principal",)
    assert account.extra == {"期次": "5；6；7"}
    assert listed.rows_of == {"HT1": (2, 3, 4)}
    assert (listed.findings, listed.read) == ((), 3)


def test_instalments_that_differ_in_more_than_their_own_figures_are_pointed_out(
    tmp_path: Path,
) -> None:
    """The oldest speaks for all."""
    heading = (*HEADING, "贷款余额")
    rows = [heading, (*GOOD, 8000), ("HT1", *GOOD[1:4], "2026-09-01", 9000)]
    listed = read(tmp_path, rows)

    assert listed.accounts[0].loan_balance == Money("9000")
    assert [f.code for f in listed.findings] == ["list.instalments-differ"]
    assert "贷款余额" in said(listed.findings[0])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("HT1", "陕西甲有限公司", 999, "10.50", "2026-10-01"), "逾期本金"),
        (("ht1", "陕西乙有限公司", 1000, "10.50", "2026-09-01"), "客户名称"),
        (("HT1", "陕西甲有限公司", 999, "10.50", None), "应还日期"),
        (("HT1", "陕西甲有限公司", None, None, "2026-09-01"), "逾期本金"),
    ],
)
def test_contradicting_rows_of_a_contract_are_booked_neither_way(
    tmp_path: Path, row: Sequence[Any], column: str
) -> None:
    """Nobody can know which is right; each names the other."""
    listed = read(tmp_path, [HEADING, GOOD, ("HT2", *GOOD[1:]), row])

    assert reasons(listed) == [(2, "list.conflict"), (4, "list.conflict")]
    assert [skip.finding.facts["rows"] for skip in listed.skipped] == [[4], [2]]
    assert column in said(listed.skipped[0].finding)
    assert list(listed.rows_of) == ["HT2"]


def test_another_identity_under_the_same_contract_is_a_contradiction(tmp_path: Path) -> None:
    """Two people of one name."""
    heading = (*HEADING, "证件号码")
    rows = [
        heading,
        (*GOOD, "610103196610264317"),
        ("HT1", *GOOD[1:4], "2026-09-01", "61010319771007251X"),
    ]

    assert reasons(read(tmp_path, rows)) == [(2, "list.conflict"), (3, "list.conflict")]


def test_a_contract_of_which_a_row_could_not_be_read_is_pointed_out(tmp_path: Path) -> None:
    """The instalments that were read are not the whole debt."""
    listed = read(tmp_path, [HEADING, GOOD, ("HT1", *GOOD[1:4], "soon")])

    assert reasons(listed) == [(3, "list.bad-cell")]
    assert [(f.code, f.line) for f in listed.findings] == [("list.part-booked", 3)]
