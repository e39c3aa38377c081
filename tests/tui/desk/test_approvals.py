"""The approvals: a line each, and what who decides sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from branchdesk.actions.opening import open_to_read
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
