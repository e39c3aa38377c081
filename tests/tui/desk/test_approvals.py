"""The approvals: a line each, and what who decides sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from branchdesk.actions.approval import against_decision
from branchdesk.actions.opening import open_to_read
from branchdesk.actions.relief.asked import warnings
from branchdesk.actions.staff.deciders import nobody_else
from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import Words
from branchdesk.model.approval import Approval
from branchdesk.tui.panes.approval import line
from tests.desks import a_desk


@pytest.mark.parametrize("width", [60, 77, 117])
def test_an_approval_takes_one_line_however_its_reason_was_typed(
    tmp_path: Path, width: int
) -> None:
    """A reason of several lines is told in one, cut to the screen (R148)."""
    one = Approval(
        id="A-25", case="XA-2026-00001", act="plan.approve", asked_by="s01",
        asked_on=date(2026, 11, 22), ground="她失业了\n5，上个月\t住院" * 9,
    )  # fmt: skip
    desk = open_to_read(a_desk(tmp_path).path)
    told = line(desk, one, Words("zh"), width)
    assert ("\n" in told, cell_width(told) <= max(width, 70)) == (False, True), told
    assert told.split()[:2] == ["A-25", "待审批"], told


@pytest.mark.parametrize(
    ("who", "codes"),
    [("wang", ["authority.not-yours"]), ("s01", ["approval.own"]), ("zhao", [])],
)
def test_whether_one_may_decide_is_told_before_the_reason_is_typed(
    tmp_path: Path, who: str, codes: list[str]
) -> None:
    """The role that may not, and the one who asked; another supervisor may (R172)."""
    one = Approval(
        id="A-1", case="", act="plan.approve", asked_by="s01", asked_on=date(2026, 11, 22),
        ground="分期",
    )  # fmt: skip
    desk = open_to_read(a_desk(tmp_path, staff=True).path, who)
    assert [f.code for f in against_decision(desk, one, "grant")] == codes
    assert nobody_else(desk, "plan.approve", "s01") == []


def test_a_request_that_nobody_could_decide_says_so_when_it_is_made(tmp_path: Path) -> None:
    """One supervisor and no other: add one, or let another propose it (R172)."""
    desk = open_to_read(a_desk(tmp_path).path)
    assert [f.code for f in nobody_else(desk, "plan.approve")] == ["approval.nobody-else"]
    assert nobody_else(desk, "plan.approve", "wang") == []
    policy = Approval(
        id="A-2", case="", act="policy.confirm", asked_by="s01", asked_on=date(2026, 11, 22),
        ground="新文件",
    )  # fmt: skip
    assert [f.code for f in warnings(desk, policy)] == ["approval.nobody-else"]
