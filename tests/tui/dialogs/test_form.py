"""The form in a dialog: its labels are whole, Esc does not throw away what was typed."""

from __future__ import annotations

from pathlib import Path

from textual import events

from branchdesk.tui.dialogs.form import FormDialog
from tests.desks import a_desk, an_enquiry
from tests.tui.driver import Hands, desk_open

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


async def at_once(hands: Hands, keys: str) -> None:
    """Keys that wait together, as a held key or a slow line delivers them."""
    for key in keys:
        name = "enter" if key == "\n" else key
        hands.app.post_message(events.Key(name, key if key != "\n" else "\r"))
    await hands.settle()


async def test_two_enters_at_once_save_once(tmp_path: Path) -> None:
    """A dialog that is leaving does its work no second time (R171)."""
    desk, done = a_desk(tmp_path, staff=True), list[object]()
    async with desk_open(desk.path, staff="li") as hands:
        form = hands.app.desk.form("ground")
        hands.app.push_screen(FormDialog("dialog.hold", form, done.append, number="XA-1"))
        await hands.settle()
        await hands.type("abc")
        await at_once(hands, "\n\n\n")
        assert (len(done), type(hands.app.screen).__name__) == (1, "TodayScreen")


async def test_digits_typed_at_once_into_a_menu_choose_once(tmp_path: Path) -> None:
    """Each further digit took the screen below away, the last one the program (R183)."""
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path, staff="li") as hands:
        await hands.press("f10")
        await at_once(hands, "2222")
        assert type(hands.app.screen).__name__ == "TodayScreen", hands.screen


async def test_f1_explains_the_field_then_the_screen_and_esc_comes_back(tmp_path: Path) -> None:
    """Ground and examples, then where the case stands; nothing is lost (R042, R120)."""
    desk = a_desk(tmp_path, staff=True)
    desk.by("li").add(an_enquiry())
    async with desk_open(desk.path, staff="li", size=(80, 90)) as hands:
        hands.app.go("case", CASE)
        await hands.settle()
        await hands.press("f4", *"1200", "f1")
        assert hands.sees("承诺金额", "1.2万", "必填", "（R042）"), hands.screen
        await hands.press("f1")
        assert hands.sees(">核实身份、资料、金额", f"> 是案卷 {CASE}"), hands.screen
        await hands.press("f3", "escape", "5")
        assert hands.sees("12005", "F1 说明本栏"), hands.screen
