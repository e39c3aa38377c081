"""The lists of the desk: what legal has, and the visits of all cases."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk
from tests.tui.driver import desk_open


async def test_what_may_be_sued_on_stands_in_the_legal_list(tmp_path: Path) -> None:
    """A trigger names the case; below stand triggers, missing papers and fees (R150, R162)."""
    desk = a_desk(tmp_path)
    desk.add(
        {
            "channel": "phone",
            "customer_name": "西安渭滨机械制造有限公司",
            "amount": "600000",
            "due_date": "2026-05-01",
            "wishes": "none",
        }
    )
    async with desk_open(desk.path) as hands:
        await hands.menu("诉讼一览")
        assert hands.sees("XA-2026-00001", "达到起诉条件"), hands.screen
        await hands.press("enter")
        assert hands.sees("已受理")


async def test_a_planned_visit_stands_in_the_list_of_visits(tmp_path: Path) -> None:
    """When, whose, who goes; an empty list says so (R105)."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path) as hands:
        await hands.menu("上门一览")
        assert hands.sees("没有待办的上门")
