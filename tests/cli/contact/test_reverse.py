"""A wrong contact is taken back by an entry that names it; it counts nowhere any more (R171)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.contact.test_contact import CALL, CASE, CONTACT
from tests.desks import DeskAt, a_desk, an_enquiry

REVERSE = ("contact", "reverse", CASE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case and a refusal in it, called too late in the evening."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry(phone="13900001202"))
    said = {"at": "2026-11-21 22:40", "result": "refuses", "number": "13900001202"}
    desk.by("li").ok(*CONTACT, stdin=CALL | said)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def seq(desk: DeskAt) -> int:
    """The entry of the contact."""
    found: int = desk.show(CASE)["contacts"][0]["seq"]
    return found


def test_a_contact_taken_back_counts_for_nothing(desk: DeskAt) -> None:
    """Neither as an attempt nor as a refusal; the entry stays to be read, marked (R171, R152)."""
    entry = seq(desk)
    refused = [f["code"] for k in desk.ok("letter", "kinds", CASE) for f in k["why"]]
    assert desk.ok("contact", "check", CASE)["total"] == 1

    desk.by("li").ok(*REVERSE, entry, "--ground", "记错了案卷")

    case = desk.show(CASE)
    assert case["contacts"][0]["reversed_by"] == entry + 1
    assert case["timeline"][entry - 1]["reversed_by"] == entry + 1
    assert "由第 3 条撤销" in case["timeline"][entry - 1]["text"]
    assert "记错了案卷" in case["timeline"][-1]["text"]
    assert desk.ok("contact", "check", CASE)["total"] == 0
    after = [f["code"] for k in desk.ok("letter", "kinds", CASE) for f in k["why"]]
    assert "legal.not-refused" in after and "legal.not-refused" not in refused


def test_the_breach_stays_and_the_next_step_is_asked_for(desk: DeskAt) -> None:
    """Nobody takes a breach off the supervisor's work by taking the call back (R180, R085)."""
    desk.by("li").ok(*REVERSE, seq(desk), "--ground", "记错了")
    kinds = [i["kind"] for i in desk.by("zhao").ok("today")]
    assert "breach" in kinds and "no_next_step" in kinds and "hand_in" not in kinds


def test_only_a_contact_that_stands_is_taken_back(desk: DeskAt) -> None:
    """With a reason, by who may, and once (R171, R172)."""
    entry = seq(desk)
    assert desk.refused(2, *REVERSE, 1, "--ground", "x").codes == ["contact.none"]
    assert desk.refused(2, *REVERSE, entry, "--ground", " ").codes == ["case.no-ground"]
    refused = desk.by("kan").refused(3, *REVERSE, entry, "--ground", "x")
    assert refused.codes == ["authority.not-yours"]
    desk.ok(*REVERSE, entry, "--ground", "x")
    assert desk.refused(3, *REVERSE, entry, "--ground", "x").codes == ["contact.reversed-already"]


def test_a_visit_taken_back_waits_for_its_record_again(desk: DeskAt) -> None:
    """A visit without a plan did not take place (R109)."""
    told = {"at": "2026-11-21 10:00", "visitors": "王某、李某", "outcome": "absent",
            "place": "渭滨路", "witness": "门卫", "next_on": "2026-11-25"}  # fmt: skip
    desk.by("wang").ok("visit", "record", CASE, "--from", "-", stdin=told)
    visit = next(c for c in desk.show(CASE)["contacts"] if c.get("visit"))
    desk.by("wang").ok(*REVERSE, visit["seq"], "--ground", "去的是另一家")
    assert desk.show(CASE)["visits"][0]["cancelled"] == "去的是另一家"
