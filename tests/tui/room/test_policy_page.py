"""A policy page that cannot be read: told at the start, by file and line, with a way on."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk
from tests.tui.driver import desk_open


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
