"""The settings on the screens: staff, templates, backups and the way back, health."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.actions.settings.forms import form_rows
from branchdesk.tui.settings.backups import size
from tests.desks import DeskAt, a_desk, an_enquiry
from tests.tui.driver import desk_open


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with four members of staff, a backup of it, and a case recorded since."""
    desk = a_desk(tmp_path_factory.mktemp("settings"), staff=True)
    desk.ok("backup")
    desk.add(an_enquiry())
    return desk


async def test_the_way_back_is_asked_for_told_and_leads_to_the_desk_as_it_was(
    made: DeskAt, tmp_path: Path
) -> None:
    """What would be lost is named, a wrong word does nothing, the present state is kept (R181)."""
    desk = made.copied(tmp_path)
    async with desk_open(desk.path, staff="zhao") as hands:
        await hands.menu("设置")
        await hands.press("6", "down", "down", "enter")
        assert hands.sees("此后保存的 2 次改动", "XA-2026-00001", "输入支行代码 XA"), hands.screen
        await hands.put("no")
        await hands.press("f2")
        assert hands.sees("请输入 XA 确认"), hands.screen
        await hands.press("backspace", "backspace", "x", "a")
        await hands.press("f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("已恢复到"), hands.screen
        await hands.press("enter")
        assert hands.sees("[今日]", "员工zhao"), hands.screen
    assert desk.ok("case", "list") == []
    kept = sorted((desk.path / "backups").glob("*-restore.zip"))
    desk.ok("restore", kept[0])
    assert [row["number"] for row in desk.ok("case", "list")] == ["XA-2026-00001"]


async def test_a_desk_that_cannot_be_opened_offers_its_backups(
    made: DeskAt, tmp_path: Path
) -> None:
    """The reason in words, and the way back without a shell; nothing is lost by it (R181)."""
    desk = made.copied(tmp_path)
    book = desk.path / "cases.json"
    whole = book.read_bytes()
    for beside in desk.path.glob("cases.json.*"):
        beside.unlink()
    book.write_bytes(whole[: len(whole) // 2])
    async with desk_open(desk.path) as hands:
        assert hands.sees("没有作任何改动", "cases.json 已损坏", "人工备份"), hands.screen
        await hands.press("2")
        await hands.put("XA")
        await hands.press("f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        await hands.press("enter")
        assert hands.sees("哪位员工"), hands.screen
    assert desk.ok("case", "list") == []
    assert list((desk.path / "backups").glob("*-restore.zip"))


async def test_a_form_that_cannot_be_read_ends_no_screen(made: DeskAt, tmp_path: Path) -> None:
    """Today says why it is empty, the settings name the file, a dialog of it says no more."""
    desk = made.copied(tmp_path)
    (desk.path / "forms").mkdir(exist_ok=True)
    for name in ("enquiry", "staff"):
        (desk.path / "forms" / f"{name}.toml").write_text("title = 1\n", "utf-8")
    async with desk_open(desk.path, staff="zhao") as hands:
        assert hands.sees("[今日]", "enquiry.toml 第 1 行无法读取"), hands.screen
        hands.app.go("settings")
        await hands.press("3")
        assert hands.sees("enquiry.toml", "! 有错", "支行自有"), hands.screen
        await hands.press("2", "enter")
        assert hands.sees("staff.toml 第 1 行无法读取"), hands.screen
        await hands.press("enter", "f3", "enter")
        assert hands.sees("enquiry.toml 第 1 行无法读取"), hands.screen


async def test_staff_are_added_and_the_desk_is_checked_by_keys(
    made: DeskAt, tmp_path: Path
) -> None:
    """A member with a role; a changed paper or record would be named by the check (R171, R181)."""
    desk = made.copied(tmp_path)
    async with desk_open(desk.path, staff="zhao") as hands:
        hands.app.go("settings")
        await hands.settle()
        assert hands.sees("渭滨支行", "（未填写）"), hands.screen
        await hands.press("2", "enter")
        await hands.answer(id="sun", role="2", name="孙小云")
        await hands.press("f2")
        assert hands.sees("孙小云", "高级专员"), hands.screen
        await hands.press("7", "enter")
        await hands.answer(anchor="99:00000000")
        await hands.press("f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("纸上的校验码为第 99 行"), hands.screen
        await hands.press("enter")
        assert hands.sees("有 1 处与登记不符"), hands.screen
    assert {m["id"]: m["role"] for m in desk.ok("staff", "list")}["sun"] == "senior"


def test_a_form_of_the_branch_tells_what_it_added_left_out_and_where_it_is_wrong(
    made: DeskAt, tmp_path: Path
) -> None:
    """The settings show it before a clerk meets it (screens: Settings)."""
    desk = made.copied(tmp_path)
    own = desk.path / "forms"
    own.mkdir(exist_ok=True)
    field = '[[fields]]\nkey = "badge"\nlabel = { zh = "工牌", en = "Badge" }\n'
    (own / "staff.toml").write_text('title = { zh = "员工", en = "Staff" }\n' + field, "utf-8")
    (own / "stage.toml").write_text("title = 1\n", "utf-8")
    rows = {row.code: row for row in form_rows(opening.open_to_read(desk.path))}
    assert next(iter(rows)) == "stage" and rows["stage"].faults and rows["stage"].form is None
    staff = rows["staff"]
    assert (staff.own, staff.added, staff.dropped) == (True, ("badge",), ("name", "phone"))
    assert not rows["contact"].own


@pytest.mark.parametrize(
    ("count", "told"), [(1, "1 KB"), (1025, "2 KB"), (10 << 20, "10 MB"), (2048 << 20, "2,048 MB")]
)
def test_a_size_is_told_as_people_say_it(count: int, told: str) -> None:
    """Never as no bytes at all."""
    assert size(count) == told
