"""Sums in words on letters of either language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.inwords import in_words
from branchdesk.basics.money import Money

VALUES = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * (number + 2)
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
          "quadrillion": 10**15}  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "zero yuan"),
        ("0.05", "five fen"),
        ("1.00", "one yuan"),
        ("17.20", "seventeen yuan and twenty fen"),
        ("100", "one hundred yuan"),
        ("101.01", "one hundred and one yuan and one fen"),
        ("2005", "two thousand and five yuan"),
        ("2305", "two thousand three hundred and five yuan"),
        (
            "211023.64",
            "two hundred and eleven thousand and twenty-three yuan and sixty-four fen",
        ),
        ("1000000", "one million yuan"),
        ("1234567.89", "one million two hundred and thirty-four thousand five hundred and "
         "sixty-seven yuan and eighty-nine fen"),
    ],
)  # fmt: skip
def test_an_english_letter_says_the_sum_in_english(amount: str, words: str) -> None:
    """Whoever reads the English letter can read the sum in words."""
    assert in_words(Money(amount), "en") == words


def test_a_chinese_letter_says_it_in_capitals() -> None:
    """Without the currency, which the template writes."""
    assert in_words(Money("7594.46"), "zh") == "柒仟伍佰玖拾肆元肆角陆分"


@given(st.decimals(min_value=0, max_value=Decimal("9999999999999.99"), places=2))
def test_the_english_words_read_back_as_the_sum(amount: Decimal) -> None:
    """No two sums have the same words, and none has others' words."""
    whole, fen = 0, 0
    for part in in_words(Money(amount), "en").replace(" yuan", " yuan|").split("|"):
        if part.strip():
            *words, unit = part.removeprefix(" and ").split()
            read = _read(words)
            whole, fen = (read, fen) if unit == "yuan" else (whole, read)
    assert Decimal(whole) + Decimal(fen) / 100 == amount


def _read(words: list[str]) -> int:
    total, group = 0, 0
    for word in " ".join(words).replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in SCALES:
            total, group = total + group * SCALES[word], 0
        elif word != "and":
            group += VALUES[word]
    return total + group
