"""What a person typed becomes a typed value or a sentence, never a fault."""

import string
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Amount, Money
from branchdesk.basics.text import door_text
from branchdesk.basics.wording import LANGS, Words, sentences
from branchdesk.intake.values import (
    read_amount,
    read_date,
    read_days,
    read_percent_column,
    read_rate,
    read_yes_no,
)

TODAY = date(2026, 11, 25)  # a Wednesday
READERS = (read_amount, read_days, read_date, read_rate, read_percent_column, read_yes_no)

anything = (
    st.text(st.characters(codec=None), max_size=60)
    | st.text("0123456789０９.,-/%+万年月日天周五 ", max_size=14)
    | st.integers()
    | st.decimals()
    | st.sampled_from([None, True, False, 10**5000, [1], {"a": 1}, b"5", object()])
)


def code_of(value: object) -> str:
    assert isinstance(value, Finding)
    return value.code


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12,000.00", Amount(Money(12000), False)),
        ("１．２万元", Amount(Money(12000), True)),
        (12000, Amount(Money(12000), False)),
        (Decimal("12000.5"), Amount(Money("12000.50"), False)),
    ],
)
def test_an_amount_comes_as_text_or_as_a_number_of_json(raw: object, value: Amount) -> None:
    """`12000`, `"12,000.00"`, `"1.2万"`."""
    assert read_amount(raw) == value


@pytest.mark.parametrize(
    ("raw", "code", "read"),
    [
        ("约5万", "amount.not-an-amount", "约5万"),
        ("", "amount.not-an-amount", ""),
        ("1\x1b[2J\u202e", "amount.not-an-amount", "1␛[2J<U+202E>"),
        ("\ud800", "amount.not-an-amount", "<U+D800>"),
        ("9" * 60, "amount.not-an-amount", "9" * 39 + "…"),
        (-5, "amount.not-an-amount", "-5"),
        (Decimal("1E+5"), "amount.not-an-amount", "1E+5"),
        (Decimal("NaN"), "amount.not-an-amount", "NaN"),
        (Decimal("0.005"), "amount.not-an-amount", "0.005"),
        (True, "amount.not-an-amount", "true"),
        (None, "amount.not-an-amount", "null"),
        ([5], "amount.not-an-amount", "list"),
        (12000.5, "amount.not-an-amount", "float"),
        pytest.param(10**5000, "amount.not-an-amount", "int", id="too long for str()"),
        ("0", "amount.out-of-range", "0"),
        (0, "amount.out-of-range", "0"),
        ("100000亿", "amount.out-of-range", "100000亿"),
        (10**13, "amount.out-of-range", "10000000000000"),
    ],
)
def test_a_refused_amount_says_what_was_read_and_gives_an_example(
    raw: object, code: str, read: str
) -> None:
    """Refused with what was read and an example; the echo is short and harmless."""
    facts = {"read": read, "example": "12,000.00"}
    assert read_amount(raw, field="amount") == Finding(code, facts=facts, field="amount")


def test_nothing_owed_is_an_amount_in_a_list() -> None:
    """In a list also 0."""
    assert read_amount("0", zero=True) == Amount(Money(0), False)


