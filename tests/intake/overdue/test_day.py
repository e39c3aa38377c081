"""Days in cells and titles, in every usual way of writing (R037)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.intake.overdue.day import days_in
from tests.intake.lists import (
    HEADING,
    one,
    read,
    reasons,
)


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 9, 9),
        datetime(2026, 9, 9, 12),
        "2026-09-09",
        "2026/9/9 ",
        "2026年9月9日",
        "20260909",
        20260909,
        46274,
        "2026.9.9",
        "2026-09-09 00:00:00",
        "9-Sep-26",
        "9 September 2026",
        "Sep 9, 2026",
    ],
)
def test_a_day_is_read_however_it_is_written(tmp_path: Path, cell: Any) -> None:
    """Also as the number that Excel counts days with (R037)."""
    assert one(tmp_path, ["应还日期"], cell).due_date == date(2026, 9, 9)


@pytest.mark.parametrize("cell", ["2026-02-30", "09/10/2026", "soon", 20260230, 5, "2026年9月末"])
def test_a_day_that_is_none_costs_its_row(tmp_path: Path, cell: Any) -> None:
    """09/10/2026 is September to some and October to others: nobody guesses."""
    listed = read(tmp_path, [HEADING, ("HT1", "甲", 1, 1, cell)])

    assert reasons(listed) == [(2, "list.bad-cell")]


def test_a_due_date_after_the_data_day_is_pointed_out(tmp_path: Path) -> None:
    """Not yet overdue: taken, and named."""
    listed = read(tmp_path, [HEADING, ("HT1", "甲", 1, 1, "2026-11-05")])

    assert [(f.code, f.line) for f in listed.findings] == [("list.due-later", 2)]


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_day_is_found_again_in_every_way_of_writing_it(day: date) -> None:
    """A law over all days that a list can name."""
    ways = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%d %b %Y", "%B %d, %Y")

    assert all(days_in(f"as of {day.strftime(way)} end") == [day] for way in ways)
