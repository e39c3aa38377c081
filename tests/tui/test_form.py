"""The form in a dialog: its labels are whole, Esc does not throw away what was typed."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"


async def test_the_first_esc_says_that_nothing_is_saved_and_the_second_leaves(
    tmp_path: Path,
) -> None:
    """A form of ten fields was lost by one key; an untouched one is left at once (R183)."""
    desk = a_desk(tmp_path, staff=True)
    desk.by("li").add(an_enquiry())
    async with desk_open(desk.path, staff="li", lang="en") as hands:
        hands.app.go("case", CASE)
        await hands.settle()
        await hands.menu("Events and follow-up")
        await hands.press("2")
        assert hands.sees("In time now", "In time once", "Major event"), hands.screen
        await hands.press("9", "escape")
        assert hands.sees("not saved. Esc again", "In time now"), hands.screen
        await hands.press("tab", "escape")
        assert hands.sees("not saved. Esc again"), hands.screen
        await hands.press("escape")
        assert not hands.sees("In time now"), hands.screen
        await hands.menu("Events and follow-up")
        await hands.press("2", "escape")
        assert not hands.sees("In time now"), hands.screen
