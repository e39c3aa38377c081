"""Visits from the case on the screen: planned, recorded, printed (R105-R112)."""

from __future__ import annotations

from pathlib import Path

from tests.cli.visit.test_visit import CASE
from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open


async def test_a_visit_is_planned_recorded_and_printed_by_keys_alone(tmp_path: Path) -> None:
    """At 80x24; what the record lacks is said (R105, R109)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())
    async with desk_open(desk.path, staff="wang") as hands:
        await hands.press("2", "enter")
        await hands.menu("计划上门")
        await hands.answer(at="2026-11-22 15:00", agreed_how="1", visitors="王芳", goal="谈还款")
        await hands.press("f2")
        assert hands.sees("至少 2 人", "怎样约定*"), hands.screen
        await hands.answer(visitors="，李强")
        await hands.press("f2")
        assert hands.sees("的上门 V-1，2026-11-22 15:00"), hands.screen

        await hands.menu("记录上门")
        assert hands.sees("V-1  2026-11-22 15:00  王芳、李强", "没有计划的上门"), hands.screen
        await hands.press("1")
        await hands.answer(at="2026-11-22 15:05", outcome="3", witness="物业", next_on="+2")
        await hands.press("f2")
        assert hands.sees("已保存：案卷 XA-2026-00001 的上门记录 V-1"), hands.screen

        await hands.menu("打印记录表")
        await hands.press("2")
        assert hands.sees("已写成"), hands.screen
        await hands.menu("上门一览")
        assert hands.sees("已记录", "王芳、李强", "物业"), hands.screen
    assert desk.show(CASE)["visits"][0]["state"] == "recorded"
    assert (desk.path / "papers" / CASE / "visit_record.zh.docx").is_file()
