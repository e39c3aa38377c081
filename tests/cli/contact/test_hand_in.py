"""The hand-in at 17:00: the day's records without a recording or with gaps (R095-R097)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from branchdesk.actions import opening
from branchdesk.actions.today import today
from branchdesk.basics.clock import FixedClock
from tests.cli.contact.test_contact import CALL, CASE, CONTACT
from tests.cli.contact.test_gaps import WHOLE
from tests.desks import DeskAt, a_desk, an_enquiry

HAND_IN = ("today", "--kind", "hand_in")


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
    ("told", "names"),
    [
        ({}, ""),
        ({"recording": None}, "录音编号"),
        ({"recording": "unknown"}, "录音编号"),  # it says why, and there is none to hand in
        ({"recording": None, "attitude": None}, "录音编号、态度"),
        ({"channel": "walk_in", "recording": None, "minutes": None}, ""),
        ({"result": "no_answer", "recording": None}, ""),
        ({"at": "2026-11-21 10:00", "recording": None}, ""),  # of yesterday
    ],
)
def test_the_days_records_without_recording_or_with_gaps_are_listed(
    desk: DeskAt, told: dict[str, Any], names: str
) -> None:
    """Record sheet and recording together, one a customer (R095, R096)."""
    desk.ok(*CONTACT, stdin=WHOLE | told)
    assert [i["text"].partition("：")[2] for i in desk.ok(*HAND_IN)] == ([names] if names else [])


def test_what_was_completed_is_handed_in(desk: DeskAt) -> None:
    """The recording is named by its number (R097)."""
    desk.ok(*CONTACT, stdin=CALL)
    seq = desk.show(CASE)["timeline"][-1]["seq"]
    told = {"recording": "T-0042", "attitude": "willing"}
    desk.ok("contact", "complete", CASE, seq, "--from", "-", stdin=told)
    assert desk.ok(*HAND_IN) == []


def test_the_file_of_a_recording_is_taken_in_and_the_contact_names_it(
    desk: DeskAt, tmp_path: Path
) -> None:
    """By the records clerk, renamed, into the case's folder, with its day (R011, R097, R098)."""
    member = tmp_path / "m.json"
    member.write_text('{"name": "周档", "phone": "029-55500009"}', "utf-8")
    desk.by("zhao").ok("staff", "add", "zhou", "--role", "records", "--from", member)
    desk.ok(*CONTACT, stdin=WHOLE | {"recording": None})
    seq = desk.show(CASE)["timeline"][-1]["seq"]
    sound = tmp_path / "20261122 秦小满.MP3"
    sound.write_bytes(b"ID3 sound")
    proves = f"第 {seq} 条联系的全程录音"
    kept = desk.by("zhou").ok(
        "paper", "add", CASE, sound, "--title", "通话录音", "--proves", proves
    )

    assert [i["text"].partition("：")[2] for i in desk.ok(*HAND_IN)] == ["录音编号"]
    desk.ok("contact", "complete", CASE, seq, "--from", "-", stdin={"recording": kept["id"]})

    assert desk.ok(*HAND_IN) == []
    assert Path(kept["file"]).parts[-2:] == (CASE, "R-1.mp3")
    assert desk.show(CASE)["timeline"][-2]["at"].startswith("2026-11-22")


@pytest.mark.parametrize(("hour", "minute", "urgency"), [(16, 59, "later"), (17, 0, "today")])
def test_from_five_in_the_afternoon_it_is_urgent(
    desk: DeskAt, hour: int, minute: int, urgency: str
) -> None:
    """Before, it only stands at the end of the list (R095)."""
    desk.ok(*CONTACT, stdin=CALL)
    at_work = opening.open_to_read(desk.path, "li", None)
    at_work.clock = FixedClock(datetime(2026, 11, 22, hour, minute))
    [item] = today(at_work, kind="hand_in")
    assert (item.urgency, item.due) == (urgency, date(2026, 11, 22))
