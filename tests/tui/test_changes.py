"""Changes of the list on the screen."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_import import a_list
from tests.cli.today.test_changes import BEFORE, NEXT
from tests.desks import a_desk
from tests.tui.driver import desk_open


async def test_the_changes_are_shown_and_open_the_case(tmp_path: Path) -> None:
    """Each change with its total, in both languages; Enter opens the case (R037)."""
    desk = a_desk(tmp_path)
    desk.ok("import", a_list(tmp_path, "2026-11-20", BEFORE))
    desk.ok("import", a_list(tmp_path, "2026-11-22", NEXT))
    desk.ok("case", "open", "HT002")
    async with desk_open(desk.path) as hands:
        await hands.menu("今日变动")
        assert hands.sees("2026-11-22 的清单与 2026-11-20 的相比", "新增 1", "HT004"), hands.screen
        assert hands.sees("已消失 1", "-1,010.00", "不变 1") and not hands.sees("HT003")
        await hands.press("f12", "down")
        assert hands.sees("increased 1", "2,520.00", "XA-2026-00001"), hands.screen
        await hands.press("enter")
        assert hands.sees("HT002", "1 Overview"), hands.screen
