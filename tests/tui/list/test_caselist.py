"""The case list by keyboard: search, filter, order, and what Esc takes away first."""

from __future__ import annotations

import pytest

from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import Words
from branchdesk.tui.caselist import WIDTHS, heads
from tests.desks import DeskAt, a_desk, an_enquiry
from tests.tui.driver import Hands, desk_open


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with three cases: light, moderate and severe."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    for n, (name, days) in enumerate((("秦小满", 12), ("杜若", 41), ("[/red]", 120)), 1):
        loan = {"due_date": None, "days_overdue": days, "amount": f"{n}000.00"}
        desk.add(an_enquiry(customer_name=name, contract_no=f"HT{n}", **loan))
    return desk


def order(hands: Hands) -> list[str]:
    """The last digit of each case number on the screen, from above."""
    lines = hands.screen.splitlines()
    return [line.split()[0].rstrip("*")[-1] for line in lines if line.startswith(" XA-2026-")]


async def test_filter_order_and_search_hold_together_and_esc_takes_them_away(made: DeskAt) -> None:
    """The line above the list says what holds; first the marks go, then what leaves cases out."""
    async with desk_open(made.path, staff="s01") as hands:
        await hands.press("f3")
        assert order(hands) == ["3", "2", "1"] and hands.sees("按案号从大到小", "[/red]")
        assert not hands.sees("没有承诺")

        await hands.menu("排序")
        await hands.press("7")
        assert order(hands) == ["3", "2", "1"] and hands.sees("按逾期金额从大到小", "逾期金额-")
        await hands.menu("排序")
        await hands.press("7")
        assert order(hands) == ["1", "2", "3"] and hands.sees("按逾期金额从小到大", "逾期金额+")

        await hands.menu("筛选")
        await hands.press("2", "3")
        assert order(hands) == ["2"] and hands.sees("程度: 中度", "1 / 3 户")
        await hands.put("秦")
        assert order(hands) == [] and hands.sees("0 / 3 户  Esc 清除")
        await hands.press("backspace", "down", "insert")
        assert hands.sees("已标记 1 户")
        await hands.press("escape")
        assert order(hands) == ["2"] and "*" not in hands.screen
        await hands.press("escape")
        assert order(hands) == ["1", "2", "3"] and hands.sees("[案卷]", "按逾期金额")
        await hands.press("escape")
        assert hands.sees("[今日]")


def test_the_mark_of_the_order_is_never_cut() -> None:
    """In the narrowest column of either language the word gives way, in English above all."""
    for lang in ("zh", "en"):
        words = Words(lang)
        for column, cells in WIDTHS.items():
            head = heads(words, (column, True), WIDTHS)[column]
            assert (head.rstrip()[-1], cell_width(head)) == ("-", cells), head


async def test_what_is_typed_in_the_list_is_looked_for(made: DeskAt) -> None:
    """An input method commits anywhere; Enter opens the first hit, and back the list is as it was.

    From 120 columns on the case under the cursor stands beside it.
    """
    async with desk_open(made.path, staff="s01", size=(120, 24)) as hands:
        await hands.press("f3", "down", "end")
        assert hands.sees("XA-2026-00001  秦小满", "没有承诺", "下次跟进")
        await hands.type("杜若")
        assert order(hands) == ["2"]
        await hands.press("enter")
        assert hands.sees("XA-2026-00002  杜若"), hands.screen
        await hands.press("escape")
        assert order(hands) == ["2"]
