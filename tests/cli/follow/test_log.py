"""The branch's log: training, suggestions, decisions, meetings (R014-R016, R021, R196-R198)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import DeskAt, a_desk

ADD = ("log", "add", "--from", "-")
TOLD = {"on": "2026-11-20", "title": "话术和法律培训", "text": "个人信息保护法、禁用的话"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """An empty desk with its staff."""
    return a_desk(tmp_path_factory.mktemp("made"), staff=True)


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test, li at it."""
    return made.copied(tmp_path).by("li")


def add(desk: DeskAt, kind: str, **told: Any) -> str:
    """A line of the log; its id."""
    line: str = desk.ok(*ADD, "--kind", kind, stdin=TOLD | told)["id"]
    return line


def test_training_and_education_are_kept_and_listed_the_newest_first(desk: DeskAt) -> None:
    """Who was trained in what; how customers were told (R021, R198)."""
    add(desk, "training", people="li、wang", minutes=90, way="演练案台")
    add(desk, "education", on="2026-11-21", title="按时还款宣传", people="个体户约 60 人")

    lines = desk.ok("log", "list")

    assert [(e["id"], e["kind"]) for e in lines] == [("L-2", "education"), ("L-1", "training")]
    assert (lines[1]["people"], lines[1]["minutes"], lines[1]["by"]) == ("li、wang", 90, "li")
    assert [e["id"] for e in desk.ok("log", "list", "--kind", "training")] == ["L-1"]
    assert "客户教育" in desk.run("log", "list").out


def test_the_monthly_review_and_approved_scripts_are_kept(desk: DeskAt) -> None:
    """Who met, cases beside last month's figures (R014, R193); who of legal approved (R015)."""
    cases = "回收比上月多两户；XA-2026-00003 谈成分期，XA-2026-00007 失联"
    add(desk.by("wang"), "meeting", title="十一月分析会", people="zhao、风险专员", text=cases)
    add(desk.by("zhao"), "script", title="电话话术第 2 版", people="法务 何")

    [met] = desk.ok("log", "list", "--kind", "meeting")
    assert (met["people"], met["text"]) == ("zhao、风险专员", cases)
    assert "月度分析会" in desk.run("log", "list").out
    assert "script filed" in desk.run("log", "list", lang="en").out


def test_a_suggestion_waits_for_the_management_until_it_is_decided(desk: DeskAt) -> None:
    """On a supervisor's work until a decision that is not put off (R016, R196, R197)."""
    first = add(desk, "suggestion", title="短信提前五天")
    boss = desk.by("zhao")

    def waits() -> list[str]:
        return [i["text"] for i in boss.ok("today", "--kind", "suggestion", "--mine")]

    assert first in waits()[0]
    assert desk.ok("today", "--kind", "suggestion", "--mine") == []
    add(boss, "review", about=first, decision="deferred")
    assert first in waits()[0]
    add(boss, "review", about=first, decision="adopted", measure="改短信日程", due_on="2026-12-01")
    assert waits() == []
    [line] = boss.ok("log", "list", "--kind", "suggestion")
    assert (line["state"], line["decided_by"]) == ("decided", "L-3")


@pytest.mark.parametrize(
    ("who", "kind", "told", "code", "found"),
    [
        ("li", "training", {}, 2, ["log.no-people"]),
        ("li", "training", {"people": "li", "on": "2026-11-23"}, 2, ["log.ahead"]),
        ("li", "suggestion", {"decision": "adopted"}, 2, ["log.only-review"]),
        ("zhao", "review", {}, 2, ["log.no-decision"]),
        ("zhao", "review", {"decision": "adopted", "about": "L-9"}, 2, ["log.no-suggestion"]),
        ("zhao", "review", {"decision": "adopted", "due_on": "2026-11-19"}, 2, ["log.due-before"]),
        ("li", "review", {"decision": "adopted"}, 3, ["authority.not-yours"]),
        ("li", "meeting", {}, 2, ["log.nobody-met"]),
        ("zhao", "script", {}, 2, ["log.nobody-approved"]),
        ("li", "script", {"people": "法务 何"}, 3, ["authority.not-yours"]),
        ("kan", "suggestion", {}, 3, ["authority.not-yours"]),
        ("li", "party", {}, 2, ["form.not-a-choice"]),
    ],
)
def test_a_line_has_what_its_kind_needs_and_a_decision_is_a_supervisors(
    desk: DeskAt, who: str, kind: str, told: dict[str, Any], code: int, found: list[str]
) -> None:
    """Every fault beside its field; nothing is saved (R016, R021)."""
    assert desk.by(who).refused(code, *ADD, "--kind", kind, stdin=TOLD | told).codes == found


def test_a_kind_that_there_is_not_is_named_with_those_that_are(desk: DeskAt) -> None:
    """Exit 2, as for an unknown kind of today's work."""
    assert desk.refused(2, "log", "list", "--kind", "party").codes == ["log.unknown-kind"]
