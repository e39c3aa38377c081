"""A whole case by keyboard at 80x24, from the call to the archive."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry
from tests.tui.driver import Hands, desk_open

CASE = "XA-2026-00001"


async def _take_the_call(hands: Hands) -> None:
    await hands.press("ctrl+e")
    await hands.answer(
        channel="1",
        customer_name="西安渭滨机械制造有限公司",
        contract_no="XADK2024000101",
        customer_kind="1",
        id_number="91610102MA6TEXT012",
        caller_relation="1",
        identity_checked="13",
        phone="029-55501201",
        product="1",
        amount="38.5万",
        due_date="2026-10-12",
        reason="资金",
        reason_text="下游客户拖欠货款，希望分期",
        wishes="2",
    )


async def _verify(hands: Hands, principal: str, interest: str, penalty: str) -> None:
    await hands.menu("核实")
    await hands.answer(
        figures_checked_on="2026-11-22", principal=principal, interest=interest, penalty=penalty
    )
    await hands.press("f2")


async def _close_as_settled(hands: Hands) -> None:
    await _verify(hands, "0", "0", "0")
    await hands.menu("结案")
    await hands.answer(outcome="1", ground="2026-11-22 到账结清")
    await hands.press("f2")
    assert hands.sees("已结清")


async def test_a_call_becomes_a_notice_and_an_archived_case(tmp_path: Path) -> None:
    """Enquiry, severity, class, notice, end and archive, all by keys (R031, R055, R121, R182)."""
    desk = a_desk(tmp_path, filled=True)
    async with desk_open(desk.path) as hands:
        await _take_the_call(hands)
        assert hands.sees("M 中度", "逾期 41 天", "非恶意逾期", "(R051)")

        await hands.press("f2")
        assert hands.sees(CASE, "西安渭滨机械制造有限公司", "已受理")

        await _verify(hands, "372000", "13000", "2697")
        assert hands.sees("已核实", "387,697.00")

        await hands.menu("定性")
        await hands.answer(ground="下游拖欠，有还款意愿")
        await hands.press("f2")
        assert hands.sees("非恶意逾期", "已定性")

        await _issue_a_notice(hands)
        await hands.press("escape")
        assert hands.sees("催收中")
        await _close_as_settled(hands)
        await hands.menu("归档")
        await hands.press("2")
        assert hands.sees("已归档 2026-11")

        await hands.menu("归档案卷")
        await hands.type("xawb")
        assert hands.sees(CASE, "已归档")
        await hands.press("enter")
        assert hands.sees(CASE, "已归档")

    shown = desk.show(CASE)
    assert shown["state"] == "archived"
    assert shown["letters"][0]["number"] == "西银催字〔2026〕第0001号"


async def _issue_a_notice(hands: Hands) -> None:
    """Before it is issued the screen says how old its figures are (R123)."""
    await hands.press("f6", "enter", "1")
    assert hands.sees("D-1", "草稿")
    await hands.press("end", "enter")
    assert hands.sees("金额截至 2026-11-22（0 天前）", "当时逾期 41 天"), hands.screen
    await hands.press("2")
    assert hands.sees("西银催字〔2026〕第0001号")


async def test_an_archived_case_offers_nothing_that_would_change_it(tmp_path: Path) -> None:
    """Sealed is read only; a supervisor reopens it with a ground (R182)."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry())
    async with desk_open(desk.path) as hands:
        await hands.press("f3", "enter")
        await hands.menu("结案")
        await hands.answer(outcome="8", ground="重复登记")
        await hands.press("f2")
        await hands.menu("归档")
        await hands.press("2")
        await hands.press("f10")
        await hands.put("联系")
        assert hands.sees("-  联系记录", "需要：未归档、未结案的案卷")
        await hands.press("1", "enter", "escape")
        assert hands.sees("[1 概览]")
        await hands.menu("重开案卷")
        await hands.answer(ground="登记无误，重开")
        await hands.press("f2")
        assert hands.sees("已受理")


async def test_a_contact_asks_for_the_next_date(tmp_path: Path) -> None:
    """No contact without a next step or the reason why none is needed (R085)."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry())
    async with desk_open(desk.path) as hands:
        await hands.press("f3", "enter")
        await hands.menu("联系记录")
        await hands.answer(result="2", text="答应下周还")
        await hands.press("f2")
        assert hands.sees("请填下次跟进的日期")
        await hands.answer(next_on="+3")
        await hands.press("f2")
        await hands.press("2")
        assert hands.sees("答应下周还", "2026-11-25")
