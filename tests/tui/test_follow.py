"""Following up from the case on the screen: events of the customer (R183)."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"


async def test_an_event_is_recorded_and_looked_into_by_keys_alone(tmp_path: Path) -> None:
    """At 80x24; the case says so as long as it is open (R183)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())
    async with desk_open(desk.path, staff="li") as hands:
        await hands.press("enter")
        await hands.menu("变故与跟进")
        await hands.press("1")
        await hands.answer(kind="搬", on="-2", evidence="物业告知")
        await hands.press("f2")
        assert hands.sees("已登记：案卷 XA-2026-00001 的变故 EV-1"), hands.screen

        await hands.menu("变故与跟进")
        await hands.press("2")
        await hands.press("1")
        await hands.answer(found="新址已核对")
        await hands.press("f2")
        assert hands.sees("变故 EV-1，2027-01-21 再查看"), hands.screen
    [event] = desk.ok("event", "list", CASE)
    assert (event["kind"], event["looks"][0]["found"]) == ("moved", "新址已核对")


async def test_the_habit_and_the_plan_of_the_month_are_told_by_keys_alone(tmp_path: Path) -> None:
    """Both from the same menu; the overview shows the grades (R059, R099)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())
    async with desk_open(desk.path, staff="li") as hands:
        await hands.press("enter")
        await hands.menu("变故与跟进")
        await hands.press("2")
        await hands.answer(months_on_time="7")
        await hands.press("f2")
        assert hands.sees("的还款习惯，等级 A"), hands.screen

        await hands.menu("变故与跟进")
        await hands.press("3")
        await hands.answer(method="电话，上门", text="先电话", follow_up="上门", target_on="+5")
        await hands.press("f2")
        assert hands.sees("的月度计划 MP-1"), hands.screen
        assert hands.sees("习惯等级 A"), hands.screen


async def test_a_line_is_added_to_the_log_by_keys_alone(tmp_path: Path) -> None:
    """From the menu; the line stands whole below the list (R021)."""
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path, staff="li") as hands:
        await hands.menu("工作日志")
        assert hands.sees("日志还没有内容"), hands.screen
        await hands.menu("登记日志")
        await hands.answer(kind="1", on="-1", title="法律培训", text="禁用的话", people="li")
        await hands.press("f2")
        assert hands.sees("已登记日志 L-1", "L-1    2026-11-21", "参加人 li"), hands.screen
