"""Contacts from the case on the screen: may I call now, and what broke a rule (R036, R180)."""

from __future__ import annotations

from pathlib import Path

from tests.cli.contact.test_contact import CALL, CASE, CONTACT
from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open


async def test_a_breach_is_saved_said_and_reviewed_by_keys_alone(tmp_path: Path) -> None:
    """At 80x24: counters above the form, the breach after it, the supervisor's word (R180)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry(phone="13900001202"))
    desk.by("li").ok(*CONTACT, stdin=CALL | {"at": "2026-11-22 22:40"})
    async with desk_open(desk.path, staff="zhao") as hands:
        await hands.press("enter")
        await hands.menu("联系记录")
        assert hands.sees("今天拨打 1/6 次", "139****1202", "再谈欠款"), hands.screen
        await hands.answer(at="2026-11-22 23:10", result="b", next_on="+3")
        await hands.press("f2")
        assert hands.sees("已保存，并报主管", "23:10"), hands.screen

        await hands.menu("复核违规联系")
        assert hands.sees("22:40", "li"), hands.screen
        await hands.press("1")
        await hands.put("已谈话")
        await hands.press("f2")
        assert hands.sees("已复核：案卷 XA-2026-00001 第 2 条"), hands.screen

        await hands.menu("撤销联系记录")
        assert hands.sees("第 2 条", "22:40", "li"), hands.screen
        await hands.press("1")
        await hands.put("记错了")
        await hands.press("f2")
        assert hands.sees("已撤销：案卷 XA-2026-00001 第 3 条联系"), hands.screen
    texts = [entry["text"] for entry in desk.show(CASE)["timeline"]]
    assert "复核第 2 条联系。处理：已谈话" in texts[-2]
    assert "由第 5 条撤销" in texts[2]


async def test_one_key_says_why_there_is_no_answer(tmp_path: Path) -> None:
    """/ unwilling, ? unknown, - not applicable; what is empty is completed from the menu (R041)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry(phone="13900001202"))
    async with desk_open(desk.path, staff="zhao") as hands:
        await hands.press("enter")
        await hands.menu("联系记录")
        await hands.answer(result="2", identity_checked="12", number="/")
        assert hands.sees("不愿说", "没有答案"), hands.screen
        await hands.answer(text="好", minutes="？")
        assert hands.sees("不知道"), hands.screen
        await hands.answer(at="2026-11-22 10:00", next_on="+3")
        await hands.press("f2")
        assert hands.sees("还缺：态度、录音编号"), hands.screen

        await hands.menu("补填联系记录")
        await hands.press("1")
        await hands.answer(attitude="1", recording="-")
        await hands.press("f2")
        assert hands.sees("已补填：案卷 XA-2026-00001 第 2 条"), hands.screen
    assert desk.show(CASE)["contacts"][0]["number"] == "unwilling"


async def test_a_promise_is_replaced_and_taken_back_by_keys_alone(tmp_path: Path) -> None:
    """One open promise a debt (R103)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())
    async with desk_open(desk.path, staff="zhao") as hands:
        await hands.press("enter")
        for amount in ("5000", "6000"):
            await hands.press("f4")
            await hands.answer(amount=amount, due_on="+5")
            await hands.press("f2")
        assert hands.sees("已保存：承诺 PR-2，取代未到期的 PR-1"), hands.screen
        await hands.menu("撤销承诺")
        assert hands.sees("PR-1", "已被取代", "6,000.00  未到期"), hands.screen
        await hands.press("2")
        await hands.put("听错了")
        await hands.press("f2")
        assert hands.sees("已撤销：案卷 XA-2026-00001 的承诺 PR-2"), hands.screen
    assert [p["state"] for p in desk.show(CASE)["promises"]] == ["replaced", "reversed"]


async def test_a_due_list_is_imported_and_its_reminder_kept(tmp_path: Path) -> None:
    """Enter on a reminder without a case asks whether it was given (R080, R081)."""
    desk = a_desk(tmp_path, staff=True)
    page = tmp_path / "due.csv"
    rows = "数据日期：2026-11-22\n客户名称,合同编号,应还日期,应还金额,联系电话\n"
    page.write_text(rows + "白露,D2,2026-11-23,2000.00,13900001302\n", "utf-8")
    async with desk_open(desk.path, staff="s01") as hands:
        await hands.menu("导入清单")
        await hands.answer(file=str(page), kind="2")
        await hands.press("f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("到期清单 2026-11-22", "新增 1"), hands.screen
        await hands.press("escape")
        assert hands.sees("白露", "2026-11-23 到期 2,000.00：电话提醒"), hands.screen
        await hands.press("enter")
        assert hands.sees("139****1302", "提醒到了吗"), hands.screen
        await hands.press("1")
        assert hands.sees("已记下：白露") and not hands.sees("电话提醒"), hands.screen
