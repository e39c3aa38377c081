"""The month on the screen, and written as files from there (R193)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import LIST, a_desk, an_enquiry
from tests.tui.driver import desk_open


async def test_the_end_of_a_month_is_looked_at_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the menu to the closed month, by keyboard, at 80x24."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    desk.ok("import", LIST, "--as-of", "2026-10-31")
    desk.add(an_enquiry())
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    async with desk_open(desk.path, staff="s01") as hands:
        await hands.menu("月度汇总")
        assert hands.sees("[月度]", "2026-11", "未结月", "按逾期程度"), hands.screen
        await hands.press("right")
        assert hands.sees("2026-11")
        await hands.press("left")
        assert hands.sees("2026-10", "清单上未立案", "120"), hands.screen
        await hands.press("f2")
        assert hands.sees("打印 2026-10 月度汇总"), hands.screen
        await hands.press("f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()

        folder = tmp_path / "month-2026-10"
        assert sorted(file.name for file in folder.iterdir()) == [
            "month-2026-10.xlsx", "month-2026-10.zh.docx",
        ]  # fmt: skip
        assert hands.sees("2026-10 已结月", "month-2026-10.zh.docx"), hands.screen
        await hands.press("escape")
        assert hands.sees("已结月，数字不再变动"), hands.screen
        await hands.press("left", "f12")
        assert hands.sees("2026-09", "Nothing is known of 2026-09"), hands.screen
        await hands.press("f2", "f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("Nothing is known of 2026-09"), hands.screen


async def test_who_may_not_print_is_told_so_in_the_dialog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A junior may look; the dialog says why nothing is written (R172)."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    desk.add(an_enquiry())
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    async with desk_open(desk.path, staff="li") as hands:
        await hands.menu("月度汇总")
        await hands.press("f2", "f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()

        assert hands.sees("打印月度汇总"), hands.screen
        assert not (tmp_path / "month-2026-11").exists()
