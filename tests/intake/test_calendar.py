"""policy/calendar/cn-YYYY.toml: a year's working days as the branch entered them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from branchdesk.basics.errors import BadInput
from branchdesk.basics.workdays import add_workdays
from branchdesk.intake.calendar import read_calendar
from branchdesk.intake.policy import read_policy
from tests.builders import ROOT, TODAY

SOURCE = 'source = { ref = "放假安排", zh = "国务院办公厅通知", en = "Notice" }\n'
NOTICE = SOURCE + "off = [2027-02-08, 2027-02-09]\nwork = [2027-02-14]\n"


def entered(folder: Path, text: str, name: str = "cn-2027.toml") -> Path:
    """The branch's policy folder with one calendar file."""
    (folder / "calendar").mkdir()
    (folder / "calendar" / name).write_text(text, "utf-8")
    return folder


def test_a_year_that_was_entered_is_certain(tmp_path: Path) -> None:
    """Days off, make-up days, and the rest of the year by its weekdays (R126)."""
    days = read_policy([entered(tmp_path, NOTICE), ROOT / "policy"]).on(TODAY).calendar

    assert len(days) == 365
    assert add_workdays(date(2027, 2, 5), 1, days) == (date(2027, 2, 10), False)
    assert add_workdays(date(2027, 2, 12), 1, days) == (date(2027, 2, 14), False)
    assert add_workdays(date(2027, 12, 31), 1, days).provisional


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (SOURCE + "off = [2026-02-08]", "cn-2027.toml", "not in 2027"),
        (SOURCE + "off = [2027-02-08]\nwork = [2027-02-08]", "cn-2027.toml", "in `off` too"),
        (SOURCE, "cn-next.toml", "wants a year"),
        ("off = []", "cn-2027.toml", "source"),
        (SOURCE + "of = []", "cn-2027.toml", "of"),
        (SOURCE + 'off = ["2027-13-01"]', "cn-2027.toml", "off"),
    ],
)
def test_a_slip_in_a_calendar_is_refused_with_its_file(
    tmp_path: Path, text: str, name: str, said: str
) -> None:
    """A wrong day would move every deadline."""
    with pytest.raises(BadInput) as refused:
        read_calendar([entered(tmp_path, text, name)])

    (fault,) = refused.value.findings
    assert name in str(fault.facts["file"])
    assert said in str(fault.facts["fault"])
