"""Money is exact to the fen, and the door reads amounts by one grammar."""

import copy
import pickle
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import ZERO, Amount, Money, read_figure, read_money

sums = st.integers(-(10**15), 10**15).map(lambda fen: Money(Decimal(fen).scaleb(-2)))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("12.30", "12.30"),
        ("5", "5.00"),
        (5, "5.00"),
        (Decimal("1E+3"), "1000.00"),
        (Decimal("0.5"), "0.50"),
        ("-0.00", "0.00"),
        (Decimal("-0"), "0.00"),
        ("-12.30", "-12.30"),
    ],
)
def test_money_is_written_with_two_decimals(value: str | int | Decimal, written: str) -> None:
    """A stored sum has one spelling."""
    assert str(Money(value)) == written
    assert repr(Money(value)) == f"Money('{written}')"


@pytest.mark.parametrize(
    "value",
    ["12.300", "0.005", "NaN", "sNaN", "Infinity", "-inf", "1e3", "1_000", " 5", "", "１２", "٥"]
    + [Decimal(text) for text in ("0.001", "1.000", "NaN", "sNaN", "Infinity", "1E+400")]
    + [10**400, "9" * 1000],
)
def test_what_is_no_sum_to_the_fen_is_refused(value: Any) -> None:
    """No rounding in silence, no NaN that answers every question with no."""
    with pytest.raises(ValueError, match="money"):
        Money(value)


@pytest.mark.parametrize("value", [0.1, True, None, b"5", [5]])
def test_a_float_is_never_money(value: Any) -> None:
    """House rule 3: no float near money."""
    with pytest.raises(TypeError):
        Money(value)
    with pytest.raises(TypeError):
        Money.rounded(value)
    with pytest.raises(TypeError):
        Money(1) + 0.1  # type: ignore[operator]  # that it is refused is the test


def test_sums_and_differences_stay_money_and_products_do_not() -> None:
    """A rate times money has fractions of a fen: only rounded() makes money of it again."""
    five, two = Money("5.00"), Money("2.50")
    for result in (five + two, five - two, -five, +five, abs(-five), five + 0, 0 + five, 5 - two):
        assert type(result) is Money
    for plain in (five * Decimal("0.0435"), five + Decimal("0.001"), five - Decimal("0.001")):
        assert type(plain) is Decimal
    assert sum([five, two]) == Decimal("7.50")
    assert Decimal("0.001") - five == Decimal("-4.999")


@pytest.mark.parametrize(
    ("value", "half_up", "down"),
    [
        ("13.9664", "13.97", "13.96"),
        ("0.005", "0.01", "0.00"),
        ("0.004", "0.00", "0.00"),
        ("-0.005", "-0.01", "0.00"),
        ("2.675", "2.68", "2.67"),
    ],
)
def test_rounding_is_half_up_or_down(value: str, half_up: str, down: str) -> None:
    """13.9664 of compound interest was awarded as 13.96 (examples.json, G02)."""
    assert str(Money.rounded(Decimal(value))) == half_up
    assert str(Money.rounded(Decimal(value), down=True)) == down


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "1E+30"])
def test_rounding_refuses_what_is_no_number(value: str) -> None:
    """A NaN survives Decimal.quantize; it must not survive this."""
    with pytest.raises(ValueError, match="money"):
        Money.rounded(Decimal(value))


@given(st.lists(sums))
def test_a_total_is_exact_whatever_the_settings(values: list[Money]) -> None:
    """Another library's decimal settings change no sum."""
    with localcontext(prec=3):
        total = Money.total(values)
    assert type(total) is Money
    assert int(total * 100) == sum(int(value * 100) for value in values)


@given(sums)
def test_money_survives_copy_pickle_hash_and_writing(value: Money) -> None:
    """What is stored is what is read."""
    for same in (copy.deepcopy(value), pickle.loads(pickle.dumps(value)), Money(str(value))):
        assert type(same) is Money
        assert same == value == Decimal(str(value))
        assert hash(same) == hash(value) == hash(Decimal(str(value)))


