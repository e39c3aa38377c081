"""A payment from the case on the screen: allocated while it is typed, shown, reversed (R103)."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"


async def test_a_payment_is_recorded_and_reversed_by_keys_alone(tmp_path: Path) -> None:
    """At 80x24: what it settles shows before it is saved, the money pane has it after (R103)."""
    desk = a_desk(tmp_path, staff=True)
    told = {"overdue_principal": "11000", "overdue_interest": "1000"}
    desk.add(an_enquiry(**told, contract_rate="0.048", penalty_uplift="0.5"))
    async with desk_open(desk.path, staff="s01") as hands:
        await hands.press("f3", "enter", "ctrl+b")
        assert hands.sees("记录还款", "填了金额"), hands.screen
        await hands.type("5000")
        assert hands.sees(
            "2026-11-22 到账的 5,000.00", "利息 1,000.00", "罚息 74.80", "本金 3,925.20"
        ), hands.screen
        assert hands.sees("12,074.80 → 7,074.80")
        await hands.press("enter", "enter", "2", "f2")
        assert hands.sees("已保存：还款 PAY-1", "现欠 7,074.80"), hands.screen

        await hands.press("5")
        assert hands.sees("还款记录", "PAY-1  2026-11-22  5,000.00  转账"), hands.screen
        await hands.press("f12")
        assert hands.sees("Payments (yuan)", "Interest 1,000.00"), hands.screen
        await hands.press("f12")

        await hands.menu("冲正还款")
        await hands.press("1")
        await hands.put("记错了案卷")
        await hands.press("f2")
        assert hands.sees("已冲正：还款 PAY-1", "现欠 12,074.80"), hands.screen
    assert desk.show(CASE)["payments"][0]["reversed_by"] == 3


async def test_a_wrong_day_stands_beside_its_field(tmp_path: Path) -> None:
    """Nothing typed is lost."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())
    async with desk_open(desk.path, staff="s01") as hands:
        await hands.press("f3", "enter", "f9")
        await hands.answer(amount="100", on="+3")
        await hands.press("f2")
        assert hands.sees("在今天之后", "100"), hands.screen
    assert desk.show(CASE)["payments"] == []
