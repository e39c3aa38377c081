"""A page or file that the start needs and that cannot be read: told, with a way on."""

from __future__ import annotations

from pathlib import Path

from tests.actions.pins import PIN
from tests.desks import a_desk
from tests.tui.driver import desk_open
from tests.tui.seats import give


async def test_a_broken_page_of_the_policy_is_told_before_anything_is_done(tmp_path: Path) -> None:
    """Behind the first picture; once it is mended the desk opens, and nothing was changed."""
    desk = a_desk(tmp_path, staff=True)
    page = desk.path / "policy" / "contact.toml"
    page.parent.mkdir(exist_ok=True)
    page.write_text("[hand_in\n", encoding="utf-8")
    records = (desk.path / "cases.json").read_bytes()
    async with desk_open(desk.path, staff="s01") as hands:
        assert hands.sees("再试一次（文件已改好）", "contact.toml"), hands.screen
        assert hands.app.opened is None
        await hands.press("f3", "ctrl+e")
        assert hands.sees("再试一次（文件已改好）")
        page.unlink()
        await hands.press("1")
        await hands.press("1")
        assert hands.sees("[今日]"), hands.screen
        assert hands.app.desk.writable
    assert (desk.path / "cases.json").read_bytes() == records


async def test_who_has_a_pin_is_told_too_and_the_desk_opens_once_it_is_mended(
    tmp_path: Path,
) -> None:
    """Before the PIN is asked for: what it may be stands in the policy too."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path) as hands:
        await hands.menu("本人口令")
        await hands.answer(new_pin=PIN, again=PIN)
        await hands.press("f2")
    page = desk.path / "policy" / "pin.toml"
    page.parent.mkdir(exist_ok=True)
    page.write_text("[waits\n", encoding="utf-8")
    async with desk_open(desk.path) as hands:
        assert hands.sees("再试一次（文件已改好）", "pin.toml"), hands.screen
        hands.app.seat.lock_if_idle()
        page.unlink()
        await hands.press("1")
        await give(hands, PIN)
        assert hands.sees("[今日]"), hands.screen


async def test_where_the_file_of_pins_is_damaged_nobody_sits_unasked(tmp_path: Path) -> None:
    """Who sits there is asked, and that the file is damaged is told (R171)."""
    desk = a_desk(tmp_path)
    (desk.path / "pins.json").write_bytes(b"{broken")
    async with desk_open(desk.path) as hands:
        assert not hands.sees("[今日]"), hands.screen
        await give(hands, PIN)
        assert hands.sees("pins.json") and not hands.sees("[今日]"), hands.screen
