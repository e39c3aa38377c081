"""A frozen month: read back as it was written, whatever was written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from branchdesk.basics.errors import Damaged
from branchdesk.model.month import Happening, LoanLine, MonthEnd
from branchdesk.store.months import Months
from tests.builders import money

MONTH = MonthEnd(
    month="2026-10",
    as_of=date(2026, 10, 31),
    list_as_of=date(2026, 10, 31),
    closed=True,
    open_before=3,
    lines=(LoanLine(customer='秦"\ud800\u202e', days=5, amount=money("0.01"), listed=True),),
    happenings=(Happening(on=date(2026, 10, 2), kind="received", case="XA-2026-00001",
                          customer="乙"),),
    anchor="7:0123456789abcdef",
)  # fmt: skip


def test_a_month_is_read_back_as_it_was_frozen(tmp_path: Path) -> None:
    months = Months(tmp_path)
    assert months.get("2026-10") is None

    months.put(MONTH)

    assert months.get("2026-10") == MONTH


def test_every_changed_byte_of_a_month_is_found(tmp_path: Path) -> None:
    """A frozen month may not say anything else than it said (R171)."""
    months = Months(tmp_path)
    months.put(MONTH)
    file = tmp_path / "2026-10.json"
    data = file.read_bytes()
    unseen = []
    for place in range(0, len(data), 3):
        file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        try:
            if months.get("2026-10") != MONTH:
                unseen.append(place)
        except Damaged:
            pass

    assert unseen == []


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"{", b"\xff", b'{"format": 1}', b"9" * 9999]
)
def test_a_file_that_is_no_month_is_damage(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "2026-10.json").write_bytes(data)
    with pytest.raises(Damaged):
        Months(tmp_path).get("2026-10")


def test_a_month_under_another_months_name_is_damage(tmp_path: Path) -> None:
    Months(tmp_path).put(MONTH)
    (tmp_path / "2026-10.json").rename(tmp_path / "2026-09.json")
    with pytest.raises(Damaged):
        Months(tmp_path).get("2026-09")
