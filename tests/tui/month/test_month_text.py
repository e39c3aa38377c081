"""The month's page as text fits the smallest screen, whatever the sums (R190, R191)."""

from __future__ import annotations

from datetime import date

import pytest

from branchdesk.basics.money import Money
from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import LANGS, Label, Lang, Words
from branchdesk.model.month import LoanLine, MonthEnd
from branchdesk.reports.month.figures import Figures, figures
from branchdesk.reports.month.page import blocks
from branchdesk.tui.panes.month import month_text
from tests.builders import a_policy


def the_figures(amount: str) -> Figures:
    """Two months of three severities, all of them with this amount."""
    lines = tuple(
        LoanLine(customer="甲", contract_no=code, severity=code, days=days, listed=True,
                 amount=Money(amount))
        for code, days in (("light", 20), ("moderate", 40), ("severe", 99), ("", None))
    )  # fmt: skip
    last = MonthEnd(month="2026-09", as_of=date(2026, 9, 30), closed=True, lines=lines)
    now = MonthEnd(month="2026-10", as_of=date(2026, 10, 31), lines=lines[1:])
    return figures(now, last, a_policy())


def shown(amount: str, lang: Lang, size: tuple[int, int]) -> str:
    found, words = the_figures(amount), Words(lang)
    tables = blocks(found, lambda code: Label(code, code))
    return month_text(found, tables, words, size).plain


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("amount", ["12.00", "98765432.10", "9876543210.99"])
def test_every_line_fits_the_smallest_screen(amount: str, lang: Lang) -> None:
    """76 cells beside frame and bar: bridge, gauges and the two-line strip; notes are wrapped."""
    lines = shown(amount, lang, (80, 24)).split("\n")
    notes = (Words(lang)("month.note-bridge"), Words(lang)("month.apart"))
    wide = [line for line in lines if cell_width(line) > 76 and not line.startswith(notes)]
    assert wide == []


def test_a_tall_screen_draws_bars_a_small_one_two_lines_of_letters() -> None:
    """Letters and bars: colour is never the only sign."""
    small, tall = shown("12.00", "zh", (80, 24)), shown("12.00", "zh", (120, 60))
    letters = small.split("\n")[0].split()[-1]
    assert set(letters) == {"M", "S"} and len(letters) == 60
    assert "S 重度" in tall and "█" in tall and "MMM" not in tall
    assert "未达到" in small and "|" in small


def test_large_sums_are_shown_in_ten_thousands_and_say_so() -> None:
    """A sum is never cut."""
    assert "万元" not in shown("12.00", "zh", (120, 60))
    large = shown("9876543210.99", "zh", (80, 24))
    assert "逾期变动 (万元)" in large and "987,654.32" in large
