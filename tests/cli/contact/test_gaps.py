"""Once the person was reached, the record has no gap: each field answered, or why not (R041)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.contact.test_contact import CALL, CASE, CONTACT
from tests.desks import DeskAt, a_desk, an_enquiry

WHOLE = CALL | {"recording": "T-0042", "attitude": "willing"}


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


@pytest.mark.parametrize(
    ("told", "gaps"),
    [
        ({}, []),
        ({"recording": None, "attitude": ""}, ["attitude", "recording"]),
        ({"recording": "unwilling", "attitude": "?", "minutes": "-"}, []),
        ({"recording": "不知道", "attitude": "、", "number": "不适用"}, []),
        ({"identity_checked": "unwilling"}, []),
        ({"text": ""}, ["text"]),
        ({"result": "no_answer", "recording": None, "attitude": None, "text": None}, []),
        ({"channel": "walk_in", "number": None, "minutes": None, "recording": None}, []),
        ({"channel": "sms", "attitude": None, "minutes": None}, []),
    ],
)
def test_a_record_of_somebody_reached_names_what_it_lacks(
    desk: DeskAt, told: dict[str, Any], gaps: list[str]
) -> None:
    """Recorded all the same, told at once, asked again by today (R041)."""
    done = desk.ok(*CONTACT, stdin=WHOLE | told)

    assert done["gaps"] == gaps
    assert ("contact.gaps" in [f["code"] for f in done["findings"]]) == bool(gaps)
    asked = [i for i in desk.ok("today", "--kind", "to_complete") if "联系" in i["text"]]
    assert len(asked) == bool(gaps)


def test_attitude_and_place_of_the_asset_are_recorded(desk: DeskAt) -> None:
    """Attitude (R089), where vehicle or machine is (R042)."""
    desk.ok(*CONTACT, stdin=WHOLE | {"attitude": "坚决不还", "asset_place": "西咸工地，工期至三月"})
    text = desk.show(CASE)["timeline"][-1]["text"]
    assert "态度 坚决不还" in text and "资产位置 西咸工地" in text


def test_why_there_is_no_answer_is_kept_and_shown(desk: DeskAt) -> None:
    """As a code in JSON, in words in the history; never masked like a number (R041)."""
    desk.ok(*CONTACT, stdin=WHOLE | {"number": "unwilling", "recording": "?"})
    case = desk.show(CASE)
    assert (case["contacts"][0]["number"], case["contacts"][0]["recording"]) == (
        "unwilling",
        "unknown",
    )
    assert "号码 不愿说" in case["timeline"][-1]["text"]


def test_a_field_that_must_be_answered_takes_no_excuse(desk: DeskAt) -> None:
    """What the contact led to is known (R085)."""
    assert desk.refused(2, *CONTACT, stdin=WHOLE | {"result": "?"}).codes == ["form.not-a-choice"]


def test_what_was_lacking_is_added_by_an_entry_that_names_the_contact(desk: DeskAt) -> None:
    """Only what was empty; what stood there stays (R041, R171)."""
    desk.ok(*CONTACT, stdin=CALL)
    seq = str(desk.show(CASE)["timeline"][-1]["seq"])
    add = ("contact", "complete", CASE, seq, "--from", "-")
    assert desk.refused(2, *add, stdin={"minutes": 9}).codes == ["form.unknown-key"]
    assert desk.refused(2, *add, stdin={}).codes == ["case.nothing-given"]

    half = desk.ok(*add, stdin={"recording": "T-0042"})
    assert half["gaps"] == ["attitude"]
    assert desk.ok(*add, stdin={"attitude": "evasive"})["gaps"] == []

    assert "录音编号 T-0042" in desk.show(CASE)["timeline"][-2]["text"]
    assert not [i for i in desk.ok("today", "--kind", "to_complete") if "联系" in i["text"]]
    assert desk.refused(2, *add, stdin={"minutes": 9}).codes == ["contact.no-gaps"]
