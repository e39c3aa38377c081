"""The lines of the case list and what search finds them by."""

from __future__ import annotations

import pytest

from branchdesk.reports.caselist import matches, row_of
from tests.builders import a_case, a_customer, a_decision, a_loan, a_sheet, money

ROW = row_of(a_sheet(), "")
PERSON = row_of(
    a_sheet(customer=a_customer(name="单雄信", kind="person", id_number="11010519491231002X")), ""
)

FOUND = [
    "XA-2026-00001",
    "2026-00001",
    "00001",
    "xa-2026-00001",
    "西安云帆",
    "云帆商贸",
    "yf",
    "XAYF",
    "ｙｆｓｍ",
    "91310115591693856A",
    "693856A",
    "693856a",
    "029-55501201",
    "029 5550 1201",
    "02955501201",
    "138 0013 8000",
    "138-0013-8000",
    "8000",
    "１３８００１３８０００",
    "HT-2026-0001",
    "ht-2026",
    " 0001 ",
    "",
    "   ",
]
NOT_FOUND = ["云帆物流", "fy", "zz", "13900139000", "HT-2025-0001", "XB", "\n", "*"]


@pytest.mark.parametrize("typed", FOUND)
def test_a_case_is_found_by_what_people_remember_of_it(typed: str) -> None:
    """Name part, pinyin initials, identity tail, phone with spaces, contract, case number."""
    assert matches(ROW, typed)


@pytest.mark.parametrize("typed", NOT_FOUND)
def test_another_case_is_not_found(typed: str) -> None:
    """A search that finds everything finds nothing; an empty one asks nothing."""
    assert matches(ROW, typed) == (not typed.strip())


@pytest.mark.parametrize("typed", ["dxx", "sxx", "雄信", "002X", "002x", "1231002"])
def test_a_person_is_found_by_every_reading_and_by_the_end_of_the_identity_number(
    typed: str,
) -> None:
    """单 is shan and dan; the X may be small."""
    assert matches(PERSON, typed)


def test_a_line_shows_the_case_and_no_more() -> None:
    """State, class, severity, days and amount as the sheet has them."""
    case = a_case(state="classified", decisions=(a_decision("malicious", confirmed=False),))
    row = row_of(a_sheet(case), "2026-10")

    assert (row.number, row.customer) == ("XA-2026-00001", "西安云帆商贸有限公司")
    assert (row.state, row.klass, row.confirmed) == ("classified", "malicious", False)
    assert (row.severity, row.days_past_due) == ("moderate", 44)
    assert (row.amount, row.month) == (money("12000.00"), "2026-10")


def test_hidden_signs_in_a_name_do_not_hide_the_case() -> None:
    """A zero-width character stays in the name and out of the search."""
    row = row_of(a_sheet(customer=a_customer(name="云\u200b帆\u202e商贸")), "")
    assert row.customer == "云\u200b帆\u202e商贸"
    assert matches(row, "云帆商贸")
    assert matches(row, "云\u200b帆")


def test_two_numbers_are_not_read_as_one() -> None:
    """The end of one and the beginning of the next are no number of the customer."""
    row = row_of(
        a_sheet(a_case(loan=a_loan(contract_no="")), a_customer(phones=("02911", "13822"))), ""
    )
    assert not matches(row, "1113822")