@given(sums.filter(lambda value: value > 0))
def test_what_people_are_shown_can_be_typed_again(value: Money) -> None:
    """grouped is inside the door's grammar wherever the amount is."""
    assert read_money(value.grouped) == (Amount(value, False) if value < 10**13 else None)


def test_large_sums_are_grouped_in_thousands() -> None:
    """1,234,567.00, also below zero."""
    assert Money(1234567).grouped == "1,234,567.00"
    assert Money("-1234.5").grouped == "-1,234.50"
    assert ZERO.grouped == "0.00"


READ = [
    ("12000", "12000.00", False),
    ("12,000.00", "12000.00", False),
    ("１２，０００．５０", "12000.50", False),
    ("￥1,234.5", "1234.50", False),
    ("¥1234", "1234.00", False),
    ("RMB 12,000.00", "12000.00", False),
    ("cny5", "5.00", False),
    ("1234元", "1234.00", False),
    ("  99.99 \n", "99.99", False),
    ("\u3000７\u3000", "7.00", False),
    ("007", "7.00", False),
    ("0.01", "0.01", False),
    ("1.2万元", "12000.00", True),
    ("１．２万元", "12000.00", True),
    ("0.36万", "3600.00", True),
    ("0.0001万", "1.00", True),
    ("5万", "50000.00", True),
    ("5亿", "500000000.00", True),
    ("1,200万", "12000000.00", True),
    ("9999999999999.99", "9999999999999.99", False),
    ("9,999,999,999,999.99", "9999999999999.99", False),
]


@pytest.mark.parametrize(("text", "value", "approximate"), READ)
def test_an_amount_is_read_as_the_door_says(text: str, value: str, approximate: bool) -> None:
    assert read_money(text) == Amount(Money(value), approximate)
    assert Money.parse(text) == Money(value)


REFUSED = [
    "", " ", "12.345,67", "1e5", "-5", "+5", "约5万", "NaN", "nan", "Infinity", "伍万元整", "٥٠٠",
    "1,23,456", "12,00", "1234,567", "0,123", ",123", "1,2345", "12.005", "12000.005", "12.", ".5",
    "￥ 1 234", "1 234", "12 000", "0.00001万", "1.23456亿", "1万2", "1万亿", "1万2千", "5千",
    "1.2w", "5万5", "￥￥5", "￥RMB5", "元", "万", "￥", "5元元", "5元万", "5美元", "$5",
    "USD 5", "5.0.0", "१२", "一百", "5\u200b0", "5\n0", "\ud800", "5\ud800", "1_000",
    "0x10", "½", "⑤", "0", "0.00", "0万", "10000000000000", "100000亿", "1000万亿",
    "9" * 18, "9" * 19, "9" * 39 + "亿",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_everything_else_is_no_amount(text: str) -> None:
    """A guess at somebody's debt is worse than a question."""
    assert read_money(text) is None
    assert Money.parse(text) is None


def test_nothing_owed_is_read_only_where_it_may_stand() -> None:
    """In a list an amount may be 0, in an enquiry not."""
    assert read_money("0.00") is None
    assert read_money("0.00", zero=True) == Amount(ZERO, False)
    assert Money.parse("0", zero=True) == ZERO


def test_a_figure_beyond_the_bounds_is_still_seen_as_a_figure() -> None:
    """So that the clerk hears "out of range" and not "no amount"."""
    assert read_figure("99999999999999") == Amount(Money(99999999999999), False)
    assert read_figure("9" * 18 + ".9999亿") is not None
    assert read_figure("9" * 19) is None


@given(
    st.text(st.characters(codec=None), max_size=60) | st.text("0123456789,.万亿元￥ -", max_size=30)
)
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever is pasted, the answer is an amount inside the bounds or None."""
    amount = read_money(text)
    assert amount is None or 0 < amount.value < 10**13


@pytest.mark.parametrize("unit", ["9", "9,", "１", " ", "9 ", "万", "1,234"])
@pytest.mark.timeout(2)
def test_a_megabyte_is_refused_at_once(unit: str) -> None:
    """A paste of a whole file does not hang the field."""
    assert read_money(unit * (1_000_000 // len(unit))) is None
