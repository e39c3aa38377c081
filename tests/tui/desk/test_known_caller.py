"""A customer whom the records know calls: few keys, nothing asked that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import LIST, DeskAt, a_desk
from tests.tui.driver import Hands, desk_open

MOST_KEYS = 25
CASE = "XA-2026-00001"


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with the bank's list."""
    desk = a_desk(tmp_path_factory.mktemp("listed"), filled=True)
    desk.ok("import", LIST)
    return desk


async def _take_the_call(hands: Hands) -> None:
    await hands.press("ctrl+e", "1", "enter")
    await hands.type("XADK2025583705")
    await hands.press("down", "1")
    await hands.press("1", "enter", "1", "3", "enter")
    await hands.press("1", "enter")
    await hands.type("下游拖欠，想分期")
    await hands.press("enter", "2", "f2")


async def test_a_known_customer_takes_few_keys(listed: DeskAt, tmp_path: Path) -> None:
    """Contract brings customer and figures; Enter passes over what they answer (R037, R142)."""
    desk = listed.copied(tmp_path / "desk")
    async with desk_open(desk.path) as hands:
        before = hands.pressed
        await _take_the_call(hands)
        assert hands.pressed - before <= MOST_KEYS
        assert hands.sees(CASE, "已受理"), hands.screen

        await hands.menu("核实")
        await hands.answer(
            figures_checked_on="2026-11-22", principal="211023.64", interest="4238.98", penalty="0"
        )
        await hands.press("f2")
        await hands.menu("借款要素")
        await hands.answer(penalty_uplift="50%", ground="合同第八条")
        await hands.press("f2")
        await hands.menu("定性")
        await hands.answer(ground="下游拖欠，有还款意愿", **{"class": "1"})
        await hands.press("f2")
        await hands.press("f5")
        await hands.answer(first="+28", no_income="个体经营，月末报")
        await hands.press("f2")
        assert hands.sees(CASE, "已定性"), hands.screen
    shown = desk.show(CASE)
    assert shown["enquiry"]["caller_relation"] == "self"
    assert shown["enquiry"]["identity_checked"] == ["full_name", "contract_no"]
    assert shown["enquiry"]["contract_no"] == "XADK2025583705"
    assert desk.ok("approval", "list")[0]["act"] == "plan.approve"
    drafted = desk.ok("letter", "draft", CASE, "repayment_agreement")
    assert (desk.path / drafted["file"]).exists() or Path(drafted["file"]).exists()


async def test_a_customer_of_an_earlier_case_is_offered_with_their_data(tmp_path: Path) -> None:
    """Whoever is not on the list brings name, kind, number and telephone along."""
    desk = a_desk(tmp_path)
    desk.add(
        {
            "channel": "phone",
            "customer_name": "秦小满",
            "customer_kind": "person",
            "phone": "13900001205",
            "amount": "3000",
            "due_date": "2026-11-01",
            "wishes": "explanation",
        }
    )
    async with desk_open(desk.path) as hands:
        await hands.press("ctrl+e", "2", "enter")
        await hands.type("qxm")
        assert hands.sees("已知 1 个")
        await hands.press("down")
        assert hands.sees("清单上没有")
        await hands.press("1")
        assert hands.sees("秦小满", "13900001205")
