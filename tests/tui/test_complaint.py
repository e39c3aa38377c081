"""Complaints by keys: recorded from the case, handled on their own screen."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"


async def test_a_complaint_is_handled_on_its_screen_by_keys(tmp_path: Path) -> None:
    """Answered, investigated, told; the case has its history (R174, R175, R176)."""
    desk = a_desk(tmp_path, staff=True)
    desk.by("li").add(an_enquiry())
    told = {"channel": "phone", "about": "conduct", "text": "语气急躁", "against": "li"}
    desk.by("li").ok("complaint", "add", CASE, "--from", "-", stdin=told)
    async with desk_open(desk.path, staff="zhao") as hands:
        await hands.menu("投诉")
        assert hands.sees("CP-1", "催收言行", "已收到", "语气急躁"), hands.screen
        await hands.press("enter", "1")
        await hands.answer(how="1", text="已收到，三日内答复")
        await hands.press("f2")
        assert hands.sees("已响应", "三日内答复"), hands.screen
        await hands.press("enter", "1")
        await hands.answer(finding="2", facts="录音属实", rectification="重新培训")
        await hands.press("f2")
        assert hands.sees("部分属实", "整改：重新培训"), hands.screen
        await hands.press("enter", "2")
        await hands.answer(told_on="2026-11-22", how="2")
        await hands.press("f2")
        assert hands.sees("已保存 CP-1：已办结"), hands.screen
    assert desk.by("zhao").ok("complaint", "show", "CP-1")["told_how"] == "phone"


async def test_a_complaint_is_recorded_from_the_case_and_without_one(tmp_path: Path) -> None:
    """Both by their form; refused without a name only where there is no case (R173, R174)."""
    desk = a_desk(tmp_path, staff=True)
    desk.by("li").add(an_enquiry())
    async with desk_open(desk.path, staff="wang") as hands:
        hands.app.go("case", CASE)
        await hands.settle()
        await hands.menu("变故与跟进")
        await hands.press("end", "enter")
        await hands.answer(channel="1", about="1", text="语气急躁", against="li")
        await hands.press("f2")
        assert hands.sees("已登记投诉 CP-1", "有投诉 CP-1"), hands.screen
        await hands.menu("投诉")
        await hands.menu("登记投诉")
        await hands.answer(name="赵先生", channel="3", about="3", text="利息算错")
        await hands.press("f2")
        assert hands.sees("CP-2", "赵先生"), hands.screen
    assert [c["case"] for c in desk.ok("complaint", "list")] == [CASE, ""]
