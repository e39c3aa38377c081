"""Visits planned, recorded, called off and printed, from the command line (R105-R112)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry
from tests.papers.word import faults, text_of

CASE = "XA-2026-00001"
PLAN = ("visit", "plan", CASE, "--from", "-")
RECORD = ("visit", "record", CASE, "--from", "-")
PLANNED = {
    "at": "2026-11-25 10:00",
    "agreed_how": "call",
    "agreed_with": "本人",
    "place_kind": "home",
    "place": "莲湖区北大街9号",
    "visitors": ["王芳", "李强"],
    "goal": "谈定还款时间",
    "papers": ["id", "notice"],
}
DONE: dict[str, Any] = {
    "plan": "V-1",
    "at": "2026-11-25 10:05",
    "until": "2026-11-25 10:40",
    "id_shown": True,
    "entered_home": True,
    "consent": True,
    "outcome": "met",
    "counterpart": "self",
    "identity_checked": ["id_card_seen"],
    "result": "promise",
    "attitude": "willing",
    "ability": "月收入约八千",
    "text": "货款月底到，先还一部分",
    "feedback": "希望上门前一天电话告知",
    "promise_amount": "3000",
    "promise_on": "2026-11-30",
    "papers_served": "催收通知书 第0001号",
    "signed": "signed",
    "asset_place": "not_applicable",
    "recording": "VID-17",
    "next_on": "2026-11-30",
}
LATER = "2026-11-25"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with a case and a planned visit."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry(phone="13900001202"))
    desk.by("wang").ok(*PLAN, stdin=PLANNED)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_a_visit_is_planned_with_goal_time_people_and_papers(desk: DeskAt) -> None:
    """It becomes the next step and stands on today's work (R105, R106, R108)."""
    case = desk.show(CASE)
    visit = case["visits"][0]
    assert (visit["id"], visit["state"], case["next_on"]) == ("V-1", "planned", LATER)
    assert visit["visitors"] == ["王芳", "李强"] and visit["plan"]["papers"] == ["id", "notice"]
    assert "目标 谈定还款时间" in case["timeline"][-1]["text"]
    [item] = desk.ok("today", "--kind", "visit")
    assert (item["due"], item["urgency"]) == (LATER, "soon")


@pytest.mark.parametrize(
    ("told", "exit_code", "found"),
    [
        ({"visitors": "王芳"}, 3, ["visit.alone"]),
        ({"agreed_how": None}, 3, ["visit.not-agreed"]),
        ({"at": "2026-11-20 10:00"}, 2, ["visit.in-past"]),
        ({"goal": ""}, 2, ["form.required"]),
        ({"at": None, "visitors": []}, 2, ["form.required", "form.required"]),
    ],
)
def test_a_visit_that_is_not_prepared_is_refused(
    desk: DeskAt, told: dict[str, Any], exit_code: int, found: list[str]
) -> None:
    """Rules stop planning, with every reason; nobody goes alone (R024, R105, R106)."""
    assert desk.refused(exit_code, *PLAN, stdin=PLANNED | told).codes == found


def test_a_junior_plans_no_visit(desk: DeskAt) -> None:
    """Calls and letters only (R170)."""
    refused = desk.by("li").refused(3, *PLAN, stdin=PLANNED)
    assert refused.codes == ["authority.not-yours"]


def test_a_visit_is_recorded_with_all_that_was_agreed(desk: DeskAt) -> None:
    """Attitude, promise, papers served, next step; contact and promise come of it (R109, R110)."""
    done = desk.on(LATER).ok(*RECORD, stdin=DONE)

    assert (done["id"], done["promise"], done["findings"]) == ("V-1", "PR-1", [])
    case = desk.on(LATER).show(CASE)
    [visit] = case["visits"]
    assert (visit["state"], visit["record"]["signed"]) == ("recorded", "signed")
    assert visit["record"]["feedback"] == DONE["feedback"]
    contact = case["contacts"][0]
    assert (contact["channel"], contact["result"], contact["visit"]) == ("visit", "promise", "V-1")
    assert case["promises"][0]["amount"] == "3000.00" and case["next_on"] == "2026-11-30"
    assert desk.on(LATER).ok("today", "--kind", "visit") == []


def test_a_visit_nobody_recorded_is_asked_for(desk: DeskAt) -> None:
    """From the day after (R111)."""
    [item] = desk.ok("today", "--kind", "visit", "--as-of", "2026-11-26")
    assert item["urgency"] == "late" and "还没有记录" in item["text"]


def test_a_visit_that_broke_rules_is_recorded_for_the_supervisor(desk: DeskAt) -> None:
    """At night, alone, unplanned, without cards, uninvited, with a threat (R005, R180, R179)."""
    told = DONE | {"plan": None, "at": "2026-11-25 22:30", "until": "2026-11-25 22:40",
                   "visitors": "王芳", "id_shown": False, "consent": None,
                   "text": "我说再不还就上门堵"}  # fmt: skip
    done = desk.on(LATER).by("li").ok(*RECORD, stdin=told)

    assert [f["code"] for f in done["breaches"]] == [
        "contact.quiet", "visit.alone", "visit.not-planned", "visit.no-cards",
        "visit.no-consent", "phrases.threat",
    ]  # fmt: skip
    assert done["id"] == "V-2"
    assert len(desk.on(LATER).by("zhao").ok("today", "--kind", "breach")) == 1


