"""A letter sent and delivered from the letters of a case, by keys alone (R125, R126)."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from tests.cli.delivery.test_delivery import CASE, a_desk_with_a_notice
from tests.tui.driver import desk_open


async def test_a_sending_and_its_result_are_recorded_on_the_letters_screen(tmp_path: Path) -> None:
    """By when to ask by phone, then what the proof is worth; the cursor stays on the letter."""
    desk = a_desk_with_a_notice(tmp_path)
    async with desk_open(desk.path, staff="wang") as hands:
        await hands.press("f3", "enter", "f6")
        letters = hands.app.screen.query_one("#items", OptionList)
        letters.highlighted = letters.option_count - 1
        await hands.press("enter", "2")
        await hands.answer(way="1", tracking="EX1")
        assert hands.sees("逾期贷款催收通知书"), hands.screen
        await hands.press("f2")
        assert hands.sees("已保存寄送 S-1；请在 2026-11-25 前", "推定送达"), hands.screen

        assert letters.highlighted == letters.option_count - 1
        await hands.press("enter", "3")
        assert hands.sees("S-1", "推定送达"), hands.screen
        await hands.answer(on="2026-11-22", proof="4", reason="2")
        await hands.press("f2")
        assert hands.sees("查无此人退回"), hands.screen
    assert desk.show(CASE)["letters"][0]["deliveries"][0]["arrival"] == "missed"
