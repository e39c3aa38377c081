"""Clocks on today's work: when they are told, how urgently, and as what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from branchdesk.basics.wording import Words
from branchdesk.reports.clock import clock_lines
from branchdesk.reports.clockwork import clock_items
from tests.builders import a_sheet
from tests.rules.clock.records import a_guaranteed, a_guarantor, called, claimed

END = date(2026, 9, 30)
"""The end of the guarantee period; the limitation ends in 2029."""


@pytest.mark.parametrize(
    ("left", "urgency"),
    [(181, ""), (180, "later"), (91, "later"), (90, "soon"), (31, "soon"), (30, "fatal"),
     (0, "fatal"), (-1, "fatal"), (-30, "fatal"), (-31, "")],
)  # fmt: skip
def test_a_guarantee_is_told_at_180_90_and_30_days_and_once_it_was_missed(
    left: int, urgency: str
) -> None:
    """The last step is fatal."""
    day = END - timedelta(days=left)
    items = list(clock_items(a_sheet(a_guaranteed(), as_of=day), day))
    assert [i.urgency for i in items] == ([urgency] if urgency else [])
    assert {i.kind for i in items} <= {"guarantee"}


@pytest.mark.parametrize(
    ("kind", "code"),
    [("joint", "guarantee-joint"), ("general", "guarantee-general"),
     ("unknown", "guarantee-unknown")],
)  # fmt: skip
def test_the_line_says_what_keeps_the_guarantee(kind: str, code: str) -> None:
    """A paper for a joint guarantor, a suit for a general one."""
    case = a_guaranteed(a_guarantor(kind=kind))
    [item] = clock_items(a_sheet(case, as_of=END), END)
    assert (item.text.code, item.due) == (f"today.{code}", END)


def test_a_guarantee_that_was_kept_is_no_work_any_more() -> None:
    """Their own limitation follows it, years away."""
    case = claimed(a_guaranteed(), date(2026, 9, 1))
    assert list(clock_items(a_sheet(case, as_of=END), END)) == []


def test_the_lines_name_what_does_not_count_and_what_it_lacks() -> None:
    """A call without a recording is listed below the clock that it did not move."""
    case = called(a_guaranteed(), date(2026, 6, 10), recording="")
    sheet = a_sheet(case, as_of=END)
    zh = [line for _, line in clock_lines(sheet.clocks, END, Words("zh"))]
    en = [line for _, line in clock_lines(sheet.clocks, END, Words("en"))]
    assert "2026-06-10 电话催收：没有凭据，不计" in zh
    assert "2026-06-10: demand by phone does not count: no evidence" in en
    assert zh[0] == "保证期间（马建国）  2026-09-30  还有 0 天"