def test_a_refusal_or_an_absence_wants_a_witness_and_can_be_completed(desk: DeskAt) -> None:
    """Recorded all the same, asked again (R041, R118)."""
    told = {"plan": "V-1", "at": "2026-11-25 10:05", "outcome": "absent", "next_on": "2026-11-27"}
    done = desk.on(LATER).ok(*RECORD, stdin=told)
    assert [f["code"] for f in done["findings"]] == ["contact.gaps"]
    [item] = [i for i in desk.on(LATER).ok("today", "--kind", "to_complete") if "第" in i["text"]]
    assert "见证人" in item["text"]

    add = ("contact", "complete", CASE, done["entry"], "--from", "-")
    assert desk.on(LATER).ok(*add, stdin={"witness": "物业张师傅"})["gaps"] == []
    case = desk.on(LATER).show(CASE)
    assert case["visits"][0]["record"]["witness"] == "物业张师傅"
    assert "见证人 物业张师傅" in case["timeline"][-1]["text"]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"next_on": None}, ["contact.no-next-step"]),
        ({"at": "2026-11-26 09:00"}, ["contact.in-future"]),
        ({"plan": "V-9"}, ["visit.none"]),
        ({"promise_on": None}, ["promise.half"]),
        ({"promise_on": "2026-11-24"}, ["promise.before-made"]),
        ({"outcome": None}, ["form.required"]),
    ],
)
def test_a_record_without_its_facts_is_refused(
    desk: DeskAt, told: dict[str, Any], found: list[str]
) -> None:
    """Exit 2, nothing saved (R111)."""
    assert desk.on(LATER).refused(2, *RECORD, stdin=DONE | told).codes == found


def test_a_planned_visit_is_called_off_with_a_reason(desk: DeskAt) -> None:
    """It stays to be read (R171)."""
    off = ("visit", "cancel", CASE, "V-1", "--ground", "客户出差")
    desk.by("wang").ok(*off)
    assert desk.show(CASE)["visits"][0]["state"] == "cancelled"
    assert desk.ok("today", "--kind", "visit") == []
    assert desk.refused(2, *off).codes == ["visit.none"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_plan_and_record_are_printed_as_their_forms(
    desk: DeskAt, tmp_path: Path, lang: str
) -> None:
    """Both open in Word, the same twice; empty fields are room to write (R105, R112, R131)."""
    later = desk.on(LATER)
    later.ok(*RECORD, stdin=DONE)
    for code, words in (
        ("visit_plan", ("上门催收计划表", "王芳", "谈定还款时间")),
        ("visit_record", ("上门催收记录表", "货款月底到", "3,000.00", "＿＿＿＿")),
    ):
        made = [tmp_path / f"{code}-{n}.docx" for n in (1, 2)]
        for file in made:
            later.ok("paper", "print", CASE, code, "--to", file, "--lang", lang)
        data = made[0].read_bytes()
        assert data == made[1].read_bytes() and faults(data) == []
        told = text_of(data)
        assert all(word in told for word in words if lang == "zh" or "上门" not in word), told


def test_a_call_is_printed_with_numbers_masked(desk: DeskAt, tmp_path: Path) -> None:
    """The customer's record of a call (R043); what was added later is in it."""
    call = {"direction": "out", "channel": "call", "at": "2026-11-22 10:30",
            "number": "13900001202", "counterpart": "self", "result": "promise",
            "identity_checked": ["id_card_seen"],
            "text": "回拨 13900001299", "next_on": "2026-11-27"}  # fmt: skip
    desk.ok("contact", "add", CASE, "--from", "-", stdin=call)
    seq = desk.show(CASE)["timeline"][-1]["seq"]
    desk.ok("contact", "complete", CASE, seq, "--from", "-", stdin={"recording": "T-0042"})

    desk.ok("paper", "print", CASE, "call_record", "--to", tmp_path / "c.docx", "--id", seq)

    told = text_of((tmp_path / "c.docx").read_bytes())
    assert "电话催收客户信息记录表" in told and "T-0042" in told
    assert "139****1202" in told and "13900001299" not in told
    assert faults((tmp_path / "c.docx").read_bytes()) == []


def test_what_cannot_be_printed_is_said(desk: DeskAt, tmp_path: Path) -> None:
    """Exit 2, no file."""
    to = ("--to", tmp_path / "a.docx")
    for code, found in (("call_record", "activity.none-call"),
                        ("visit_record", "activity.none-visit"),
                        ("diary", "activity.no-code")):  # fmt: skip
        assert desk.refused(2, "paper", "print", CASE, code, *to).codes == [found]
    refused = desk.refused(2, "paper", "print", CASE, "visit_plan", "--to", tmp_path / "a.txt")
    assert refused.codes == ["process.not-docx"] and list(tmp_path.glob("a.*")) == []
