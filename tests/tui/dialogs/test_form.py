"""The form in a dialog: its labels are whole, Esc does not throw away what was typed."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.widgets import Static

from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.widgets.form import FormView
from tests.desks import a_desk, an_enquiry
from tests.tui.driver import Hands, desk_open

CASE = "XA-2026-00001"


async def ask(hands: Hands, done: list[object], number: str = CASE) -> None:
    """A form about a case, over Today."""
    form = hands.app.desk.form("ground")
    hands.app.push_screen(FormDialog("dialog.hold", form, done.append, number=number))
    await hands.settle()


async def test_what_was_half_typed_comes_back_to_its_author_only(tmp_path: Path) -> None:
    """A form of ten fields was lost by one key; it waits for the same case (R183)."""
    desk, done = a_desk(tmp_path, staff=True), list[object]()
    async with desk_open(desk.path, staff="li") as hands:
        await ask(hands, done)
        await hands.put("客户要求 [/red]")
        await hands.press("escape")
        assert hands.sees("未保存。所填内容已留作您的草稿"), hands.screen
        await ask(hands, done, "XA-2026-00002")
        assert not hands.sees("客户要求"), hands.screen
        await hands.press("escape")
    async with desk_open(desk.path, staff="wang") as hands:
        await ask(hands, done)
        assert not hands.sees("客户要求"), hands.screen
    async with desk_open(desk.path, staff="li") as hands:
        await ask(hands, done)
        assert hands.sees("客户要求 [/red]", "上次未保存的内容已填入"), hands.screen
        await hands.press("f2")
        assert done == [{"ground": "客户要求 [/red]"}]
        await ask(hands, done)
        assert not hands.sees("客户要求"), hands.screen


async def test_a_draft_is_thrown_away_by_the_menu_and_kept_while_typing(tmp_path: Path) -> None:
    """What was given beforehand is no draft: it stands there again; twice, all is back."""
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path, staff="li") as hands:
        given, form = {"ground": "早先"}, hands.app.desk.form("ground")
        dialog = FormDialog("dialog.hold", form, print, given, number=CASE)
        hands.app.push_screen(dialog)
        await hands.settle()
        await hands.put("，后来")
        dialog.keep_draft()
        hands.app.desk.drafts.flush()
        assert [p.name for p in (desk.path / "drafts").iterdir()] == [f"li-dialog-hold.{CASE}.json"]
        await hands.menu("清空重填")
        assert hands.sees("早先", "已清空") and not hands.sees("后来"), hands.screen
        await hands.menu("清空重填")
        assert hands.sees("后来", "原来填的已回来"), hands.screen
        await hands.menu("清空重填")
        assert list((desk.path / "drafts").iterdir()) == []
        await hands.press("escape")
        assert not hands.sees("草稿"), hands.screen


async def test_where_no_draft_can_be_kept_the_first_esc_asks(tmp_path: Path) -> None:
    """A window that only reads keeps nothing; an untouched form is left at once (R183)."""
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path, staff="li"), desk_open(desk.path, staff="li") as hands:
        await hands.press("enter")
        await ask(hands, [])
        await hands.press("escape")
        assert not hands.sees("F2 保存"), hands.screen
        await ask(hands, [])
        await hands.put("x")
        await hands.press("escape")
        assert hands.sees("再按一次 Esc 放弃"), hands.screen
        await hands.press("escape")
        assert not hands.sees("再按一次"), hands.screen


async def test_the_plan_designer_keeps_its_answers_too(tmp_path: Path) -> None:
    """It is a screen, not a dialog; the same keeper stands behind it."""
    desk = a_desk(tmp_path, staff=True)
    desk.by("li").add(an_enquiry())
    async with desk_open(desk.path, staff="li") as hands:
        for typed in ("7", ""):
            hands.app.go("plan", CASE)
            await hands.settle()
            view = hands.app.screen.query_one(FormView)
            assert hands.sees(CASE, "秦小满", "填写期数和首期日期后"), hands.screen
            if typed:
                view.rows[0].typed = typed
                await hands.answer(first="+30", income="0")
                assert hands.sees("月收入: 没有收入的", "无收入理由"), hands.screen
                view.rows[1].typed = view.rows[2].typed = ""
            assert view.rows[0].typed == "7"
            await hands.press("escape")


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
    """Ground and examples, then where the case stands; nothing is lost (R042, R120).

    A wrong day is told when its field is left, and again in the other language.
    """
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
        keys = str(hands.app.screen_stack[-2].query_one("#keys", Static).render())
        assert "F2" in keys and "F12" in keys and not any(one in keys for one in ("F4", "F6", "F8"))
        await hands.press("tab", *"0230", "shift+tab")
        assert hands.sees("日历上没有"), hands.screen
        await hands.press("f12")
        assert hands.sees("The calendar has no day") and not hands.sees("日历"), hands.screen
        await hands.press("escape")
        assert hands.sees("F4", "F8"), hands.screen


async def test_keys_that_come_before_a_form_stands_reach_it_in_their_order(tmp_path: Path) -> None:
    """Menu, entry, Enter and the answers in one burst, as a slow line delivers them (R183)."""
    desk = a_desk(tmp_path, staff=True)
    desk.by("li").add(an_enquiry())
    async with desk_open(desk.path, staff="li") as hands:
        hands.app.go("case", CASE)
        await hands.settle()
        hands.app.post_message(events.Key("f10", None))
        hands.app.post_message(events.Paste("更正"))
        await at_once(hands, "\n\nQ7\n")
        for _ in range(20):
            await hands.settle()
        view = hands.app.screen.query_one(FormView)
        assert view.rows[1].typed.endswith("Q7"), hands.screen
        assert view.rows[0].typed == "1"
