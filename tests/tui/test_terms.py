"""The loan's terms on the screen: filled in from the contract, emptied again (R037)."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open

PARTS = {"overdue_principal": "11000.00", "overdue_interest": "1000.00"}


async def test_terms_are_filled_in_and_the_debt_follows(tmp_path: Path) -> None:
    """From the menu of the case, by keyboard; what was typed stands there the next time."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    number = desk.add(an_enquiry(due_date="2026-11-02", **PARTS))["number"]
    async with desk_open(desk.path, staff="wang") as hands:
        await hands.press("f3", "enter")
        await hands.menu("借款要素")
        assert hands.sees("借款要素", "合同名称"), hands.screen
        await hands.answer(
            contract_name="借款合同", contract_rate="6%", penalty_uplift="50%",
            compound="对欠息计复利", ground="按合同",
        )  # fmt: skip
        await hands.press("f2")
        assert hands.sees("已保存"), hands.screen
        await hands.menu("借款要素")
        assert hands.sees("借款合同"), hands.screen
        await hands.press("escape", "escape")
    shown = desk.ok("debt", number)

    assert (shown["penalty"], shown["compound"]) == ("52.25", "4.75")
