"""Grades from the command line: recorded, shown, filtered by (R059-R064)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

CASE, OTHER = "XA-2026-00001", "XA-2026-00002"
GRADE = ("case", "grade", CASE)
GOOD = {"months_on_time": 7, "note": "扣款流水"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """Two cases of this November, the second with three instalments unpaid."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry())
    one = {"principal": "1000", "interest": "0"}
    items = [{**one, "period": n, "due": f"2026-{n:02}-18"} for n in (8, 9, 10)]
    desk.add(an_enquiry(contract_no="XAGR2025000998", customer_name="黎明", overdue_items=items,
                        amount=None, due_date=None))  # fmt: skip
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test, li at it."""
    return made.copied(tmp_path).by("li")


def test_the_habit_is_recorded_and_graded_with_its_reasons(desk: DeskAt) -> None:
    """A for seven months by the 15th; a grave event makes it D; both stand in history (R060)."""
    assert desk.ok(*GRADE)["habit_grade"] is None

    first = desk.ok(*GRADE, "--from", "-", stdin=GOOD)
    second = desk.ok(*GRADE, "--from", "-", stdin=GOOD | {"major_event": True})

    assert [r["source"] for r in first["habit_reasons"]] == ["R060"]
    assert (first["habit_grade"], second["habit_grade"]) == ("A", "D")
    assert [f["code"] for f in first["findings"]] == ["grade.unknown"]
    told = [e["text"] for e in desk.show(CASE)["timeline"] if e["kind"] == "habit"]
    assert "等级 A" in told[0] and "等级 D" in told[1] and "扣款流水" in told[0]
    assert desk.show(CASE)["standing"]["assigned_to"] == "senior"
    assert "习惯等级 D" in desk.run(*GRADE).out


def test_the_list_is_filtered_by_either_grade(desk: DeskAt) -> None:
    """New this month is A, later three instalments are D (R064)."""
    desk.ok(*GRADE, "--from", "-", stdin=GOOD)

    def numbers(day: str, *wanted: str) -> list[str]:
        return [row["number"] for row in desk.on(day).ok("case", "list", *wanted)]

    assert numbers("2026-11-22", "--grade", "A") == [OTHER, CASE]
    assert numbers("2026-12-02", "--grade", "D") == [OTHER]
    assert numbers("2026-12-02", "--grade", "B") == [CASE]
    assert numbers("2026-12-02", "--habit", "A") == [CASE]


def test_shares_are_told_as_people_write_them_and_bounded(desk: DeskAt) -> None:
    """40 % is D; more than the whole, nothing at all or an unknown key is refused (R063)."""
    done = desk.ok(*GRADE, "--from", "-", stdin={"borrowed_share": "40%"})
    assert done["habit_grade"] == "D" and "40%" in done["habit_reasons"][0]["text"]
    for told, code in (
        ({"borrowed_share": "140%"}, "rate.out-of-range"),
        ({}, "case.nothing-given"),
        ({"months": 3}, "form.unknown-key"),
    ):
        assert desk.refused(2, *GRADE, "--from", "-", stdin=told).codes == [code]
    assert desk.by("kan").refused(3, *GRADE, "--from", "-", stdin=GOOD).codes == [
        "authority.not-yours"
    ]
