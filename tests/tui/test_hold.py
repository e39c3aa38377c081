"""Holds on the case screen (R182)."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"


async def test_a_case_is_held_and_let_go_by_keys(tmp_path: Path) -> None:
    """The hold stands on the case until a supervisor lifts it (R182)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())
    async with desk_open(desk.path, staff="zhao") as hands:
        hands.app.go("case", CASE)
        await hands.settle()
        await hands.menu("保留案卷")
        await hands.answer(ground="审计调阅")
        await hands.press("f2")
        assert hands.sees("保留 H-1", "审计调阅"), hands.screen
        await hands.menu("保留案卷")
        await hands.press("1")
        await hands.answer(ground="审计结束")
        await hands.press("f2")
        assert not hands.sees("保留 H-1"), hands.screen
    assert desk.ok("case", "show", CASE)["holds"] == []
