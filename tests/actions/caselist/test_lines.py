"""The lines of the case list: judged once, and each again when its own records are others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.actions.case import edit
from branchdesk.actions.caselist.glance import glance
from branchdesk.actions.caselist.lines import Lines
from branchdesk.actions.caselist.search import Search, search
from branchdesk.actions.closing import archive, close, reopen
from branchdesk.actions.customer import edit_customer
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import add_all
from branchdesk.actions.sheet import case_sheet
from branchdesk.basics.clock import FixedDayClock
from branchdesk.basics.wording import Words
from branchdesk.reports.caselist import COLUMNS, asked, row_of
from tests.desks import DAY, DeskAt, a_desk, an_enquiry

ONE, TWO, THREE = (f"XA-2026-0000{n}" for n in (1, 2, 3))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with three cases: light, moderate and severe, the second of the largest sum."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    told = (("秦小满", 12, "12000.00"), ("杜若", 41, "900000.00"), ("陈雨晨", 120, "70000.00"))
    for n, (name, days, amount) in enumerate(told, 1):
        loan = {"due_date": None, "days_overdue": days, "amount": amount}
        desk.add(an_enquiry(customer_name=name, contract_no=f"HT{n}", **loan))
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A copy of it, open to be changed."""
    monkeypatch.setenv("BRANCHDESK_TODAY", DAY)
    with opening.open_to_write(made.copied(tmp_path).path, "s01") as opened:
        yield opened


def test_a_line_is_the_sheet_s_own(desk: Desk) -> None:
    """Judged without what stands around the case, it says what the whole sheet says."""
    lines = Lines(desk)
    assert lines.numbers == [THREE, TWO, ONE]
    for number in lines.numbers:
        assert lines.row(number) == row_of(case_sheet(desk, number), "")


def test_a_save_judges_its_own_line_again_and_no_other(desk: Desk) -> None:
    """Those of ten thousand others are kept."""
    before = {number: Lines(desk).row(number) for number in (ONE, TWO, THREE)}
    edit(desk, TWO, {"days_overdue": 7}, "登记有误")

    lines = Lines(desk)
    assert [lines.there(number) is before[number] for number in (ONE, TWO, THREE)] == [
        True, False, True,
    ]  # fmt: skip
    assert (before[TWO].severity, lines.row(TWO).severity) == ("moderate", "light")


def test_a_customer_s_new_name_is_found_at_once(desk: Desk) -> None:
    """The line stands on the customer's record too."""
    assert [row.number for row in search(Lines(desk), asked("杜若"))] == [TWO]
    edit_customer(desk, "C00002", {"name": "杜衡"}, "客户更名")
    assert [row.number for row in search(Lines(desk), asked("杜衡"))] == [TWO]
    assert search(Lines(desk), asked("杜若")) == []


def test_a_new_day_is_seen(desk: Desk) -> None:
    """Nothing is shown as it stood yesterday."""
    assert Lines(desk).row(ONE).days_past_due == 12
    desk.clock = FixedDayClock(desk.today.replace(day=24))
    assert Lines(desk).row(ONE).days_past_due == 14


def test_a_line_is_kept_while_nothing_is_saved(desk: Desk) -> None:
    """Going to a case and back judges nothing."""
    first = Lines(desk).row(ONE)
    assert Lines(desk).there(ONE) is first
    assert Lines(desk, "archived").numbers == []


def test_a_case_goes_to_the_archive_and_comes_back(desk: Desk) -> None:
    """Each list has it while it is there, with its month."""
    kept = Lines(desk).row(TWO)
    close(desk, ONE, "recorded_in_error", "重复登记")
    archive(desk, ONE)
    filed = Lines(desk, "archived")
    assert (Lines(desk).numbers, filed.numbers) == ([THREE, TWO], [ONE])
    assert filed.row(ONE).month == "2026-11" and Lines(desk).there(TWO) is kept

    reopen(desk, ONE, "并非重复")
    assert (Lines(desk).numbers, Lines(desk, "archived").numbers) == ([THREE, TWO, ONE], [])
    assert Lines(desk).row(ONE).month == ""


@pytest.mark.parametrize(
    ("column", "down", "numbers"),
    [
        ("number", False, [ONE, TWO, THREE]),
        ("days", True, [THREE, TWO, ONE]),
        ("amount", True, [TWO, THREE, ONE]),
        ("amount", False, [ONE, THREE, TWO]),
        ("severity", False, [ONE, TWO, THREE]),
        ("customer", False, [THREE, TWO, ONE]),
        ("state", True, [THREE, TWO, ONE]),
    ],
)
def test_the_list_is_ordered_by_any_column(
    desk: Desk, column: str, down: bool, numbers: list[str]
) -> None:
    """Equal lines stand newest first; names by their initials: chen, du, qin."""
    looking = Search(Lines(desk), asked(""), column, down)
    while not looking.step():
        pass
    assert looking.found == numbers


def test_every_column_orders_a_line_with_nothing_in_it(desk: Desk) -> None:
    """What is unknown stands somewhere."""
    row = Lines(desk).row(ONE)
    bare = type(row)(number="X", customer="", state="enquired")
    for place in COLUMNS.values():
        assert sorted([place(row), place(bare)])


def test_what_was_typed_and_what_was_chosen_fit_both(desk: Desk) -> None:
    """Filters and search together; every step is short, and the end is told once."""
    found = search(Lines(desk), asked("HT", {"severity": "severe", "state": ""}))
    assert [row.number for row in found] == [THREE]
    assert search(Lines(desk), asked("杜若", {"severity": "severe"})) == []


def test_the_case_at_a_glance_says_who_how_much_and_what_is_next(desk: Desk) -> None:
    """Head, debt, last contact and next step; a number in a name is masked (R181)."""
    edit_customer(desk, "C00002", {"name": "杜若 13800138000", "id_number": ""}, "客户更名")
    who, stands, sums, following, flags = glance(desk, Lines(desk), TWO, Words("zh"))
    assert who[:2] == (TWO, "杜若 138****8000")
    assert stands[:3] == ("已受理, 高级专员", "M 中度", "逾期 41 天") and "还没有联系过" in stands
    assert any("欠款" in part for part in sums) and following[0] == "下次跟进 —"
    assert "没有承诺" in flags


@pytest.mark.parametrize("typed", ["2026-00001", "XA-2026-00001", "00001", "202600001", "1"])
def test_a_case_that_is_named_comes_before_one_whose_contract_reads_like_it(
    desk: Desk, typed: str
) -> None:
    """Enter opens the first hit: a number typed whole or from its end must not open another."""
    add_all(desk, [(1, an_enquiry(customer_name="傅长青", contract_no="XADEMO202600001"))])
    found = search(Lines(desk), asked(typed))
    assert found[0].number == ONE
    assert len({row.number for row in found}) == len(found)
