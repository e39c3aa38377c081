"""Decisions of the upper branch: entered by one, confirmed by another (R148, R172)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"
ENTER = ("approval", "grant", "A-1", "--ground", "分行批复", "--external-no", "陕分〔2026〕18号",
         "--decided-on", "2026-11-20", "--decided-by", "-")  # fmt: skip
CONFIRM = ("approval", "confirm", "A-1", "--ground", "与批复原件一致")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A plan that the senior proposed."""
    desk = a_desk(tmp_path_factory.mktemp("external"), staff=True).by("wang")
    desk.add(an_enquiry(contract_rate="7.2%", penalty_uplift="50%"))
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "资金周转")
    desk.ok("plan", "propose", CASE, "--periods", 6, "--first", "2026-12-20", "--income", "20000")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    return made.copied(tmp_path)


def entered(desk: DeskAt, by: str = "zhao") -> Any:
    return desk.by(by).ok(*ENTER, stdin="何处长")


def test_what_was_entered_takes_effect_only_when_another_confirms_it(desk: DeskAt) -> None:
    """Until then the case is as it was, and the worklist says what waits (R148)."""
    recorded = entered(desk)

    assert (recorded["state"], recorded["recorded_by"]) == ("open", "zhao")
    assert desk.show(CASE)["state"] == "classified"
    (line,) = desk.ok("today", "--kind", "approval")
    assert "陕分〔2026〕18号" in line["text"] and "确认" in line["text"]
    assert "待确认" in desk.run("approval", "list").out

    confirmed = desk.by("s01").ok(*CONFIRM)

    assert (confirmed["state"], confirmed["decided_by"], confirmed["external_by"]) == (
        "granted", "s01", "何处长",
    )  # fmt: skip
    shown = desk.show(CASE)
    assert (shown["state"], shown["timeline"][-1]["authority"]) == (
        "in_arrangement", "确认上级批复",
    )  # fmt: skip
    assert [e["kind"] for e in shown["timeline"]][-2:] == ["external_recorded", "approval_granted"]


@pytest.mark.parametrize(
    ("enters", "confirms", "code"),
    [
        ("zhao", "zhao", "approval.own-record"),
        ("zhao", "wang", "approval.own"),
        ("wang", "wang", "approval.own"),
        ("zhao", "li", "authority.not-yours"),
    ],
)
def test_neither_the_asker_nor_who_entered_it_confirms(
    desk: DeskAt, enters: str, confirms: str, code: str
) -> None:
    """One person never checks themself, whatever they entered (R172)."""
    entered(desk, enters)
    assert code in desk.by(confirms).refused(3, *CONFIRM).codes
    assert desk.show(CASE)["state"] == "classified"


def test_a_small_branch_needs_two_people_and_no_third(desk: DeskAt) -> None:
    """The asker may enter it, the supervisor then confirms (R148)."""
    entered(desk, "wang")
    assert desk.by("zhao").ok(*CONFIRM)["state"] == "granted"


def test_what_the_upper_branch_decided_is_not_decided_once_more(desk: DeskAt) -> None:
    """It is confirmed, entered again where it was wrong, or refused (R148)."""
    entered(desk)
    grant = ("approval", "grant", "A-1", "--ground", "同意")
    assert desk.by("s01").refused(3, *grant).codes == ["approval.to-confirm"]
    again = desk.by("s01").ok(*ENTER, stdin="王处长")
    assert (again["recorded_by"], again["external_by"]) == ("s01", "王处长")
    refused = desk.by("zhao").ok("approval", "refuse", "A-1", "--ground", "批复号不符")
    assert refused["state"] == "refused"


def test_nothing_is_confirmed_that_was_never_entered(desk: DeskAt) -> None:
    """Exit 3 (R148)."""
    assert desk.by("zhao").refused(3, *CONFIRM).codes == ["approval.nothing-recorded"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (("--external-no", "18号"), "decided_by"),
        (("--decided-on", "2026-11-20"), "external_no"),
        (("--external-no", "18号", "--decided-by", "何", "--decided-on", "2026-11-23"),
         "decided_on"),
    ],
)  # fmt: skip
def test_number_and_name_are_needed_and_a_day_that_has_come(
    desk: DeskAt, told: tuple[str, ...], field: str
) -> None:
    """Exit 2, beside the field (R148)."""
    refused = desk.by("zhao").refused(2, "approval", "grant", "A-1", "--ground", "批复", *told)
    assert field in refused.fields


async def test_it_is_entered_and_confirmed_on_the_screen(desk: DeskAt) -> None:
    """Two people, one after the other (R148)."""
    async with desk_open(desk.path, staff="zhao") as hands:
        await hands.press("f7", "enter", "4")
        await hands.answer(external_no="18号", decided_by="何处长", ground="分行批复")
        await hands.press("f2")
        assert hands.sees("已录入审批 A-1", "待确认"), hands.screen
    async with desk_open(desk.path, staff="s01") as hands:
        await hands.press("f7", "enter", "2")
        await hands.answer(ground="与原件一致")
        await hands.press("f2")
        assert hands.sees("已同意"), hands.screen
    assert desk.show(CASE)["plan"]["state"] == "granted"
