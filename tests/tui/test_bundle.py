"""A legal bundle from the case on the screen (R128)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.bundles import CASE, a_full_desk
from tests.tui.driver import desk_open


async def test_a_bundle_is_made_from_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog says where it lies and its root hash; a second one replaces nothing (R128)."""
    desk = a_full_desk(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    file = tmp_path / f"{CASE}.zip"
    async with desk_open(desk.path, staff="s01", size=(100, 30)) as hands:
        await hands.press("f3", "enter")
        await hands.menu("法律文件包")
        assert hands.sees("制作法律文件包", "完整的证件号码")
        await hands.press("f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()

        assert file.is_file() and hands.sees("文件包已制作", "根校验值")
        root = desk.ok("bundle", "verify", file)["root"]
        assert hands.sees(root), hands.screen

        await hands.press("f2")
        assert hands.sees("已经存在"), hands.screen
        await hands.press("escape", "4")
        assert hands.sees("制作法律文件包", f"{CASE}.zip")
