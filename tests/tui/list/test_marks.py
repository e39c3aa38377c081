"""Cases marked in the list and bundled together (R128)."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from branchdesk.actions import opening
from branchdesk.actions.legal.bundle import make_bundle
from branchdesk.basics.errors import Fault
from tests.desks import DeskAt, a_desk, an_enquiry
from tests.tui.driver import Hands, desk_open


def three(folder: Path) -> DeskAt:
    """A desk with three cases."""
    desk = a_desk(folder, staff=True)
    for number, name in enumerate(("秦小满", "杜若", "陈雨晨"), 1):
        desk.add(an_enquiry(customer_name=name, contract_no=f"HT{number}"))
    return desk


async def test_marked_cases_make_one_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marked by Space and by Ins, counted below; the bundle holds those two and no other (R128).

    Letters for them all: of cases without a class none gets one, and the why; F2 then closes.
    """
    desk = three(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    async with desk_open(desk.path, staff="s01") as hands:
        await hands.press("f3", "down", "space")
        assert hands.sees("已标记 1 户"), hands.screen
        await hands.press("down", "f11")
        assert hands.sees("已标记 2 户"), hands.screen
        marked = [line.split("*")[0].strip() for line in hands.screen.splitlines() if "*" in line]
        assert len(marked) == 2

        await hands.menu("法律文件包")
        assert hands.sees("等 2 个案卷"), hands.screen
        await hands.press("f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("文件包已制作"), hands.screen
        await hands.press("escape")
        assert hands.sees("已标记 2 户")

        await _draft_for_all(hands)

    [file] = tmp_path.glob("*-and-1-more.zip")
    folders = {name.split("/")[2] for name in ZipFile(file).namelist() if name.count("/") > 2}
    assert folders == set(marked)
    assert [desk.show(number)["timeline"][-1]["kind"] for number in marked] == ["bundled"] * 2


async def _draft_for_all(hands: Hands) -> None:
    """Once it is done F2 closes: nothing is drafted twice."""
    await hands.menu("批量拟稿")
    await hands.press("1")
    assert hands.sees("给 2 户拟稿：逾期贷款催收通知书"), hands.screen
    await hands.press("f2")
    await hands.app.workers.wait_for_complete()
    await hands.settle()
    assert hands.sees("已拟 0 份草稿", "2 户没有拟", "已办完"), hands.screen
    await hands.press("f2")
    assert hands.sees("已标记 2 户") and not hands.sees("给 2 户拟稿"), hands.screen


async def test_marks_outlive_a_search_and_escape_takes_them_away(tmp_path: Path) -> None:
    """A second Escape goes back; without a mark the menu offers no bundle."""
    desk = three(tmp_path)
    async with desk_open(desk.path, staff="s01") as hands:
        await hands.press("f3")
        await hands.put("杜若")
        await hands.press("insert")
        assert hands.sees("已标记 1 户"), hands.screen
        await hands.press("insert")
        assert hands.sees("1 / 3 户") and "*" not in hands.screen
        await hands.press("insert", "backspace", "backspace")
        assert hands.sees("已标记 1 户", "秦小满", "*"), hands.screen
        await hands.press("escape")
        assert hands.sees("3 / 3 户", "[案卷]") and "*" not in hands.screen
        await hands.press("f10")
        assert "法律文件包" not in hands.screen
        await hands.press("escape", "escape")
        assert hands.sees("[今日]")


async def test_a_blank_in_the_search_line_is_a_blank(tmp_path: Path) -> None:
    """Space marks in the list only."""
    async with desk_open(three(tmp_path).path, staff="s01") as hands:
        await hands.press("f3", "space")
        assert hands.sees("3 / 3 户") and "*" not in hands.screen


def test_a_bundle_of_many_cases_can_be_stopped_while_its_papers_are_made(tmp_path: Path) -> None:
    """Case by case, before the first byte is written: nothing is left behind."""
    desk = three(tmp_path)
    numbers = [f"XA-2026-0000{n}" for n in (1, 2, 3)]
    seen = []

    def until(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 1

    before = desk.records
    with opening.open_to_write(desk.path, "s01") as at, pytest.raises(Fault) as fault:
        make_bundle(at, numbers, tmp_path / "b.zip", until)
    assert [f.code for f in fault.value.findings] == ["bundle.cancelled"]
    assert seen == [(0, 3), (1, 3)]
    assert not list(tmp_path.glob("*.zip*")) and desk.records == before
