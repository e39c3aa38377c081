"""Numbers that are names, and names, come through unharmed (R037)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.intake.lists import (
    GOOD,
    HEADING,
    one,
    read,
    reasons,
    said,
)


@pytest.mark.parametrize(
    ("cell", "contract"),
    [
        (20240001, "20240001"),
        (123456789012345, "123456789012345"),
        ("20240001.0", "20240001"),
        ("2.0240001E+7", "20240001"),
        ("XADK2025078237  ", "XADK2025078237"),
        ("XADK\n2025078237", "XADK 2025078237"),
        ("0020240001", "0020240001"),
        ("610123000012345678", "610123000012345678"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_contract_number_is_restored_exactly(tmp_path: Path, cell: Any, contract: str) -> None:
    """Excel makes numbers of names; up to 15 digits nothing is lost (R037)."""
    listed = read(tmp_path, [HEADING, (cell, *GOOD[1:])])

    assert listed.accounts[0].contract_no == contract


@pytest.mark.parametrize("cell", [1.2e15, 610123000012345678, "1.2E+15", "6.10103E+17"])
def test_a_contract_number_that_lost_digits_is_skipped(tmp_path: Path, cell: Any) -> None:
    """A guessed number would be somebody else's contract (R037)."""
    listed = read(tmp_path, [HEADING, (cell, *GOOD[1:])])

    assert reasons(listed) == [(2, "list.bad-cell")]
    assert listed.skipped[0].finding.facts["why"].code == "list.digits-lost"


def test_an_identity_number_with_a_wrong_check_digit_warns_and_is_kept(tmp_path: Path) -> None:
    """The bank's record may be wrong, the loan is not; the number itself is not repeated."""
    heading = (*HEADING[:2], "证件类型", "证件号码")
    rows = [
        heading,
        ("HT1", "甲", "身份证", "610103196610264318"),
        ("HT2", "乙", None, "61010319771007251x "),
        ("HT3", "丙", "护照", "E12345678"),
        ("HT4", "丁", "身份证", 610103196610264317),
    ]
    listed = read(tmp_path, rows)

    assert [a.id_number for a in listed.accounts] == [
        "610103196610264318",
        "61010319771007251X",
        "E12345678",
        "",
    ]
    found = [(f.code, f.line) for f in listed.findings]
    assert found == [("list.identity-check", 2), ("list.left-open", 5)]
    assert not any("6101031966" in said(finding) for finding in listed.findings)


def test_texts_are_kept_as_given(tmp_path: Path) -> None:
    """Phones with their blanks, a cell that begins with =, rare characters."""
    heading = ["联系电话", "备注", "客户经理", "联系人"]
    account = one(
        tmp_path, heading, "139 0000 9143", '=HYPERLINK("x","y")', "唐静㐂𠮷", 13900051427
    )

    assert (account.phone, account.note) == ("139 0000 9143", '=HYPERLINK("x","y")')
    assert (account.manager, account.contact_person) == ("唐静㐂𠮷", "13900051427")


def test_a_name_broken_into_lines_by_a_narrow_column_is_one_name(tmp_path: Path) -> None:
    """Letters go out under this name."""
    listed = read(tmp_path, [HEADING, ("HT1", "陕西宏远\n建材有限公司", 1), ("HT2", "A B\nLtd", 1)])

    assert [a.customer_name for a in listed.accounts] == ["陕西宏远建材有限公司", "A B Ltd"]


def test_a_text_that_the_door_refuses_costs_the_row_only_where_it_is_needed(
    tmp_path: Path,
) -> None:
    """Longer than allowed is refused, never cut: the name costs the row, a note not."""
    rows = [(*HEADING[:3], "备注"), ("HT1", "甲" * 201, 1, ""), ("HT2", "乙", 1, "好" * 2001)]
    listed = read(tmp_path, rows)

    assert reasons(listed) == [(2, "list.bad-cell")]
    assert (listed.accounts[0].note, listed.findings[0].code) == ("", "list.left-open")
