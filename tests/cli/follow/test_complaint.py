"""Complaints from the command line, from the receipt to the answer (R173-R178)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_letter import words
from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
TOLD = {
    "channel": "phone",
    "about": "conduct",
    "text": "致电 13900001202",
    "against": "li",
}
FOUND = {"finding": "justified", "facts": "录音属实", "rectification": "向客户致歉，重新培训"}
CALL = {
    "direction": "out", "channel": "call", "counterpart": "self", "result": "call_back",
    "text": "x", "next_on": "2026-12-01", "at": "2026-11-21 10:00",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A case that li has worked."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True, filled=True)
    desk.by("li").add(an_enquiry(phone="13900001202"))
    desk.by("li").ok("contact", "add", CASE, "--from", "-", stdin=CALL)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test, zhao at it."""
    return made.copied(tmp_path).by("zhao")


def add(desk: DeskAt, *number: str, **told: Any) -> Any:
    """A complaint recorded."""
    return desk.ok("complaint", "add", *(number or (CASE,)), "--from", "-", stdin=TOLD | told)


def act(desk: DeskAt, verb: str, **told: Any) -> Any:
    """One step of it."""
    return desk.ok("complaint", verb, "CP-1", "--from", "-", stdin=told)


def refused(desk: DeskAt, verb: str, **told: Any) -> list[str]:
    """Why a step of it is refused."""
    return desk.refused(3, "complaint", verb, "CP-1", "--from", "-", stdin=told).codes


def stopped(desk: DeskAt) -> list[str]:
    """What speaks against a call, the hour of the test apart."""
    found = desk.ok("contact", "check", CASE)["findings"]
    return [f["code"] for f in found if f["code"] != "contact.quiet"]


def test_a_complaint_runs_from_receipt_to_answer(desk: DeskAt) -> None:
    """Recorded, answered, investigated and put right, told; in the case's history
    (R173, R174, R175, R176)."""
    one = add(desk, received_at="2026-11-20 16:30")
    assert (one["respond_by"], one["investigate_by"], one["decide_by"]) == (
        "2026-11-21T16:30:00", "2026-11-25", "2026-12-05",
    )  # fmt: skip
    assert act(desk, "respond", how="phone", text="已收到，三日内答复")["late"] == ["respond"]
    assert refused(desk, "close", told_on="2026-11-22", how="letter") == [
        "complaint.not-investigated"
    ]
    act(desk, "investigate", **FOUND)
    done = act(desk, "close", told_on="2026-11-22", how="phone", note="接受")

    assert (done["state"], done["case"]) == ("closed", CASE)
    shown = desk.show(CASE)
    assert [e["text"].split("。")[0] for e in shown["timeline"]][-4:] == [
        "投诉 CP-1：催收言行", "投诉 CP-1 已响应", "投诉 CP-1 调查结论：投诉属实",
        "投诉 CP-1 的结果已告知投诉人，办结",
    ]  # fmt: skip
    [kept] = shown["complaints"]
    assert kept["inquiries"][0]["rectification"] == FOUND["rectification"]
    assert "13900001202" not in str(shown) and shown["customer"]["name"] == kept["name"]
    assert len(shown["contacts"]) == 1


def test_who_has_an_interest_neither_investigates_nor_closes(desk: DeskAt) -> None:
    """Not who is complained of, not who worked the case; the upper branch may (R175)."""
    add(desk, against="wang")
    assert refused(desk.by("wang"), "investigate", **FOUND) == ["complaint.accused"]
    desk.by("zhao").ok("contact", "add", CASE, "--from", "-", stdin=CALL)
    assert refused(desk, "investigate", **FOUND) == ["complaint.worked"]
    assert "authority.not-yours" in refused(desk.by("li"), "investigate", **FOUND)
    done = act(desk.by("zhao"), "investigate", **FOUND, investigator="分行 陈调查")
    assert done["inquiries"][0]["investigator"] == "分行 陈调查"


def test_what_is_justified_is_put_right(desk: DeskAt) -> None:
    """A finding without rectification is sent back beside its field (R175)."""
    add(desk)
    told = {"finding": "partly", "facts": "部分属实"}
    ran = desk.refused(2, "complaint", "investigate", "CP-1", "--from", "-", stdin=told)
    assert (ran.codes, ran.fields) == (["complaint.no-rectification"], {"rectification"})
    assert act(desk, "investigate", finding="unjustified", facts="录音不符")["state"] == (
        "investigated"
    )


def test_a_complaint_without_a_case_names_who_complains(desk: DeskAt) -> None:
    """Whoever complains is heard (R173, R174)."""
    ran = desk.refused(2, "complaint", "add", "--from", "-", stdin=TOLD)
    assert ran.codes == ["complaint.no-name"]
    given = TOLD | {"name": "赵先生", "representatives": 6, "against": "li、nobody"}
    assert desk.refused(2, "complaint", "add", "--from", "-", stdin=given).codes == [
        "complaint.no-member", "complaint.too-many",
    ]  # fmt: skip
    known = desk.run("complaint", "add", "--from", "-", stdin=given).said
    assert all(one in known for one in ("li", "wang", "zhao"))
    desk.ok("complaint", "add", "--from", "-", stdin=TOLD | {"name": "赵先生"})
    assert [(c["name"], c["case"]) for c in desk.ok("complaint", "list")] == [("赵先生", "")]
    assert desk.show(CASE)["complaints"] == []
    [item] = desk.ok("today", "--kind", "complaint")
    assert (item["case"], item["urgency"]) == (None, "today")
    assert "赵先生" in desk.run("complaint", "show", "CP-1").out


