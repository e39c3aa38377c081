"""What eases a debt, from the case on the screen (R094, R140)."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"


async def test_a_deferral_is_given_and_shown_in_both_languages(tmp_path: Path) -> None:
    """A junior's day holds at once, a longer one waits for a supervisor (R094)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "资金周转")
    async with desk_open(desk.path, staff="li") as hands:
        await hands.press("f3", "enter")
        await hands.menu("延期")
        await hands.answer(days="1", ground="明天发工资")
        await hands.press("f2")
        assert hands.sees("已保存：延期 DEF-1，到 2026-11-23"), hands.screen
        assert hands.sees("2026-11-22 至 2026-11-23", "生效中"), hands.screen
        await hands.press("f12")
        assert hands.sees("Deferral DEF-1: 2026-11-22 to 2026-11-23", "in force"), hands.screen
        await hands.menu("Defer")
        await hands.answer(days="5", ground="later")
        await hands.press("f2")
        assert hands.sees("asked for", "A-1 waits"), hands.screen
    assert [d["state"] for d in desk.show(CASE)["deferrals"]] == ["granted", "asked"]
