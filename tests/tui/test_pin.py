"""PINs on the screens: wrong, issued, locked, lost, and given at the act (R148, R172)."""

from __future__ import annotations

import re

from branchdesk.actions import opening
from tests.actions.pins import OTHER, PIN, CountingHash
from tests.desks import DeskAt
from tests.tui.driver import desk_open
from tests.tui.seats import CASE, clock_of, give


async def test_a_wrong_pin_says_the_tries_and_the_wait(desk: DeskAt) -> None:
    """The field is empty again; what cannot be read cannot be guessed (R172)."""
    async with desk_open(desk.path) as hands:
        clock = clock_of(hands)
        await hands.press("3")
        await give(hands, "1")
        assert hands.sees("还可以马上再试 2 次")
        await give(hands, "2")
        await give(hands, "3")
        assert hands.sees("请等 30 秒")
        await give(hands, PIN)
        assert hands.sees("这一次没有核对")
        clock.wait(30)
        await give(hands, PIN)
        assert hands.sees("[今日]", "员工wang")


async def test_an_issued_pin_is_changed_before_anything_else(desk: DeskAt) -> None:
    """The supervisor issues it on the screen, shown once; its owner chooses another (R172)."""
    async with desk_open(desk.path, staff="zhao") as hands:
        await give(hands, OTHER)
        await hands.menu("员工口令")
        assert hands.sees("员工li", "未设", "员工wang", "已设") and not hands.sees("员工zhao  ")
        await hands.press("2", "1")
        assert hands.sees("li 的新口令", "只显示这一次")
        [issued] = re.findall(r"\b\d{6}\b", hands.screen)
        await hands.press("enter")
        assert issued not in hands.screen
        await hands.press("ctrl+k", "escape", "2")
        await give(hands, issued)
        assert hands.sees("主管发放的", "新口令")
        await hands.answer(new_pin="12345678", again="12345678")
        await hands.press("f2")
        assert hands.sees("连续的数字")
        await hands.press("escape")
        assert hands.sees("哪位员工") and not hands.sees("[今日]")
        await give(hands, issued)
        await hands.answer(new_pin="30481958", again="30481958")
        await hands.press("f2")
        assert hands.sees("[今日]", "员工li 初级专员"), hands.screen
    assert desk.by("li", "30481958").run("contact", "list").code == 2
    verbs = [r.verb for r in opening.open_to_read(desk.path).book.audit][-2:]
    assert verbs == ["pin.issue", "pin.set"]


async def test_a_locked_pin_is_unlocked_by_a_supervisor_at_the_same_screen(desk: DeskAt) -> None:
    """Ten wrong tries; the window that is open all day is where it is put right (R172)."""
    async with desk_open(desk.path, staff="wang") as hands:
        clock = clock_of(hands)
        hands.app.desk.pins.hasher = CountingHash()
        for _ in range(10):
            await give(hands, "1")
            clock.wait(3600)
        assert hands.sees("已锁定", "请另一位主管解锁")
        hands.app.desk.pins = opening.open_to_read(desk.path).pins
        await hands.press("escape", "4")
        await give(hands, OTHER)
        await hands.menu("员工口令")
        assert hands.sees("员工wang", "已锁定")
        await hands.press("3", "2")
        assert hands.sees("已解锁：wang")
        await hands.press("ctrl+k", "escape", "3")
        await give(hands, PIN)
        assert hands.sees("[今日]", "员工wang")


async def test_only_a_supervisor_is_offered_the_pins_of_the_staff(desk: DeskAt) -> None:
    """What one may not do does not stand in the menu (R172)."""
    async with desk_open(desk.path, staff="wang", size=(80, 48)) as hands:
        await give(hands, PIN)
        await hands.press("f10")
        await hands.put("口令")
        assert hands.sees("本人口令") and not hands.sees("员工口令")


async def test_the_approver_types_the_pin_at_the_act(desk: DeskAt) -> None:
    """Although signed in; wrong says so beside the field and nothing is decided (R148, R172)."""
    desk.by("li").ok("case", "classify", CASE, "--class", "malicious", "--ground", "合同系伪造")
    async with desk_open(desk.path, staff="zhao") as hands:
        await give(hands, OTHER)
        await hands.press("f7", "enter", "2")
        assert hands.sees("本人口令")
        await hands.answer(ground="属实")
        await hands.press("f2")
        assert hands.sees("请先输入本人口令")
        await hands.answer(pin="13579246")
        await hands.press("f2")
        assert hands.sees("口令不对") and "13579246" not in hands.screen
        await hands.type(OTHER)
        await hands.press("enter")
        assert hands.sees("已同意：A-1"), hands.screen
    assert desk.show(CASE)["class_confirmed"]


async def test_an_approver_without_a_pin_is_asked_for_none(desk: DeskAt) -> None:
    """As before (R148)."""
    desk.by("li").ok("case", "classify", CASE, "--class", "malicious", "--ground", "合同系伪造")
    async with desk_open(desk.path, staff="s01") as hands:
        await hands.press("f7", "enter", "3")
        assert not hands.sees("本人口令")
        await hands.answer(ground="证据不足")
        await hands.press("f2")
        assert hands.sees("不同意：A-1")


async def test_a_second_window_asks_and_counts_too(desk: DeskAt) -> None:
    """Read-only is no way round the PIN (R172)."""
    holder = opening.take(desk.path, "s01")
    try:
        async with desk_open(desk.path, staff="wang") as hands:
            await hands.press("enter")
            assert hands.sees("只读", "员工wang 的口令")
            await give(hands, "1")
            assert hands.sees("还可以马上再试 2 次")
            await give(hands, PIN)
            assert hands.sees("[今日]", "只读", "员工wang")
    finally:
        holder.close()


async def test_a_lost_file_is_said_and_a_new_pin_goes_on_record(desk: DeskAt) -> None:
    """Nobody passes unnoticed, and the desk goes on (R172)."""
    (desk.path / "pins.json").unlink()
    async with desk_open(desk.path) as hands:
        assert hands.sees("口令文件丢失")
        await hands.press("3")
        assert hands.sees("pins.json", "会记入审计链")
        await hands.answer(new_pin=PIN, again=PIN)
        await hands.press("f2")
        assert hands.sees("[今日]", "员工wang"), hands.screen
    assert [r.verb for r in opening.open_to_read(desk.path).book.audit][-1] == "pin.after_loss"


async def test_a_broken_file_lets_nobody_in_and_says_so(desk: DeskAt) -> None:
    """No traceback, and no way round (R172)."""
    (desk.path / "pins.json").write_bytes(b"{")
    async with desk_open(desk.path, staff="wang") as hands:
        assert hands.sees("口令文件丢失或损坏")
        for digit in "123":
            await hands.press(digit)
            assert hands.sees("pins.json 已损坏") and not hands.sees("[今日]")


async def test_a_file_lost_while_one_works_lets_nothing_be_approved(desk: DeskAt) -> None:
    """The PIN at the act cannot be left out by taking its file away (R148, R172)."""
    desk.by("li").ok("case", "classify", CASE, "--class", "malicious", "--ground", "合同系伪造")
    async with desk_open(desk.path, staff="zhao") as hands:
        await give(hands, OTHER)
        (desk.path / "pins.json").unlink()
        await hands.press("f7", "enter", "2")
        assert hands.sees("口令文件 pins.json 中没有了")
    assert desk.ok("approval", "list")[0]["state"] == "open"
