"""Lists and figures on the screens: what the command line prints, as tables that lead on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.actions.enquiry import to_open
from branchdesk.actions.handed import save_table
from branchdesk.actions.month.draw import before
from branchdesk.actions.tables.page import Leads
from branchdesk.actions.tables.register import account_lines
from branchdesk.basics.errors import BadInput
from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import Words
from branchdesk.reports.columns import GAP, fitted
from branchdesk.tui.tables import OF_CASE, TABLES, told
from tests.desks import LIST, DeskAt, a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with the sample list and a case."""
    desk = a_desk(tmp_path_factory.mktemp("tables"), staff=True)
    desk.ok("import", LIST, "--as-of", "2026-10-31")
    desk.add(an_enquiry(phone="13812345678"))
    return desk


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_tells_what_its_command_prints(made: DeskAt, lang: str) -> None:
    """In both languages, a place to go for each row, never a whole number (R181)."""
    desk, words = opening.open_to_read(made.path, "zhao"), Words("zh" if lang == "zh" else "en")
    pages = {code: told(code, desk, words, "") for code in TABLES}
    pages |= {code: told(code, desk, words, CASE) for code in OF_CASE}
    for code, page in pages.items():
        assert len(page.leads) == len(page.table.rows), code
        assert all(len(row) == len(page.table.heads) for row in page.table.rows), code
        assert page.table.rows or page.notes, code
        assert words.show(page.table.caption) and words(f"lookup.{code}" if code in OF_CASE else
                                                        f"table.does-{code}")  # fmt: skip
    assert len(pages["register"].table.rows) == len(made.ok("account", "list")) == 120
    assert pages["causes"].table.rows[0][1] == "1"
    assert sum(len(to_open(desk, code)) for code in ("light", "moderate", "severe")) == 120
    first = pages["register"].leads[0]
    assert first == Leads("account", made.ok("account", "list")[0]["contract_no"])


def test_the_week_and_the_quality_of_calls_are_told_of_other_times_too(made: DeskAt) -> None:
    """The week before and after; of calls only what was (R099, R194)."""
    desk, words = opening.open_to_read(made.path, "zhao"), Words("zh")
    for step in (-1, 0, 1):
        day = desk.today + timedelta(weeks=step)
        assert str(day) in told("week", desk, words, "", step).notes[0]
    month = before(before(f"{desk.today:%Y-%m}"))
    assert told("quality", desk, words, "", -2).notes == (f"{month} 没有接通的电话。",)


def test_an_account_is_told_with_masked_numbers_and_whole_ones_only_when_asked(
    made: DeskAt,
) -> None:
    """As ``account show`` prints it; a choice by its name (R181)."""
    desk, words = opening.open_to_read(made.path, "zhao"), Words("zh")
    contract = made.ok("account", "list")[0]["contract_no"]
    masked = dict(account_lines(desk, contract, words, full=False))
    whole = dict(account_lines(desk, contract, words, full=True))
    assert "*" in masked["联系电话"] and "*" not in whole["联系电话"]
    assert masked["客户类型"] == "企业" and "identity_kind" not in masked


@pytest.mark.parametrize(
    ("rows", "room", "widths"),
    [
        ([["案号", "客户"], ["XA-1", "秦小满"]], 40, [4, 6]),
        ([["a", "b"], ["x" * 30, "y" * 10]], 30, [18, 10]),
        ([["a", "b"], ["x" * 30, "y" * 30]], 12, [5, 5]),
        ([["a"] * 3, ["xxxx"] * 3], 5, [4, 4, 4]),
    ],
)
def test_columns_fit_and_the_widest_gives_way(
    rows: list[list[str]], room: int, widths: list[int]
) -> None:
    """By terminal cells; no column below four."""
    found = fitted(rows, room)
    assert found == widths
    assert sum(found) + GAP * (len(found) - 1) <= room or max(found) == 4
    assert cell_width("客户") == 4


def test_a_table_is_kept_as_a_file_and_none_is_replaced(made: DeskAt, tmp_path: Path) -> None:
    """For a spreadsheet; the name must say what it is."""
    desk = opening.open_to_read(made.path, "zhao")
    table = told("register", desk, Words("zh"), "").table
    file = tmp_path / "register.csv"
    assert save_table(table, file).read_bytes().count(b"\r\n") == 121
    for wrong in (file, tmp_path / "register.txt", tmp_path / "no" / "register.csv"):
        with pytest.raises(BadInput):
            save_table(table, wrong)


async def test_from_the_register_to_a_case_and_its_whole_numbers(
    made: DeskAt, tmp_path: Path
) -> None:
    """Found by typing, opened, shown in full with a recorded reason (R181)."""
    desk = made.copied(tmp_path)
    async with desk_open(desk.path, staff="zhao") as hands:
        hands.app.go("lists.table", "register")
        await hands.settle()
        await hands.put("汇通装饰")
        assert hands.sees("1 行，共 120 行"), hands.screen
        await hands.press("enter")
        assert hands.sees("银行承兑汇票垫款", "9161***********889"), hands.screen
        await hands.app.action_command("account_open")
        await hands.settle()
        await hands.app.action_command("reveal")
        await hands.settle()
        await hands.answer(ground="回电核实")
        await hands.press("f2")
        assert hands.sees("91610104MAM7XKQ889", "XADK2025972374"), hands.screen
    [shown] = [e for e in desk.show("XA-2026-00002")["timeline"] if e["kind"] == "revealed"]
    assert "回电核实" in shown["text"]
