"""One open promise a debt; a wrong one is taken back and stays to be read (R042, R103)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.contact.test_contact import CASE, PROMISE
from tests.desks import DeskAt, a_desk, an_enquiry

FIRST = {"amount": "5000", "due_on": "2026-11-25"}
SECOND = {"amount": "6000", "due_on": "2026-11-28"}
REVERSE = ("promise", "reverse", CASE)


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


def states(desk: DeskAt) -> dict[str, str]:
    """Each promise of the case with its state."""
    return {p["id"]: p["state"] for p in desk.show(CASE)["promises"]}


def due(desk: DeskAt, day: str = "2026-12-01") -> list[Any]:
    """The promised days on the worklist."""
    return [i["due"] for i in desk.ok("today", "--kind", "promise", "--as-of", day)]


def test_a_new_promise_replaces_the_open_one(desk: DeskAt) -> None:
    """The old one is no broken word; the entry of the new one says so (R103)."""
    assert desk.ok(*PROMISE, stdin=FIRST)["id"] == "PR-1"

    done = desk.ok(*PROMISE, stdin=SECOND)

    assert (done["id"], done["replaces"]) == ("PR-2", ["PR-1"])
    assert states(desk) == {"PR-1": "replaced", "PR-2": "open"}
    assert due(desk) == ["2026-11-28"]
    assert "取代未到期的 PR-1" in desk.show(CASE)["timeline"][-1]["text"]


def test_a_promise_whose_day_has_passed_is_not_replaced(desk: DeskAt) -> None:
    """Broken stays broken (R103)."""
    desk.ok(*PROMISE, stdin=FIRST)
    later = desk.on("2026-11-26")
    assert later.ok(*PROMISE, stdin=SECOND)["replaces"] == []
    assert states(later) == {"PR-1": "unknown", "PR-2": "open"}


def test_a_payment_keeps_the_promise_that_stands(desk: DeskAt) -> None:
    """None is counted for one that was replaced (R103)."""
    desk.ok(*PROMISE, stdin=FIRST)
    desk.ok(*PROMISE, stdin=SECOND)
    desk.ok("payment", "add", CASE, "--amount", "6000", "--on", "2026-11-22")
    assert states(desk) == {"PR-1": "replaced", "PR-2": "kept"}


def test_a_wrong_promise_is_taken_back_with_a_reason(desk: DeskAt) -> None:
    """An entry names it; today asks for it no more (R171)."""
    desk.ok(*PROMISE, stdin=FIRST)
    assert desk.refused(2, *REVERSE, "PR-9", "--ground", "x").codes == ["promise.none"]
    assert desk.refused(2, *REVERSE, "PR-1", "--ground", " ").codes == ["case.no-ground"]
    refused = desk.by("kan").refused(3, *REVERSE, "PR-1", "--ground", "x")
    assert refused.codes == ["authority.not-yours"]

    desk.by("li").ok(*REVERSE, "PR-1", "--ground", "听错了，没有承诺")

    assert states(desk) == {"PR-1": "reversed"} and due(desk) == []
    assert "听错了" in desk.show(CASE)["timeline"][-1]["text"]
    again = desk.refused(3, *REVERSE, "PR-1", "--ground", "x")
    assert again.codes == ["promise.reversed-already"]


def test_people_are_told_what_was_replaced_and_taken_back(desk: DeskAt) -> None:
    """In either language."""
    desk.ok(*PROMISE, stdin=FIRST)
    assert "replaces the open PR-1" in desk.run(*PROMISE, stdin=SECOND, lang="en").out
    assert "已撤销" in desk.run(*REVERSE, "PR-2", "--ground", "记错").out
