"""Clocks on the case screen, and a claim recorded there."""

from __future__ import annotations

from pathlib import Path

from tests.cli.clock.test_clock import CASE, GUARANTOR
from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open


async def test_a_guarantor_is_claimed_on_by_keyboard(tmp_path: Path) -> None:
    """The pane shows the end of the guarantee period; the claim keeps it."""
    desk = a_desk(tmp_path, staff=True).by("wang")
    desk.add(an_enquiry(due_date="2026-06-30"))
    desk.ok(
        "loan", "edit", CASE, "--from", "-", "--ground", "合同", stdin={"maturity": "2026-06-30"}
    )
    desk.ok("guarantor", "add", CASE, "--from", "-", stdin=GUARANTOR)
    async with desk_open(desk.path, staff="wang", size=(80, 30)) as hands:
        await hands.press("f3", "enter", "6")
        assert hands.sees("保证期间（马建国）", "2026-12-30", "还有 38 天"), hands.screen
        await hands.menu("保证人和时效")
        await hands.press("3")
        await hands.answer(on="2026-11-20", way="书面通知", evidence="R-2")
        await hands.press("f2")
        assert hands.sees("已办到", "保证人的诉讼时效"), hands.screen
