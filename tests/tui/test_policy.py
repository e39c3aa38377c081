"""The policy on the screens (R022)."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk
from tests.tui.driver import desk_open


async def test_a_change_of_the_policy_is_proposed_by_keys(tmp_path: Path) -> None:
    """The present value stands in the form; nothing changes before another confirms (R022)."""
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path, staff="zhao") as hands:
        await hands.menu("参数")
        assert hands.sees("severity.bounds", "[30, 90]", "Enter 提出修改"), hands.screen
        await hands.press("enter")
        await hands.answer(since="2027-01-01", source="总行通知7号")
        await hands.press("f2")
        assert hands.sees("已提出修改 severity.bounds"), hands.screen
    [asked] = desk.ok("policy", "list")
    assert (asked["value"], asked["since"], asked["state"]) == ([30, 90], "2027-01-01", "open")