@pytest.mark.parametrize(
    ("raw", "days"),
    [
        ("0", 0),
        ("35", 35),
        ("３５天", 35),
        (" 35 日 ", 35),
        (35, 35),
        (Decimal(35), 35),
        ("36500", 36500),
    ],
)
def test_days_are_whole_digits(raw: object, days: int) -> None:
    """Whole digits, optional 天 or 日."""
    assert read_days(raw) == days


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("36501", "days.out-of-range"),
        ("9" * 18, "days.out-of-range"),
        ("-1", "days.not-days"),
        ("1.5", "days.not-days"),
        ("1e2", "days.not-days"),
        ("1,000", "days.not-days"),
        ("三十五天", "days.not-days"),
        ("٣٥", "days.not-days"),
        ("35天天", "days.not-days"),
        ("35周", "days.not-days"),
        ("", "days.not-days"),
        (True, "days.not-days"),
        (Decimal("35.0"), "days.not-days"),
        (None, "days.not-days"),
    ],
)
def test_other_days_are_refused(raw: object, code: str) -> None:
    """No guess at how long a debt is overdue."""
    assert code_of(read_days(raw)) == code


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2026-11-25", date(2026, 11, 25)),
        ("2026/11/25", date(2026, 11, 25)),
        ("2026/8/1", date(2026, 8, 1)),
        ("20261125", date(2026, 11, 25)),
        ("2026年11月25日", date(2026, 11, 25)),
        ("2026年8月1日", date(2026, 8, 1)),
        ("２０２６－１１－２５", date(2026, 11, 25)),
        (" ２０２６年８月１日 ", date(2026, 8, 1)),
        (20261125, date(2026, 11, 25)),
        ("2028-02-29", date(2028, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
    ],
)
def test_a_date_is_read_in_the_forms_of_the_door(raw: object, day: date) -> None:
    assert read_date(raw) == read_date(raw, TODAY) == day


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2026-02-29", "date.no-such-day"),
        ("2026-13-01", "date.no-such-day"),
        ("20260231", "date.no-such-day"),
        ("0206-11-25", "date.no-such-day"),
        ("2200-01-01", "date.no-such-day"),
        ("2026-11/25", "date.not-a-date"),
        ("25.11.2026", "date.not-a-date"),
        ("11/25/2026", "date.not-a-date"),
        ("26-11-25", "date.not-a-date"),
        ("2026-11", "date.not-a-date"),
        ("2026-11-25T00:00", "date.not-a-date"),
        ("二〇二六年八月一日", "date.not-a-date"),
        ("٢٠٢٦-١١-٢٥", "date.not-a-date"),
        ("", "date.not-a-date"),
        ("1125", "date.not-a-date"),
        ("+3", "date.not-a-date"),
        ("周五", "date.not-a-date"),
        (True, "date.not-a-date"),
        (None, "date.not-a-date"),
    ],
)
def test_other_dates_are_refused(raw: object, code: str) -> None:
    """Day and month in an unknown order, short forms off the screens, days that never were."""
    assert code_of(read_date(raw)) == code


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1125", date(2026, 11, 25)),
        ("1201", date(2026, 12, 1)),
        ("0105", date(2027, 1, 5)),
        ("0525", date(2027, 5, 25)),
        ("0526", date(2027, 5, 26)),
        ("0527", date(2026, 5, 27)),
        ("０１０５", date(2027, 1, 5)),
        ("+3", date(2026, 11, 28)),
        ("-2", date(2026, 11, 23)),
        ("＋３", date(2026, 11, 28)),
        ("+0", TODAY),
        ("周五", date(2026, 11, 27)),
        ("星期五", date(2026, 11, 27)),
        ("FRI", date(2026, 11, 27)),
        ("friday", date(2026, 11, 27)),
        ("周三", date(2026, 12, 2)),
        ("周四", date(2026, 11, 26)),
        ("周日", date(2026, 11, 29)),
        ("礼拜天", date(2026, 11, 29)),
        ("mon", date(2026, 11, 30)),
    ],
)
def test_the_screens_take_short_dates(typed: str, day: date) -> None:
    """1125 is the nearest one, 周五 the next one after today."""
    assert read_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("1230", date(2026, 1, 5), date(2025, 12, 30)),
        ("0229", date(2027, 12, 20), date(2028, 2, 29)),
        ("0229", date(2028, 8, 1), date(2028, 2, 29)),
    ],
)
def test_a_short_date_may_lie_in_the_neighbouring_year(typed: str, today: date, day: date) -> None:
    """In January 1230 is last December."""
    assert read_date(typed, today) == day


@pytest.mark.parametrize("typed", ["1131", "0000", "0229", "1301"])
def test_a_short_date_that_is_no_day_is_refused(typed: str) -> None:
    """No leap day is near November 2026."""
    assert code_of(read_date(typed, TODAY)) == "date.no-such-day"


@pytest.mark.parametrize(
    "typed",
    ["125", "3", "+", "++3", "+3天", "周八", "周", "frid", "一", "日", "周星期五", "+99999"],
)
def test_other_short_forms_are_refused(typed: str) -> None:
    """Close to a short form is not one."""
    assert code_of(read_date(typed, TODAY)) == "date.not-a-date"


def test_the_end_of_the_calendar_is_no_fault() -> None:
    """Nothing raises."""
    assert code_of(read_date("+9999", date.max)) == "date.no-such-day"
    assert code_of(read_date("fri", date.max)) == "date.no-such-day"
    assert isinstance(read_date("1231", date.max), Finding)


@pytest.mark.parametrize(
    ("raw", "share"),
    [
        ("0.0435", "0.0435"),
        ("4.35%", "0.0435"),
        ("４．３５％", "0.0435"),
        ("4.35 %", "0.0435"),
        (Decimal("0.0435"), "0.0435"),
        ("50%", "0.50"),
        ("0.5", "0.5"),
        ("100%", "1"),
        ("0", "0"),
        (0, "0"),
        ("0.999", "0.999"),
    ],
)
def test_a_rate_is_a_share_or_bears_its_sign(raw: object, share: str) -> None:
    assert read_rate(raw) == Decimal(share)


