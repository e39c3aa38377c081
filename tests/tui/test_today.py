"""Today on the screen: a line a customer, one's own work or the branch's."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.actions import judging
from branchdesk.tui.screens import today as screens
from tests.desks import DeskAt, a_desk, an_enquiry
from tests.tui.driver import desk_open

QIN = "610103198802160028"
SENIOR, JUNIOR = "2026-08-12", "2026-11-10"
"""102 and 12 days overdue."""


@pytest.fixture
def desk(tmp_path: Path) -> DeskAt:
    """A desk with two loans of one customer, a senior's and a junior's, and a senior's other."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry(id_number=QIN, due_date=SENIOR))
    desk.add(an_enquiry(id_number=QIN, contract_no="XAGR2025000998", due_date=JUNIOR))
    desk.add(an_enquiry(customer_name="单雄伟", contract_no="XAGR2025000997", due_date=SENIOR))
    return desk


async def test_the_screen_shows_a_line_a_customer_and_unfolds_it(desk: DeskAt) -> None:
    """A junior begins with their own work, a supervisor with the branch's; the choice is kept."""
    async with desk_open(desk.path, staff="li") as hands:
        assert hands.sees("[1 我的]", "秦小满") and not hands.sees("单雄伟")
        await hands.press("2")
        assert hands.sees("[2 全行]", "单雄伟", "+3")
        await hands.press("right", "down")
        assert hands.sees("  将到 00002", "-")
        await hands.press("enter")
        assert hands.sees("XAGR2025000998") and hands.sees("1 概览")
        await hands.press("escape", "f3")
        await hands.menu("今日待办")
        assert hands.sees("[2 全行]")
    async with desk_open(desk.path, staff="zhao") as hands:
        assert hands.sees("[2 全行]", "单雄伟")
        await hands.press("1")
        assert hands.sees("[1 我的]", "没有我的待办")
        await hands.menu("我的／全行／暂缓的")
        assert hands.sees("[2 全行]", "单雄伟")


async def test_a_line_is_put_off_and_taken_up_again_by_keys(desk: DeskAt) -> None:
    """With a reason; it stands under what is put off, with its day (R085)."""
    async with desk_open(desk.path, staff="li") as hands:
        await hands.menu("暂缓这一项")
        await hands.answer(until="+2", ground="等客户回国")
        await hands.press("f2")
        assert hands.sees("XA-2026-00002 暂缓到 2026-11-24"), hands.screen
        await hands.press("3")
        assert hands.sees("[3 暂缓的]", "秦小满", "没有下次跟进日期"), hands.screen
        await hands.menu("恢复这一项")
        assert hands.sees("没有暂缓的待办", "XA-2026-00002 恢复待办"), hands.screen


async def test_keys_work_while_many_cases_are_reckoned(
    desk: DeskAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list comes when it is reckoned; until then the line says how far it is, and Esc works."""
    monkeypatch.setattr(screens, "AT_ONCE", 1)
    monkeypatch.setattr(judging, "PIECE", 1)
    monkeypatch.setattr(screens, "PAUSE", 0.05)
    async with desk_open(desk.path, staff="zhao") as hands:
        assert hands.sees("正在核算", "/3", "待办正在核算") and not hands.sees("单雄伟")
        await hands.press("f1")
        assert not hands.sees("正在核算")
        await hands.press("escape")
        monkeypatch.setattr(screens, "PAUSE", 0)
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("单雄伟", "[2 全行]") and not hands.sees("正在核算"), hands.screen


@pytest.mark.parametrize("at_once", [1, 400])
async def test_a_damaged_month_of_the_archive_is_named_above_the_list(
    desk: DeskAt, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Few cases or many: no key is asked for, the other screens go on, and it is tried again."""
    monkeypatch.setattr(screens, "AT_ONCE", at_once)
    month = desk.path / "archive" / "2026-10.json"
    month.parent.mkdir(exist_ok=True)
    month.write_bytes(b"\x00broken" * 40)
    async with desk_open(desk.path, staff="zhao") as hands:
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("[今日]", "2026-10.json"), hands.screen
        assert not hands.sees("正在核算") and not hands.sees("没有要办"), hands.screen
        await hands.press("f10")
        assert hands.app.screen.is_modal
        await hands.press("escape")
        month.unlink()
        await hands.press("2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("单雄伟") and not hands.sees("2026-10.json"), hands.screen


async def test_a_list_that_is_left_while_it_is_reckoned_changes_no_other(
    desk: DeskAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a restore: the desk is opened anew beneath it."""
    monkeypatch.setattr(screens, "AT_ONCE", 1)
    monkeypatch.setattr(judging, "PIECE", 1)
    monkeypatch.setattr(screens, "PAUSE", 0.01)
    async with desk_open(desk.path, staff="zhao") as hands:
        assert hands.sees("正在核算"), hands.screen
        hands.app.desk.close()
        hands.app.reopen(desk.path, "zhao")
        await hands.settle()
        monkeypatch.setattr(screens, "PAUSE", 0)
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("[今日]", "单雄伟") and not hands.sees("正在核算"), hands.screen


async def test_the_most_urgent_stand_first_and_enter_lists_more(
    desk: DeskAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand lines are nobody's work of a day."""
    monkeypatch.setattr(screens, "SHOWN", 1)
    async with desk_open(desk.path, staff="zhao") as hands:
        assert hands.sees("另有 1 位客户"), hands.screen
        await hands.press("end", "enter")
        assert hands.sees("秦小满", "单雄伟") and not hands.sees("另有"), hands.screen
