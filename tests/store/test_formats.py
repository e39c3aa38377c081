"""Files of every format that was ever written can still be read (house style 8)."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.store.casebook import Casebook
from branchdesk.store.snapshot import FORMAT
from tests.builders import (
    NOW,
    TODAY,
    a_checked,
    a_customer,
    a_letter,
    a_promise,
    an_account,
    an_approval,
    an_item,
    money,
)

FORMATS = Path(__file__).parent / "formats"


def test_there_is_a_file_of_every_format() -> None:
    """A new format wants its fixture, and a migration for the old ones."""
    assert {p.name for p in FORMATS.iterdir()} == {f"cases-{n + 1}.json" for n in range(FORMAT)}


@pytest.mark.parametrize("path", sorted(FORMATS.iterdir()), ids=lambda path: path.stem)
def test_a_casebook_of_every_format_opens_with_all_it_holds(path: Path) -> None:
    """What the model gained since then has its default; nothing else changed."""
    book = Casebook(path)

    [case] = book.cases
    assert (case.number, case.version, case.state) == ("XA-2026-00001", 1, "classified")
    assert case.decision is not None and not case.decision.confirmed
    assert case.loan.checked == (a_checked(),)
    assert [i.open for i in case.loan.overdue_items] == [an_item(TODAY, "1050.00").open]
    assert (case.loan.amount, case.next_on) == (money("12000.00"), TODAY)
    assert case.letters == (a_letter(),)
    assert case.payments == ()
    assert case.timeline[1] == a_promise(TODAY)
    assert list(book.customers) == [a_customer()]
    assert list(book.accounts) == [an_account()]
    assert list(book.approvals) == [an_approval()]
    assert [m.role for m in book.staff] == ["supervisor"]
    assert [row.seq for row in book.audit] == [1, 2, 3, 4, 5]
    assert {row.at for row in book.audit} == {NOW}