@pytest.mark.parametrize(
    ("raw", "as_percent", "as_share"),
    [
        ("4.35", "4.35%", "435%"),
        (Decimal("4.350"), "4.35%", "435%"),
        ("1", "1%", "100%"),
        (10, "10%", "1000%"),
    ],
)
def test_a_bare_rate_of_one_or_more_is_sent_back_with_both_readings(
    raw: object, as_percent: str, as_share: str
) -> None:
    """A hundredfold rate on a letter cannot be taken back."""
    facts = {"read": str(raw), "as_percent": as_percent, "as_share": as_share}
    assert read_rate(raw) == Finding("rate.ambiguous", facts=facts)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("100.01%", "rate.out-of-range"),
        ("435%", "rate.out-of-range"),
        ("-4.35%", "rate.not-a-rate"),
        ("-0.01", "rate.not-a-rate"),
        ("4.35%%", "rate.not-a-rate"),
        ("4,35%", "rate.not-a-rate"),
        ("4.35‰", "rate.not-a-rate"),
        ("月息5厘", "rate.not-a-rate"),
        ("1e-2", "rate.not-a-rate"),
        ("٤%", "rate.not-a-rate"),
        ("", "rate.not-a-rate"),
        (True, "rate.not-a-rate"),
        (Decimal("NaN"), "rate.not-a-rate"),
    ],
)
def test_other_rates_are_refused(raw: object, code: str) -> None:
    """Negative, above 100 %, a month's rate, or no number."""
    assert code_of(read_rate(raw)) == code


@pytest.mark.parametrize(
    ("raw", "share"),
    [
        ("3.85", "0.0385"),
        ("7.2%", "0.072"),
        (Decimal("3.85"), "0.0385"),
        (4, "0.04"),
        ("100", "1"),
        ("0.5", "0.005"),
    ],
)
def test_under_a_heading_with_a_percent_sign_every_figure_is_per_cent(
    raw: object, share: str
) -> None:
    """The heading says (%), so nothing is ambiguous."""
    assert read_percent_column(raw) == Decimal(share)


@pytest.mark.parametrize(("raw", "code"), [("101", "rate.out-of-range"), ("-1", "rate.not-a-rate")])
def test_a_percent_column_has_bounds_too(raw: str, code: str) -> None:
    """0 to 100 %."""
    assert code_of(read_percent_column(raw)) == code


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        (True, True),
        (False, False),
        ("是", True),
        ("否", False),
        (" YES ", True),
        ("n", False),
        ("true", True),
    ],
)
def test_yes_and_no_are_read_in_both_languages(raw: object, answer: bool) -> None:
    """Truth comes from JSON or from a cell."""
    assert read_yes_no(raw) is answer


@pytest.mark.parametrize("raw", ["", "也许", "1", 1, 0, None, "yes no"])
def test_anything_else_is_neither_yes_nor_no(raw: object) -> None:
    """1 and 0 could be figures in the wrong column."""
    assert code_of(read_yes_no(raw)) == "text.not-yes-no"


@given(anything)
def test_nothing_that_is_typed_raises(raw: Any) -> None:
    """A refusal is a value, and its sentence can be printed."""
    read: list[object] = [*(reader(raw) for reader in READERS), read_date(raw, TODAY)]
    if isinstance(raw, str):
        read.append(door_text(raw, limit=50))
    assert all(map(said, read))


def said(value: object) -> bool:
    """True for a value, and for a finding whose sentence is short in both languages."""
    if not isinstance(value, Finding):
        return True
    return all(len(Words(lang).finding(value).encode()) < 1000 for lang in LANGS)


REFUSALS = [
    read_amount("x"), read_amount("0"), read_days("x"), read_days("99999"), read_date("x"),
    read_date("2026-02-30"), read_rate("x"), read_rate("4.35"), read_rate("101%"),
    read_yes_no("x"), door_text("ab", limit=1), door_text("a\0", limit=9),
    door_text("\ud800", limit=9), door_text("\uffff", limit=9), door_text("a\nb", limit=9),
]  # fmt: skip


@pytest.mark.parametrize("finding", REFUSALS, ids=code_of)
def test_every_refusal_has_a_sentence_in_both_languages(finding: Finding) -> None:
    """With the same facts in both, and none missing."""
    told = [string.Formatter().parse(sentences(finding.code)[lang]) for lang in LANGS]
    named = [{name for _, name, _, _ in parts if name} for parts in told]
    assert named[0] == named[1] == set(finding.facts)


@pytest.mark.parametrize("unit", ["9", " ", "1,", "2026-", "４", "%", "周", "\n"])
@pytest.mark.timeout(5)
def test_a_megabyte_is_refused_at_once(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    for reader in READERS:
        assert isinstance(reader(text), Finding)
