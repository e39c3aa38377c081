"""Who sits at the screens: signing in, locking, the lock after a pause (R171, R181)."""

from __future__ import annotations

import asyncio
from pathlib import Path

from branchdesk.tui.widgets.field import FieldRow
from branchdesk.tui.widgets.rowlist import RowList
from tests.actions.pins import OTHER, PIN
from tests.desks import DeskAt, a_desk, an_enquiry
from tests.tui.driver import desk_open
from tests.tui.seats import CASE, MINUTE, clock_of, give


async def test_signing_in_asks_who_and_the_pin(desk: DeskAt) -> None:
    """Members by name and role, a digit chooses, the PIN is not shown (R171)."""
    async with desk_open(desk.path) as hands:
        assert hands.sees("哪位员工", "员工wang", "高级专员", "员工zhao", "主管", "没有口令")
        assert not hands.sees("秦小满") and not hands.sees("[今日]")
        await hands.press("3")
        await hands.type(PIN)
        assert PIN not in hands.screen and hands.sees("••••••••")
        await hands.press("enter")
        assert hands.sees("[今日]", "员工wang 高级专员")


async def test_the_only_member_with_a_pin_is_asked_and_without_one_is_not(tmp_path: Path) -> None:
    """As before where nobody has a PIN (R171)."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path) as hands:
        assert hands.sees("[今日]")
        await hands.menu("本人口令")
        await hands.answer(new_pin=PIN, again=PIN)
        await hands.press("f2")
        assert hands.sees("已设定 s01 的口令"), hands.screen
    async with desk_open(desk.path) as hands:
        assert not hands.sees("[今日]")
        await give(hands, PIN)
        assert hands.sees("[今日]")


async def test_the_named_member_is_asked_at_once(desk: DeskAt) -> None:
    """--as names who it is, the PIN proves it (R171)."""
    async with desk_open(desk.path, staff="zhao") as hands:
        assert hands.sees("员工zhao 的口令")
        await hands.press("f1")
        assert hands.sees("F1 帮助", "忘记口令或口令被锁") and not hands.sees("秦小满"), (
            hands.screen
        )
        await hands.press("escape")
        assert not hands.sees("员工zhao 的口令")
        await hands.press("2")
        assert hands.sees("[今日]", "员工li 初级专员"), "li has no PIN"


async def test_the_lock_covers_everything_and_gives_it_back(desk: DeskAt) -> None:
    """Ctrl+K, and with the PIN the same field with what was typed in it (R181)."""
    async with desk_open(desk.path, staff="wang") as hands:
        await give(hands, PIN)
        await hands.press("ctrl+e")
        await hands.answer(channel="1", customer_name="单雄伟", reason_text="妻子来")
        await hands.press("ctrl+k")
        assert hands.sees("已锁定：员工wang")
        assert not hands.sees("单雄伟") and not hands.sees("渠道")
        for key in ("f3", "f1", "f2", "f7", "f10", "ctrl+e", "ctrl+k", "escape", "ctrl+d"):
            await hands.press(key)
            assert hands.sees("已锁定：员工wang") and not hands.sees("单雄伟"), key
        await hands.press("3")
        await give(hands, "00")
        assert hands.sees("口令不对")
        await give(hands, PIN)
        assert hands.sees("单雄伟", "妻子来")
        await hands.type("电")
        row = hands.app.focused.parent if hands.app.focused else None
        assert isinstance(row, FieldRow) and row.typed.endswith("电"), "the same field"


async def test_a_dialog_comes_back_with_its_answers(desk: DeskAt) -> None:
    """The lock lies over dialogs too."""
    async with desk_open(desk.path, staff="wang") as hands:
        await give(hands, PIN)
        await hands.press("f3", "enter")
        await hands.menu("联系记录")
        await hands.answer(result="2", text="答应下周还")
        await hands.press("ctrl+k")
        assert not hands.sees("答应下周还") and not hands.sees(CASE)
        await give(hands, PIN)
        assert hands.sees("答应下周还", "联系记录")
        await hands.answer(next_on="+3")
        await hands.press("f2")
        assert hands.sees("已保存")
    assert desk.show(CASE)["timeline"][-1]["by"] == "wang"


async def test_the_cursor_of_a_list_stays_where_it_was(desk: DeskAt) -> None:
    """Search word, row and cursor are those before the lock."""
    for n in range(3):
        desk.add(an_enquiry(contract_no=f"XAGR202500010{n}"))
    async with desk_open(desk.path, staff="wang") as hands:
        await give(hands, PIN)
        await hands.press("f3")
        await hands.type("qxm")
        await hands.press("down", "down", "down")
        table = hands.app.screen.query_one(RowList)
        before = table.cursor
        await hands.press("ctrl+k")
        await give(hands, PIN)
        table = hands.app.screen.query_one(RowList)
        assert table.has_focus and table.cursor == before > 0


async def test_another_person_finds_no_draft_and_begins_at_today(desk: DeskAt) -> None:
    """A locks, B signs in: A's draft is A's, and both entries bear the right name (R171)."""
    async with desk_open(desk.path, staff="wang") as hands:
        await give(hands, PIN)
        await hands.press("ctrl+e")
        await hands.answer(channel="1", customer_name="单雄伟", reason_text="妻子来电")
        await hands.press("ctrl+k", "escape", "4")
        await give(hands, OTHER)
        assert hands.sees("[今日]", "员工zhao 主管") and not hands.sees("单雄伟")
        await hands.press("ctrl+e")
        assert not hands.sees("单雄伟") and not hands.sees("妻子来电")
        await hands.answer(channel="1", customer_name="刘晓燕", reason_text="下周还")
        await hands.press("f2")
        assert hands.sees("XA-2026-00002", "刘晓燕")

        await hands.press("ctrl+k", "escape", "3")
        await give(hands, PIN)
        await hands.press("ctrl+e")
        assert hands.sees("单雄伟", "妻子来电")
        await hands.press("f2")
        assert hands.sees("XA-2026-00003")
    by = [desk.show(f"XA-2026-0000{n}")["timeline"][0]["by"] for n in (1, 2, 3)]
    assert by == ["s01", "zhao", "wang"]


async def test_five_minutes_without_a_key_lock(desk: DeskAt) -> None:
    """By the steady clock or the one on the wall; a key in time begins anew (R181)."""
    async with desk_open(desk.path, staff="wang") as hands:
        await give(hands, PIN)
        clock = clock_of(hands)
        clock.wait(5 * MINUTE - 1)
        assert not hands.app.seat.lock_if_idle()
        await hands.press("f3")
        clock.wait(5 * MINUTE - 1)
        assert not hands.app.seat.lock_if_idle()
        clock.jump(1)
        assert hands.app.seat.lock_if_idle()
        await hands.settle()
        assert hands.sees("已锁定") and not hands.sees("秦小满")


async def test_the_first_key_after_a_long_pause_only_locks(desk: DeskAt) -> None:
    """A computer that slept wakes up locked: the key itself reaches nothing (R181)."""
    async with desk_open(desk.path, staff="wang") as hands:
        await give(hands, PIN)
        await hands.press("ctrl+e")
        clock = clock_of(hands)
        clock.jump(3600)
        await hands.press("5")
        assert hands.sees("已锁定")
        await give(hands, PIN)
        assert hands.sees("客户名称")
        row = hands.app.screen.query(FieldRow).first()
        assert row.typed == ""


async def test_nothing_locks_by_itself_where_one_person_has_no_pin(tmp_path: Path) -> None:
    """Alone and without a PIN a pause is a pause."""
    async with desk_open(a_desk(tmp_path).path) as hands:
        clock = clock_of(hands)
        clock.wait(3600)
        await hands.press("f3")
        assert hands.sees("[案卷]")


async def test_alone_and_without_a_pin_the_lock_is_a_cover(tmp_path: Path) -> None:
    """Ctrl+K hides the customer, Enter comes back."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry())
    async with desk_open(desk.path) as hands:
        await hands.press("f3", "ctrl+k")
        assert hands.sees("已锁定", "没有口令") and not hands.sees("秦小满")
        await hands.press("enter")
        assert hands.sees("秦小满", "[案卷]")


async def test_a_pause_of_a_member_without_a_pin_asks_again_who_it_is(desk: DeskAt) -> None:
    """Where several sit in turn, the next entry shall bear the right name (R171)."""
    async with desk_open(desk.path, staff="li") as hands:
        clock = clock_of(hands)
        clock.wait(5 * MINUTE)
        await hands.press("f3")
        assert hands.sees("已锁定：员工li") and not hands.sees("[案卷]")
        await hands.press("2")
        assert hands.sees("[今日]", "员工li")


async def test_nobody_else_signs_in_while_an_import_runs(desk: DeskAt) -> None:
    """It would be finished in the name of the wrong person (R171)."""
    done = asyncio.Event()

    async def busy() -> None:
        await done.wait()

    async with desk_open(desk.path, staff="wang") as hands:
        await give(hands, PIN)
        worker = hands.app.run_worker(busy())
        await hands.press("ctrl+k", "escape", "2")
        assert hands.sees("还在进行") and not hands.sees("[今日]")
        done.set()
        await worker.wait()
        await hands.press("2")
        assert hands.sees("[今日]", "员工li")
