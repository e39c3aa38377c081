"""The legal department's record of a call: its own form, a contact like any other (R043, R116)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry
from tests.papers.word import faults, text_of

CASE = "XA-2026-00001"
LEGAL = ("contact", "add", CASE, "--form", "legal_call", "--from", "-")
CALL = {
    "at": "2026-11-22 10:30",
    "number": "13900001202",
    "counterpart": "self",
    "identity_checked": ["full_name", "id_tail"],
    "introduced": True,
    "result": "promise",
    "reason": "工程款未到",
    "awareness": "reluctant",
    "asset_place": "渭北二标段",
    "project": "渭北快速路",
    "project_term": "2026-03 至 2027-06",
    "project_volume": "土方 20 万方",
    "plan_listed": "11-30 还 5000，12-15 还余款",
    "late_fees": "已说明罚息，随第一笔交清",
    "promise_amount": "5000",
    "promise_on": "2026-11-30",
    "funds_source": "工程款",
    "minutes": 8,
    "text": "答应先还一部分",
    "next_on": "2026-11-30",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry(phone="13900001202"))
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_the_call_is_a_contact_with_the_promise_in_it(desk: DeskAt) -> None:
    """Who called, why, where the asset is, plan, fees, awareness, source of funds (R042, R116)."""
    done = desk.ok(*LEGAL, stdin=CALL)

    case = desk.show(CASE)
    contact = case["contacts"][0]
    assert (contact["form"], contact["channel"], contact["direction"]) == (
        "legal_call", "call", "out",
    )  # fmt: skip
    assert done["promise"] == "PR-1" and case["promises"][0]["amount"] == "5000.00"
    assert desk.ok("contact", "check", CASE)["total"] == 1
    told = next(e["text"] for e in case["timeline"] if e["kind"] == "contact")
    assert "还款意识 认账，拖延" in told and "工程量 土方 20 万方" in told


def test_what_it_lacks_is_asked_for_by_its_own_names(desk: DeskAt) -> None:
    """No empty field once somebody was reached (R041, R042)."""
    short = {k: v for k, v in CALL.items() if k not in ("project_volume", "late_fees")}
    assert desk.ok(*LEGAL, stdin=short)["gaps"] == ["project_volume", "late_fees", "recording"]
    texts = [i["text"] for i in desk.ok("today", "--kind", "to_complete")]
    assert any("工程量" in text and "逾期费用" in text for text in texts)
    seq = desk.show(CASE)["contacts"][0]["seq"]
    rest = {"project_volume": "unknown", "late_fees": "unwilling", "recording": "T-7"}
    assert desk.ok("contact", "complete", CASE, seq, "--from", "-", stdin=rest)["gaps"] == []
    assert "工程量 不知道" in desk.show(CASE)["timeline"][-1]["text"]


def test_what_cannot_be_recorded_is_said(desk: DeskAt) -> None:
    """A form that there is not, half a promise: nothing saved."""
    wrong = ("contact", "add", CASE, "--form", "diary", "--from", "-")
    assert desk.refused(2, *wrong, stdin=CALL).codes == ["contact.no-form"]
    half = {k: v for k, v in CALL.items() if k != "promise_on"}
    assert desk.refused(2, *LEGAL, stdin=half).codes == ["promise.half"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_legal_departments_record_is_printed(desk: DeskAt, tmp_path: Path, lang: str) -> None:
    """法规部电话催收记录表 with its four aims, apart from the ordinary (R043, R116)."""
    to = ("--to", tmp_path / "l.docx", "--lang", lang)
    none = desk.refused(2, "paper", "print", CASE, "legal_call_record", *to)
    assert none.codes == ["activity.none-legal"]
    desk.ok(*LEGAL, stdin=CALL)

    desk.ok("paper", "print", CASE, "legal_call_record", *to)

    data = (tmp_path / "l.docx").read_bytes()
    told = text_of(data)
    assert faults(data) == [] and "渭北快速路" in told and "139****1202" in told
    assert ("法规部电话催收记录表" if lang == "zh" else "Legal department") in told
    other = desk.refused(2, "paper", "print", CASE, "call_record", "--to", tmp_path / "o.docx")
    assert other.codes == ["activity.none-call"]


def test_the_ordinary_call_takes_deposit_day_place_and_hours(desk: DeskAt) -> None:
    """When they pay in, where the vehicle is, machine hours, told the due day (R040, R093)."""
    call = {"direction": "out", "channel": "call", "result": "call_back", "number": "13900001202",
            "deposit_on": "2026-12-15", "asset_place": "渭北", "machine_hours": 3200,
            "told_due": True, "next_on": "2026-12-14"}  # fmt: skip
    desk.ok("contact", "add", CASE, "--from", "-", stdin=call)
    contact = desk.show(CASE)["contacts"][0]
    assert (contact["deposit_on"], contact["machine_hours"]) == ("2026-12-15", 3200)
    assert "已告知还款日 是" in desk.show(CASE)["timeline"][-1]["text"]
