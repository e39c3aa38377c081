"""Bars of terminal cells: never longer than their room, never nothing where there is something."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.reports.bars import bar, gauge, strip

VALUES = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("value", "most", "drawn"),
    [(0, 9, ""), (1, 1000, "#"), (5, 10, "#####"), (10, 10, "#" * 10), (3, 0, ""), (-4, 9, "")],
)
def test_a_bar_is_as_long_as_its_part(value: int, most: int, drawn: str) -> None:
    assert bar(value, most, 10, "#") == drawn


@pytest.mark.parametrize(
    ("share", "target", "drawn"),
    [
        (None, None, ".........."), ("0.3", "0.8", "###.....|."), ("0.9", "0.5", "#####|###."),
        ("2.0", "1.0", "#########|"), ("0.001", None, "#........."),
    ],
)  # fmt: skip
def test_a_gauge_marks_its_target(share: str | None, target: str | None, drawn: str) -> None:
    """The mark stands over the bar or before it, so that neither hides the other (R191)."""
    given = [None if text is None else Decimal(text) for text in (share, target)]
    assert gauge(given[0], given[1], 10, "#", ".") == drawn


@given(VALUES, VALUES, st.integers(1, 80))
def test_a_bar_keeps_to_its_room(value: int, most: int, cells: int) -> None:
    assert len(bar(value, most, cells)) <= cells
    assert len(gauge(Decimal(value) / 10**8, None, cells)) == cells


@given(st.dictionaries(st.sampled_from("LMS"), VALUES), st.integers(3, 80))
def test_a_strip_is_full_and_shows_every_part(parts: dict[str, int], cells: int) -> None:
    """One light case among thousands is still to be seen."""
    drawn = strip(parts, cells)
    there = {letter for letter, value in parts.items() if value}
    assert set(drawn) == there
    assert len(drawn) == (cells if there else 0)


def test_a_strip_is_in_proportion() -> None:
    assert strip({"L": 50, "M": 30, "S": 20}, 10) == "LLLLLMMMSS"
