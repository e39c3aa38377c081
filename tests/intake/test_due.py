"""A due list as the core system exports it: what is due when, and why a row is none (R080)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from branchdesk.basics.errors import BadInput
from branchdesk.basics.money import Money
from branchdesk.intake.due import DuesRead, read_due_list
from branchdesk.intake.form import read_form
from tests.intake.lists import ROOT, an_xlsx, said

FORM = read_form([ROOT / "forms"], "due_list")
DAY = date(2026, 11, 22)
HEADING = ("合同编号", "客户名称", "还款日", "本期应还", "应还本金", "应还利息")


def read(folder: Path, *rows: Any, heading: Any = HEADING) -> DuesRead:
    """The list with these rows below the heading."""
    found = read_due_list(an_xlsx(folder, [heading, *rows]), FORM, DAY, 31)
    for finding in (*found.findings, *(one.finding for one in found.skipped)):
        said(finding)
    return found


GOOD = ("HT0", "陕西甲有限公司", "2026-11-30", 100, None, None)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("2026-11-22", 1000, 900, 100), ""),
        (("2026-11-22", 1000, 900, "100.01"), "due.less-than-parts"),
        (("2026-11-21", 1000, 900, 100), "due.passed"),
        ((None, 1000, 900, 100), "list.nothing-in"),
        (("2026-11-31", 1000, 900, 100), "list.bad-cell"),
        (("2026-11-25", None, None, None), "due.no-amount"),
        (("2026-11-25", 0, None, None), "due.no-amount"),
        (("2026-11-25", None, 900, "0.01"), ""),
        (("2026-11-25", 1050, 900, 100), ""),
    ],
)
def test_a_wrong_row_is_left_out_with_its_number(tmp_path: Path, row: Any, code: str) -> None:
    """The whole sum may hold fees, never less than its parts (R082)."""
    found = read(tmp_path, GOOD, ("HT1", "秦小满", *row))
    assert [(s.row, s.finding.code) for s in found.skipped] == ([(3, code)] if code else [])
    assert found.read == len(found.dues) + len(found.skipped) == 2


def test_without_a_whole_sum_its_parts_are_added(tmp_path: Path) -> None:
    """To the fen (R082)."""
    found = read(tmp_path, ("HT1", "秦小满", "2026-11-25", None, 900, "0.01"))
    assert found.dues[0].amount == Money("900.01")


def test_two_sums_of_one_contract_on_one_day_contradict(tmp_path: Path) -> None:
    """The same row twice counts once; two days are two dues."""
    rows = [("HT1", "秦小满", "2026-11-25", sum_, None, None) for sum_ in (10, 20)]
    found = read(tmp_path, GOOD, GOOD, *rows, (*GOOD[:2], "2026-12-15", 100, None, None))
    codes = [(s.row, s.finding.code) for s in found.skipped]
    assert codes == [(3, "list.repeated"), (4, "due.conflict"), (5, "due.conflict")]
    assert [due.due.isoformat() for due in found.dues] == ["2026-11-30", "2026-12-15"]


def test_what_lies_beyond_the_list_s_days_is_taken_and_told(tmp_path: Path) -> None:
    """A slip in the year would show here."""
    found = read(tmp_path, GOOD, ("HT1", "秦小满", "2026-12-24", 10, None, None))
    assert len(found.dues) == 2 and [f.code for f in found.findings] == ["due.beyond"]


def test_amounts_rounded_to_ten_thousands_are_marked(tmp_path: Path) -> None:
    """No message names them (R082)."""
    heading = ("合同编号", "客户名称", "还款日", "应还金额（万元）")
    found = read(tmp_path, ("HT1", "秦小满", "2026-11-25", "1.25"), heading=heading)
    assert found.dues[0].amount == Money("12500.00") and found.dues[0].approximate


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        (("合同编号", "客户名称", "本期应还"), ("HT1", "秦小满", 10)),
        (("合同编号", "客户名称", "还款日"), ("HT1", "秦小满", "2026-11-25")),
    ],
)
def test_a_list_without_day_or_sum_is_no_due_list(tmp_path: Path, heading: Any, row: Any) -> None:
    """Nothing is imported."""
    with pytest.raises(BadInput) as caught:
        read(tmp_path, row, heading=heading)
    assert [f.code for f in caught.value.findings] == ["due.no-heading"]
