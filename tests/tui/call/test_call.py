"""The call screen at 80x24, by the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from tests.actions.pins import PIN
from tests.desks import DeskAt, a_desk, an_enquiry
from tests.tui.driver import Hands, desk_open
from tests.tui.seats import CASE, MINUTE, clock_of, give

ABOUT = ("逾期 35 天", "12,000.00", "罚息")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case, 35 days overdue; the call is at a time when one may call."""
    desk = a_desk(tmp_path_factory.mktemp("asked"), staff=True, filled=True)
    desk.add(an_enquiry(phone="13900001202"))
    return desk


async def dialled(hands: Hands, answered: str) -> None:
    """From Today to the stage after the greeting; the second key passes a warning by."""
    await hands.press("ctrl+d")
    assert hands.sees("拨打前", "139****1202", "此号 0/6", "还没有查阅"), hands.screen
    await hands.press("pagedown")
    if hands.sees("仍要拨打的再按一次"):
        await hands.press("pagedown")
    assert hands.sees(">1 问候", "工号 li"), hands.screen
    await hands.type(answered)
    await hands.press("enter")


async def test_a_call_from_dialling_to_the_promise(asked: DeskAt, tmp_path: Path) -> None:
    """Stages in their order, the debt after the identity, one save (R036, R084, R085)."""
    desk = asked.copied(tmp_path)
    async with desk_open(desk.path, staff="li") as hands:
        await dialled(hands, "1")
        assert hands.sees(">2 核对身份") and not hands.sees(*ABOUT[:1]), hands.screen
        await hands.type("1")
        await hands.press("enter")
        assert hands.sees("还没有核对够", ">2"), hands.screen
        await hands.type("2")
        await hands.press("pagedown")
        assert hands.sees(">3 告知情况", "逾期 35 天", "本金 12,000.00"), hands.screen
        await hands.press("pageup")
        assert hands.sees(">2 核对身份"), "one may go back"
        await hands.press("pagedown", "pagedown", "1", "enter")
        await hands.put("下游客户拖欠货款")
        await hands.press("enter", "1", "pagedown", "enter")
        assert hands.sees(">7 承诺", "✓4", "✓5"), hands.screen
        # In one burst: what is typed right after Enter belongs to the next field.
        await hands.app._press_keys(["5", "0", "0", "0", "enter", "+", "3", "enter", "货", "款"])
        await hands.settle()
        assert hands.sees("2026-11-25 归还", "5,000.00", "款从货款"), hands.screen
        await hands.press("f2")
        assert hands.sees(">7", "有承诺的，向客户复述"), hands.screen
        await hands.answer(read_back="是")
        await hands.press("enter", "enter")
        assert hands.sees(">9 下一步", "承诺部分还款", "2026-11-25 周三", "✓7"), hands.screen
        await hands.press("f2")
        assert hands.sees("已联系上，不能空着"), hands.screen
        await hands.put("R-1")
        await hands.press("f2")
        assert hands.sees("PR-1") or hands.sees("已保存，并报主管"), hands.screen
    told = desk.show(CASE)
    assert told["promises"][0]["amount"] == "5000.00"
    assert told["contacts"][0]["text"] == "下游客户拖欠货款"


async def test_a_third_person_hears_and_sees_nothing_of_the_debt(
    asked: DeskAt, tmp_path: Path
) -> None:
    """After a kill the call goes on for its author, and F8 waits for it (R177)."""
    desk = asked.copied(tmp_path)
    async with desk_open(desk.path, staff="li") as hands:
        await dialled(hands, "b")
        assert hands.sees("留言只说", "语音信箱留言", "+5"), hands.screen
        await hands.press("pageup", "4", "enter")
        assert hands.sees("麻烦转告秦小满") and not hands.sees("35 天"), hands.screen
        await hands.press("pagedown")
        assert hands.sees(">9", "拒绝再联系", "第三人接听") and not hands.sees("+5"), hands.screen
        assert not hands.sees("12,000.00")
        await hands.answer(stop="是", text="他不在")
        hands.app.screen.keep_draft()  # type: ignore[attr-defined]
    async with desk_open(desk.path, staff="wang") as hands:
        assert not hands.sees("没有保存的通话")
    async with desk_open(desk.path, staff="li") as hands:
        assert hands.sees("没有保存的通话：XA-2026-00001"), hands.screen
        await hands.press("down", "enter")
        await hands.press("f8")
        assert hands.sees("先把这通电话记完"), hands.screen
        await hands.press("ctrl+d")
        assert hands.sees(">9", "他不在"), hands.screen
        await hands.answer(next_on="+3")
        await hands.press("f2")
    contact = desk.show(CASE)["contacts"][0]
    assert (contact["stop"], contact["counterpart"], contact["result"]) == (
        True, "family", "third_party",
    )  # fmt: skip
    assert desk.ok("contact", "check", CASE, "--counterpart", "family")["allowed"] is False


async def test_a_running_call_holds_the_lock_off_for_half_an_hour(desk: DeskAt) -> None:
    """Then it locks, and the PIN leads back into the same field (R181)."""
    async with desk_open(desk.path, staff="wang") as hands:
        await give(hands, PIN)
        await hands.press("f3", "enter", "ctrl+d")
        clock = clock_of(hands)
        await hands.press("pagedown", "pagedown")
        clock.wait(29 * MINUTE)
        assert not hands.app.seat.lock_if_idle(), "somebody is speaking"
        clock.wait(2 * MINUTE)
        assert hands.app.seat.lock_if_idle()
        await hands.settle()
        assert hands.sees("已锁定：员工wang") and not hands.sees("秦小满"), hands.screen
        await give(hands, PIN)
        assert hands.sees("秦小满", "谁接听") or hands.sees("秦小满", "方向"), hands.screen


async def test_what_to_say_is_read_to_its_end_and_a_customer_who_rang_is_not_dialled(
    asked: DeskAt,
) -> None:
    """Ctrl+Down scrolls the words where they are longer than their room; up goes back (R084)."""
    async with desk_open(asked.path, staff="li") as hands:
        await hands.press("ctrl+d", "2")
        assert hands.sees("客户打进来  还没有开始计时", "可以拨打"), hands.screen
        assert hands.sees("Ctrl+↓↑"), hands.screen
        box = hands.app.screen.query_one("#saybox", VerticalScroll)
        box.styles.max_height = 3
        await hands.settle()
        await hands.press("ctrl+down")
        assert box.scroll_y > 0
        await hands.press("ctrl+up")
        assert box.scroll_y == 0