def test_today_has_the_hours_then_the_days_and_the_laws_day(desk: DeskAt) -> None:
    """One line with the next step and both clocks (R174, R175, R176)."""
    add(desk)
    [hours] = desk.ok("today", "--kind", "complaint")
    act(desk.by("li"), "respond", how="phone", text="已收到")
    [days] = desk.by("zhao").ok("today", "--kind", "complaint")
    act(desk, "investigate", **FOUND)
    [tell] = desk.ok("today", "--kind", "complaint")

    assert "小时；法定期限 2026-12-07" in hours["text"]
    assert (days["due"], "2026-11-25 前完成调查" in days["text"]) == ("2026-11-25", True)
    assert (tell["due"], "已调查，2026-12-07 前告知" in tell["text"]) == ("2026-12-07", True)
    act(desk, "close", told_on="2026-11-22", how="letter")
    assert desk.ok("today", "--kind", "complaint") == []


def test_a_caller_who_complained_is_not_forgotten(desk: DeskAt) -> None:
    """A contact whose result is a complaint asks for the record (R174)."""
    desk.ok("contact", "add", CASE, "--from", "-",
            stdin=CALL | {"direction": "in", "result": "complaint"})  # fmt: skip
    [item] = desk.ok("today", "--kind", "complaint")
    assert "还没有登记" in item["text"]
    add(desk)
    [item] = desk.ok("today", "--kind", "complaint")
    assert "还剩" in item["text"]


def test_more_time_needs_a_ground_and_in_the_end_the_upper_branch(desk: DeskAt) -> None:
    """Fifteen days, thirty, sixty with an approval of which the complainant was told (R175)."""
    add(desk)
    assert act(desk, "extend", to="complex", ground="调取录音")["decide_by"] == "2026-12-22"
    special = {"to": "special", "ground": "等待鉴定"}
    ran = desk.refused(2, "complaint", "extend", "CP-1", "--from", "-", stdin=special)
    assert ran.fields == {"approved_by", "approval_no", "told_on"}
    told = {"approved_by": "总行 陈", "approval_no": "批复1号", "told_on": "2026-11-22"}
    assert act(desk, "extend", **special, **told)["decide_by"] == "2027-01-21"


def test_sanctions_are_for_supervisors_eyes_only(desk: DeskAt) -> None:
    """Recorded by a supervisor on a justified complaint; nobody else reads of it (R178)."""
    add(desk)
    given = {"staff": "li", "measure": "warning", "ground": "首次"}
    assert refused(desk, "sanction", **given) == ["complaint.not-upheld"]
    act(desk, "investigate", **FOUND)
    assert "authority.not-yours" in refused(desk.by("wang"), "sanction", **given)
    assert act(desk.by("zhao"), "sanction", **given)["sanctions"][0]["measure"] == "warning"
    assert "书面警告" in desk.by("zhao").run("complaint", "show", "CP-1").out
    for member in ("li", "wang", "kan"):
        ran = desk.by(member).run("complaint", "show", "CP-1")
        assert "书面警告" not in ran.out and "投诉属实" in ran.out
        assert "sanctions" not in desk.by(member).ok("complaint", "show", "CP-1")
    assert "sanction" not in str(desk.by("li").show(CASE))


def test_who_is_complained_of_plans_no_call_but_a_fact_is_recorded(desk: DeskAt) -> None:
    """Until it is over a colleague calls; withdrawn, nothing stands against it (R174)."""
    assert stopped(desk.by("li")) == []
    add(desk.by("zhao"))
    assert stopped(desk.by("li")) == ["complaint.no-call"] and stopped(desk.by("wang")) == []
    assert desk.by("li").ok("contact", "check", CASE)["next_allowed"] is None
    desk.by("li").ok("contact", "add", CASE, "--from", "-", stdin=CALL)

    plan = {"at": "2026-11-24 10:00", "visitors": "王芳、李明", "goal": "x", "agreed_how": "call"}
    add(desk.by("zhao"), against="wang")
    ran = desk.by("wang").refused(3, "visit", "plan", CASE, "--from", "-", stdin=plan)
    assert "complaint.no-call" in ran.codes
    ran = desk.by("li").refused(3, "complaint", "withdraw", "CP-1", "--ground", "算了")
    assert "complaint.accused" in ran.codes
    desk.by("zhao").ok("complaint", "withdraw", "CP-1", "--ground", "误会")
    assert stopped(desk.by("li")) == []
    assert refused(desk.by("zhao"), "respond", how="phone", text="x") == ["complaint.is-withdrawn"]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "投诉属实"), ("en", "we found the complaint justified")]
)
def test_the_reply_is_written_after_the_investigation_and_nothing_else_blocks_it(
    desk: DeskAt, lang: str, said: str
) -> None:
    """Of an unclassified case too, without figures; no sanction is told (R176)."""
    assert desk.refused(3, "letter", "draft", CASE, "complaint_reply").codes == [
        "complaint.nothing-to-reply"
    ]
    add(desk, claim="道歉。")
    act(desk, "investigate", **FOUND)
    act(desk, "sanction", staff="li", measure="warning", ground="首次")

    draft = desk.ok("letter", "draft", CASE, "complaint_reply", "--lang", lang)
    text = words(desk.ok("letter", "issue", CASE, draft["id"])["file"])
    assert said in text and "录音属实" in text and FOUND["rectification"] in text
    assert "道歉" in text and "。。" not in text and "。." not in text and "警告" not in text
