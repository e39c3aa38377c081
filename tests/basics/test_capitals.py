"""Sums in capitals follow the bank rules and can be read back without loss."""

from decimal import Decimal
from typing import Any

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.capitals import capitals
from branchdesk.basics.money import Money

DIGITS = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}

# Digits with many zeros: where capitals go wrong.
holes = st.lists(st.sampled_from("0001579"), min_size=1, max_size=16).map("".join)
any_yuan = (st.integers(0, 10**16 - 1) | holes.map(int)).map(str)
any_sum = st.tuples(any_yuan, st.integers(0, 99)).map(lambda p: Money(f"{p[0]}.{p[1]:02d}"))


def read_back(text: str) -> Money:
    """The sum that the capitals state; asserts that every sign in them is one of ours."""
    assert text.startswith("人民币")
    yuan, found, rest = text.removeprefix("人民币").rpartition("元")
    jiao, _, fen = rest.removesuffix("整").rpartition("角")
    value = (read_whole(yuan) if found else 0) * 100
    value += DIGITS[jiao.lstrip("零") or "零"] * 10 if jiao else 0
    fen = fen.removesuffix("分").lstrip("零")
    return Money(Decimal(value + (DIGITS[fen] if fen else 0)).scaleb(-2))


def read_whole(text: str) -> int:
    for unit, worth in (("亿", 10**8), ("万", 10**4)):
        if unit in text:
            high, _, low = text.partition(unit)
            return read_whole(high) * worth + read_whole(low)
    total = digit = 0
    for char in text:
        if char in PLACES:
            total, digit = total + digit * PLACES[char], 0
        else:
            digit = DIGITS[char]
    return total + digit


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
    ],
)
def test_the_published_examples_come_out_as_published(amount: str, written: str) -> None:
    """支付结算办法, annex on filling in bank papers."""
    assert capitals(Money(amount)) == f"人民币{written}"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("5.05", "伍元零伍分"),
        ("10", "壹拾元整"),
        ("10.50", "壹拾元零伍角"),
        ("100.05", "壹佰元零伍分"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("10000.50", "壹万元零伍角"),
        ("10001", "壹万零壹元整"),
        ("10100", "壹万零壹佰元整"),
        ("100100", "壹拾万零壹佰元整"),
        ("1007000", "壹佰万柒仟元整"),
        ("10100000", "壹仟零壹拾万元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1050000000", "壹拾亿伍仟万元整"),
        ("1000100010001", "壹万零壹亿零壹万零壹元整"),
        ("1000000000000", "壹万亿元整"),
        ("1000050000000", "壹万亿零伍仟万元整"),
        ("9999000000000000.01", "玖仟玖佰玖拾玖万亿元零壹分"),
    ],
)
def test_zeros_are_said_once_and_never_between_a_group_and_its_thousands(
    amount: str, written: str
) -> None:
    """Annex, clause 2: a run of zeros is one 零; cn2an is wrong for 100001000."""
    assert capitals(Money(amount)) == f"人民币{written}"


@given(any_sum)
def test_capitals_read_back_to_the_same_sum(amount: Money) -> None:
    """No two sums share their capitals, at any size."""
    written = capitals(amount)
    assert read_back(written) == amount
    assert "零零" not in written
    assert "零元" not in written or amount == 0
    assert written.endswith("整") == (amount == amount.to_integral_value())


@given(st.integers(0, 10**8 - 1) | holes.map(lambda text: int(text[:8])), st.integers(0, 99))
def test_capitals_agree_with_cn2an_below_one_yi(yuan: int, fen: int) -> None:
    """Apart from the fixed 零 before 角, and 零 for nothing."""
    amount = Money(f"{yuan}.{fen:02d}")
    oracle = cn2an.an2cn(str(amount), "rmb")
    ours = capitals(amount).removeprefix("人民币")
    if fen >= 10 and yuan % 10 == 0:
        ours = ours.replace("元零", "元")
    assert ours.removesuffix("整") == oracle.removesuffix("整")


@pytest.mark.parametrize("value", [5.0, True, "5", None])
def test_only_exact_numbers_get_capitals(value: Any) -> None:
    """A float would print a sum that nobody owes."""
    with pytest.raises(TypeError):
        capitals(value)


@pytest.mark.parametrize("value", ["-0.01", "NaN", "Infinity", "0.001", "1E+16", "1E+400"])
def test_what_no_paper_can_state_is_refused(value: Any) -> None:
    """Negative, no number, fractions of a fen, 10^16 and more."""
    with pytest.raises(ValueError, match=r"."):
        capitals(Decimal(value))  # type: ignore[arg-type]  # that it is refused is the test


def test_a_fresh_million_takes_no_noticeable_time() -> None:
    """The largest sum there is."""
    assert read_back(capitals(Money("9999999999999999.99"))) == Money("9999999999999999.99")
