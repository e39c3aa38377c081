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
        assert hands.sees(CASE, "已受理", "已保存"), hands.screen
        await hands.press("ctrl+e")
        assert not hands.sees("已保存"), hands.screen
        await hands.answer(contract_no="XADK2025583705")
        assert hands.sees("未核实：只请转告", "PgDn") and not hands.sees("建议"), hands.screen
        await hands.press("pagedown")
        assert hands.sees("建议"), hands.screen
    shown = desk.show(CASE)
    assert shown["enquiry"]["caller_relation"] == "self"
    assert shown["enquiry"]["identity_checked"] == ["full_name", "contract_no"]
    assert shown["enquiry"]["contract_no"] == "XADK2025583705"


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
