"""A suit asked for and followed on the screen (R162, R163)."""

from __future__ import annotations

from pathlib import Path

from tests.cli.legal.test_suit import BIG, CASE
from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open


async def test_a_case_goes_to_legal_by_keyboard(tmp_path: Path) -> None:
    """The question shows the trigger and what is missing; once granted, a stage is recorded."""
    desk = a_desk(tmp_path, staff=True, filled=True).by("wang")
    desk.add(an_enquiry(**BIG))
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "流水")
    async with desk_open(desk.path, staff="wang", size=(80, 30)) as hands:
        await hands.press("f3", "enter")
        await hands.menu("申请起诉")
        assert hands.sees("已达到的诉讼条件", "90,000.00"), hands.screen
        await hands.answer(ground="多次催收无效")
        await hands.press("f2")
        assert hands.sees("已保存"), hands.screen
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    async with desk_open(desk.path, staff="wang", size=(80, 30)) as hands:
        await hands.press("f3", "enter")
        assert hands.sees("诉讼中"), hands.screen
        await hands.menu("诉讼进展")
        await hands.answer(stage="材料备齐", on="2026-11-22")
        await hands.press("f2")
        assert hands.sees("已保存"), hands.screen

    assert [s["code"] for s in desk.show(CASE)["legal"]["stages"]] == ["papers_ready"]


async def test_a_question_that_nobody_could_decide_says_so_before_it_is_typed(
    tmp_path: Path,
) -> None:
    """The only supervisor asks for a suit: another one is added first (R172)."""
    desk = a_desk(tmp_path, filled=True)
    desk.add(an_enquiry(**BIG))
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "流水")
    async with desk_open(desk.path) as hands:
        await hands.press("f3", "enter")
        await hands.menu("申请起诉")
        assert hands.sees("没有人可以决定这项审批", "理由"), hands.screen
