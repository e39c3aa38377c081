"""Contacts and promises: what happened is recorded, and no case is left without a next step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
CONTACT = ("contact", "add", CASE, "--from", "-")
PROMISE = ("promise", "add", CASE, "--from", "-")
CALL = {
    "direction": "out",
    "channel": "call",
    "at": "2026-11-22 10:30",
    "number": "13900001202",
    "counterpart": "self",
    "identity_checked": ["full_name", "id_tail"],
    "result": "promise",
    "minutes": 6,
    "text": "下周发工资，回拨 13900001299",
    "next_on": "2026-11-27",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry())
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_a_call_is_recorded_with_its_length_result_and_next_step(desk: DeskAt) -> None:
    """Length, result, follow-up (R085); every entry names its authority (R171)."""
    done = desk.by("li").ok(*CONTACT, stdin=CALL)

    case = desk.show(CASE)
    contact, entry = case["contacts"][0], case["timeline"][-1]
    assert done["next_on"] == case["next_on"] == "2026-11-27"
    assert (contact["minutes"], contact["result"], contact["by"]) == (6, "promise", "li")
    assert contact["number"] == "139****1202" and "139****1299" in contact["text"]
    assert (entry["role"], entry["authority"]) == ("junior", "记录联系")
    assert [i["due"] for i in desk.ok("today", "--kind", "next_step")] == ["2026-11-27"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"next_on": None}, "contact.no-next-step"),
    ({"next_on": "2026-11-21"}, "contact.next-in-past"),
    ({"at": "2026-11-23 08:00"}, "contact.in-future"),
    ({"at": "yesterday"}, "form.not-a-moment"),
    ({"result": None}, "form.required"),
    ({"result": "cried"}, "form.not-a-choice"),
    ({"minutes": -3}, "form.not-a-number"),
    ({"text": "x\ud800"}, "text.surrogate"),
    ({"mood": "bad"}, "form.unknown-key"),
]


@pytest.mark.parametrize(("told", "code"), WRONG)
def test_a_contact_without_its_facts_is_refused(
    desk: DeskAt, told: dict[str, Any], code: str
) -> None:
    """Exit 2; no case is left without a next step or a reason for none (R085)."""
    assert desk.refused(2, *CONTACT, stdin=CALL | told).codes == [code]


def test_a_reason_for_no_next_step_is_enough(desk: DeskAt) -> None:
    """It takes the case off the worklist (R085)."""
    desk.ok(*CONTACT, stdin=CALL | {"next_on": None, "next_none_because": "已付清，待核对"})

    assert desk.show(CASE)["next_none_because"] == "已付清，待核对"
    assert desk.ok("today", "--kind", "no_next_step") == []


def test_a_promise_has_a_sum_a_day_and_a_source(desk: DeskAt) -> None:
    """The promised day becomes the next step; the worklist asks for it (R042)."""
    desk.ok(*PROMISE, stdin={"amount": "1.2万", "due_on": "2026-11-27", "source": "工资"})

    promise = desk.show(CASE)["promises"][0]
    assert (promise["amount"], promise["owed"]) == ("12000.00", "12000.00")
    assert (promise["state"], promise["source"]) == ("open", "工资")
    assert [i["due"] for i in desk.ok("today", "--kind", "promise")] == ["2026-11-27"]
    late = desk.ok("today", "--kind", "promise", "--as-of", "2026-11-28")
    assert [i["urgency"] for i in late] == ["late"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"due_on": "2026-11-27"}, "form.required"),
        ({"amount": "0", "due_on": "2026-11-27"}, "amount.out-of-range"),
        ({"amount": "1", "due_on": "2026-11-21"}, "promise.before-made"),
    ],
)
def test_a_promise_of_nothing_or_for_yesterday_is_refused(
    desk: DeskAt, told: dict[str, Any], code: str
) -> None:
    """Exit 2, nothing saved (R042)."""
    assert desk.refused(2, *PROMISE, stdin=told).codes == [code]


def test_the_reader_records_neither(desk: DeskAt) -> None:
    """Exit 3 (R172)."""
    for command, told in ((CONTACT, CALL), (PROMISE, {"amount": "1", "due_on": "2026-11-27"})):
        assert desk.by("kan").refused(3, *command, stdin=told).codes == ["authority.not-yours"]
