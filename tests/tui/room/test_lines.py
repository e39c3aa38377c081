"""Lines cut and broken as people read them."""

from __future__ import annotations

from typing import Any

import pytest

from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import LANGS, Lang, Words
from branchdesk.tui.panes.case import head_text
from branchdesk.tui.plain import TOGETHER, fitted, plain, wrapped


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    """Whole where it fits; else the last row says that there is more."""
    assert fitted("今天到期", 10, 2) == "今天到期"
    assert fitted("甲乙丙丁戊己庚辛壬癸", 6, 2) == "甲乙丙\n丁戊…"
    assert fitted("one two three four", 9, 2) == "one two \nthree…"
    assert fitted("第一\n第二\n第三", 8, 2) == "第一\n第二…"
    assert all(cell_width(line) <= 7 for line in fitted("甲" * 50, 7, 2).split("\n"))


def test_the_key_of_a_choice_stays_with_its_words() -> None:
    """A line ended in the number, and the next began with what it chooses."""
    line = f"1{TOGETHER}电话  2{TOGETHER}到访  3{TOGETHER}网络"
    assert wrapped(plain(line), 9).plain.split("\n") == ["1 电话  ", "2 到访  ", "3 网络"]


def a_view(**given: Any) -> dict[str, Any]:
    """What the head of a case is made of."""
    debt = {"total": "1,234,567.00", "per_day": "1,000.00", "as_of": None, "core": None}
    return {
        "number": "XA-2026-00001", "severity": "severe", "class": "malicious",
        "class_confirmed": False, "days_past_due": 188, "identity_verified": False,
        "state": "debt_asset", "complaints": [{"id": "CP-1", "state": "open"}],
        "customer": {"name": "Shaanxi Qujiang Logistics Company Limited", "id_number": "9" * 18},
        "debt": debt,
    } | given  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_head_of_a_case_is_two_lines(width: int, lang: Lang) -> None:
    """In English a long name and a long class made three of them."""
    head = head_text(a_view(), "", Words(lang), width).plain.split("\n")
    assert len(head) == 2
    assert max(map(cell_width, head)) <= width
    assert "S 188" in head[0]
    assert head[0].startswith(" XA-2026-00001  Shaanxi")
