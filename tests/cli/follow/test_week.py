"""The plan of the week and of the month from the command line (R099-R102)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

CASE, OTHER = "XA-2026-00001", "XA-2026-00002"
PLAN = ("case", "plan-month", CASE, "--from", "-")
TOLD = {"method": ["call", "visit"], "text": "先电话，后上门", "follow_up": "报主管讨论起诉",
        "target_on": "2026-11-26"}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A case of November with one instalment unpaid, and one with three."""
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


def test_each_week_names_its_cases_and_who_had_their_turn(desk: DeskAt) -> None:
    """New cases in week 1, B in weeks 2 and 3, D all month; a promise is a turn had (R100-R102)."""

    def lines(day: str) -> list[tuple[str, str, str]]:
        seen = desk.ok("week", "--as-of", day)["lines"]
        return [(line["number"], line["arrears_grade"], line["state"]) for line in seen]

    assert sorted(lines("2026-11-03")) == [(CASE, "A", "open"), (OTHER, "A", "open")]
    assert lines("2026-11-22") == []
    assert lines("2026-12-02") == [(OTHER, "D", "open")]
    assert lines("2026-12-09") == [(OTHER, "D", "open"), (CASE, "B", "open")]
    later = desk.on("2026-12-09")
    call = {"direction": "out", "channel": "call", "counterpart": "self", "result": "promise",
            "text": "x", "next_on": "2026-12-20", "at": "2026-12-09 10:00"}  # fmt: skip
    later.ok("contact", "add", OTHER, "--from", "-", stdin=call)
    assert lines("2026-12-09") == [(CASE, "B", "open"), (OTHER, "D", "done")]
    [item] = later.ok("today", "--kind", "week_plan")
    assert (item["case"], item["due"], item["urgency"]) == (CASE, "2026-12-21", "later")
    assert "已落实 2026-12-09" in later.run("week").out


def test_what_is_lacking_to_the_aims_stands_below(desk: DeskAt) -> None:
    """Zero overdue, complete data, awareness asked for (R044)."""
    before = desk.ok("week")["goals"]
    assert (before["overdue"], before["unasked"]) == (2, 2)
    call = {"direction": "out", "channel": "call", "counterpart": "self", "result": "promise",
            "text": "x", "next_on": "2026-12-20", "attitude": "willing"}  # fmt: skip
    desk.ok("contact", "add", CASE, "--from", "-", stdin=call)
    assert desk.ok("week")["goals"] == before | {"unasked": 1}
    assert f"资料不全 {before['incomplete']} 户，没有问过还款意愿 1 户" in desk.run("week").out
    assert "2 overdue (aim: none)" in desk.run("week", lang="en").out


def test_a_plan_of_the_month_is_told_near_its_day_and_when_it_was_missed(desk: DeskAt) -> None:
    """Scheme, what follows and the day; a new plan takes its place (R099)."""
    done = desk.ok(*PLAN, stdin=TOLD)

    def told(day: str) -> list[tuple[str, str]]:
        items = desk.on(day).ok("today", "--kind", "month_plan")
        return [(item["urgency"], item["text"]) for item in items]

    assert (done["id"], done["target_on"]) == ("MP-1", "2026-11-26")
    assert told("2026-11-22") == []
    assert told("2026-11-23")[0][0] == "soon"
    urgency, text = told("2026-11-27")[0]
    assert urgency == "late" and "报主管讨论起诉" in text
    desk.on("2026-11-27").ok(*PLAN, stdin=TOLD | {"target_on": "2026-12-15"})
    assert told("2026-11-27") == []
    shown = desk.show(CASE)
    assert shown["month_plan"]["id"] == "MP-2" and "电话" in shown["timeline"][-1]["text"]


def test_a_plan_without_its_parts_or_for_a_day_past_is_refused(desk: DeskAt) -> None:
    """Every fault beside its field; what has ended is not planned (R099, R182)."""
    past = TOLD | {"target_on": "2026-11-21"}
    assert desk.refused(2, *PLAN, stdin=past).codes == ["week.target-past"]
    assert desk.refused(2, *PLAN, stdin={"text": "x"}).codes == ["form.required"] * 3
    close = ("case", "close", CASE, "--outcome", "recorded_in_error", "--ground", "重复")
    desk.by("zhao").ok(*close)
    assert desk.refused(3, *PLAN, stdin=TOLD).codes == ["state.no-place"]
