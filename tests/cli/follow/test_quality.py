"""Quality sheets of calls, and their figures per member (R194)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
SHEET: dict[str, Any] = {
    "identity_stated": True, "identity_checked": True, "facts_right": True, "script_kept": False,
    "courtesy": "4", "satisfaction": "3", "score": 80, "advice": "复述金额",
}  # fmt: skip
CALL = {"direction": "out", "channel": "call", "counterpart": "self", "result": "promise",
        "text": "x", "next_on": "2026-12-01", "at": "2026-11-21 10:00"}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """Three calls: li reached twice, zhao (a supervisor) once; one more that nobody took."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry())
    add = ("contact", "add", CASE, "--from", "-")
    desk.by("li").ok(*add, stdin=CALL)
    desk.by("li").ok(*add, stdin=CALL | {"at": "2026-11-21 15:00", "result": "no_answer"})
    desk.by("zhao").ok(*add, stdin=CALL | {"at": "2026-11-22 09:00"})
    desk.by("li").ok(*add, stdin=CALL | {"at": "2026-11-22 10:00"})
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def score(desk: DeskAt, entry: int, **told: Any) -> Any:
    """A sheet recorded by s01, a supervisor."""
    args = ("contact", "score", CASE, entry, "--from", "-")
    return desk.by("s01").ok(*args, stdin=SHEET | told)


def test_sheets_become_the_figures_of_each_member(desk: DeskAt) -> None:
    """Means and shares of the calls that were judged; the later sheet of one counts (R194)."""
    score(desk, 2)
    score(desk, 5, score=10)
    score(desk, 5, score=91, script_kept=True, promise_read_back=True)

    li, zhao = desk.by("zhao").ok("staff", "quality")

    assert (li["staff"], li["calls"], li["scored"], li["score"]) == ("li", 2, 2, "85.5")
    assert (li["courtesy"], li["satisfaction"]) == ("4.0", "3.0")
    assert li["kept"]["script_kept"] == [1, 2] and li["kept"]["promise_read_back"] == [1, 1]
    assert (zhao["calls"], zhao["scored"], zhao["score"]) == (1, 0, None)
    assert "复述金额" in desk.show(CASE)["timeline"][-1]["text"]
    assert "85.5" in desk.run("staff", "quality", "--month", "2026-11").out
    assert desk.ok("staff", "quality", "--month", "2026-10") == []


def test_a_collector_sees_their_own_figures_alone(desk: DeskAt) -> None:
    """An appraisal is for whom it is about, and for the supervisor (R194)."""
    assert [one["staff"] for one in desk.by("li").ok("staff", "quality")] == ["li"]


@pytest.mark.parametrize(
    ("who", "entry", "told", "code", "found"),
    [
        ("zhao", 4, {}, 3, "quality.own"),
        ("li", 4, {}, 3, "authority.not-yours"),
        ("s01", 3, {}, 2, "quality.no-call"),
        ("s01", 1, {}, 2, "quality.no-call"),
        ("s01", 2, {"score": 101}, 2, "quality.score"),
        ("s01", 2, {"courtesy": ""}, 2, "form.required"),
    ],
)
def test_a_sheet_is_a_supervisors_and_not_the_callers(
    desk: DeskAt, who: str, entry: int, told: dict[str, Any], code: int, found: str
) -> None:
    """Of a call that reached somebody, 0 to 100; nothing is saved (R172, R194)."""
    args = ("contact", "score", CASE, entry, "--from", "-")
    assert desk.by(who).refused(code, *args, stdin=SHEET | told).codes == [found]
