"""The policy is changed by two people, from a day on (R022, R172)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import DeskAt, a_desk

KEY = "waiver.max_days"
BEFORE, SINCE = "2026-12-31", "2027-01-01"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with its staff."""
    return a_desk(tmp_path_factory.mktemp("made"), staff=True)


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def ask(value: str = "20", key: str = KEY, since: str = SINCE) -> tuple[str, ...]:
    """The command that proposes."""
    return ("policy", "propose", key, "--value", value, "--since", since, "--source", "总行通知7号")


def value(desk: DeskAt, on: str, key: str = KEY) -> object:
    """What counts on a day."""
    return desk.ok("policy", "show", key, "--on", on)[0]["value"]


def test_a_change_confirmed_by_another_counts_from_its_day_on(desk: DeskAt) -> None:
    """Nothing changes before; earlier days keep their value; who and why is shown (R022)."""
    asked = desk.by("wang").ok(*ask())["id"]
    assert value(desk, SINCE) == 30

    desk.by("zhao").ok("policy", "confirm", asked, "--ground", "核对原文")

    assert (value(desk, BEFORE), value(desk, SINCE)) == (30, 20)
    assert desk.ok("policy", "show", KEY, "--on", BEFORE)[0]["source"].endswith("（R145）")
    [old, new] = desk.ok("policy", "show", KEY, "--on", SINCE)[0]["values"]
    assert (old["value"], old["approval"]) == (30, "")
    assert (new["value"], new["source"], new["proposed_by"], new["confirmed_by"]) == (
        20, f"总行通知7号（{asked}）", "wang", "zhao",
    )  # fmt: skip
    assert "总行通知7号" in desk.run("policy", "show", KEY).out
    [told] = desk.ok("policy", "list")
    assert (told["state"], told["in_force"], told["ground"]) == ("granted", True, "核对原文")
    assert not (desk.path / "policy" / "waiver.toml").exists()


def test_nobody_confirms_their_own_proposal_and_a_collector_none(desk: DeskAt) -> None:
    """Two people, the second a supervisor (R172)."""
    asked = desk.ok(*ask())["id"]
    confirm = ("policy", "confirm", asked, "--ground", "好")
    assert desk.refused(3, *confirm).codes == ["approval.own"]
    assert desk.by("wang").refused(3, *confirm).codes == ["authority.not-yours"]
    assert desk.by("li").refused(3, *ask(key="waiver.max_share", value="0.1")).codes == [
        "authority.not-yours"
    ]
    assert desk.refused(3, *ask("21")).codes == ["policy.asked-already"]


def test_a_refused_proposal_changes_nothing_and_the_next_may_be_made(desk: DeskAt) -> None:
    """Turned down with a reason (R022)."""
    asked = desk.ok(*ask())["id"]
    desk.by("zhao").ok("policy", "refuse", asked, "--ground", "不需要")
    assert value(desk, SINCE) == 30
    desk.ok(*ask())
    assert [c["state"] for c in desk.ok("policy", "list")] == ["open", "refused"]


def test_a_day_that_has_passed_is_never_changed(desk: DeskAt) -> None:
    """Neither when it is proposed nor when it is confirmed too late (R022)."""
    assert desk.refused(3, *ask(since="2026-11-21")).codes == ["policy.past"]
    asked = desk.ok(*ask(since="2026-11-22"))["id"]
    late = desk.by("zhao").on("2026-11-23")
    assert late.refused(3, "policy", "confirm", asked, "--ground", "好").codes == ["policy.past"]
    desk.by("zhao").ok("policy", "confirm", asked, "--ground", "好")
    assert (value(desk, "2026-11-21"), value(desk, "2026-11-22")) == (30, 20)


def test_every_fault_of_a_proposal_is_told_and_nothing_is_kept(desk: DeskAt) -> None:
    """Exit 2, at the door (R022)."""
    nothing = ("policy", "propose", KEY, "--value", "x", "--since", SINCE, "--source", " ")
    assert desk.refused(2, *nothing).codes == ["case.no-ground", "policy.not-fit"]
    assert desk.refused(2, *ask(key="waiver.nothing")).codes == ["policy.none"]
    assert desk.refused(2, "policy", "confirm", "A-9", "--ground", "x").codes == [
        "policy.no-proposal"
    ]
    assert desk.ok("policy", "list") == []


def test_who_may_do_what_is_changed_the_same_way(desk: DeskAt) -> None:
    """From its day on; a change that would shut everybody out is refused (R022, R170)."""
    key = "authority.policy.propose"
    asked = desk.by("wang").ok(*ask('["supervisor"]', key, "2026-11-22"))["id"]
    desk.by("zhao").ok("policy", "confirm", asked, "--ground", "收紧")
    assert desk.by("wang").refused(3, *ask()).codes == ["authority.not-yours"]
    shut = ask('["senior"]', "authority.policy.confirm")
    assert desk.refused(2, *shut).codes == ["policy.locks-out"]
