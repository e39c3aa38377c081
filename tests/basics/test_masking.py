"""Numbers that identify people are masked wherever nobody asked for them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.masking import (
    mask_card,
    mask_contract,
    mask_identity,
    mask_phone,
    mask_text,
)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("610103196610264317", "610103********4317"),
        ("11010519491231002x", "110105********002X"),
        ("６１０１０３１９６６１０２６４３１７", "610103********4317"),
        ("610103 19661026 4317", "610103********4317"),
        ("91610102MA6TEXT012", "9161***********012"),
        ("610103661026431", "*************31"),
        ("G12345678", "*******78"),
        ("12", "**"),
        ("7", "*"),
        ("", ""),
    ],
)
def test_an_identity_keeps_its_ends(number: str, shown: str) -> None:
    """The birth date is what a thief wants; the ends are what a clerk compares."""
    assert mask_identity(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800008000", "138****8000"),
        ("138-0000 8000", "138****8000"),
        ("１３８００００８０００", "138****8000"),
        ("+86 138 0000 8000", "138****8000"),
        ("008613800008000", "138****8000"),
        ("029-55501201", "029-5550****"),
        ("02955501201", "029-5550****"),
        ("+86 29 5550 1201", "029-5550****"),
        ("010-5550 1201-801", "010-5550*******"),
        ("0911-5550123", "0911-555****"),
        ("55501201", "5550****"),
        ("5550123", "555****"),
        ("95588", "***88"),
        ("+852 9123 4567", "*********67"),
        ("不详", "**"),
        ("", ""),
    ],
)
def test_a_phone_keeps_what_tells_it_apart(number: str, shown: str) -> None:
    """138****8000."""
    assert mask_phone(number) == shown


@pytest.mark.parametrize(
    "number", ["6222021234567891201", "6222 0212 3456 1201", "６２２２０２１２３４５６１２０１"]
)
def test_a_card_shows_its_last_four_only(number: str) -> None:
    """Not even its length."""
    assert mask_card(number) == "**** **** **** 1201"


@pytest.mark.parametrize(
    ("number", "card", "shown"),
    [
        ("XADK2024000101", False, "XADK2024000101"),
        ("4111111111111111", False, "**** **** **** 1111"),
        ("4111111111111112", False, "4111111111111112"),
        ("4111111111111112", True, "**** **** **** 1112"),
        ("KK-2024-1201", True, "**** **** **** 1201"),
        ("1201", True, "**** **** **** ****"),
    ],
)
def test_a_contract_number_that_is_a_card_is_masked(number: str, card: bool, shown: str) -> None:
    """A contract_no of a card is a card number, masked in every list."""
    assert mask_contract(number, card) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13800008000，请回电", "电话138****8000，请回电"),
        ("138 0000 8000 或 139-0000-9000", "138****8000 或 139****9000"),
        ("138 0000 8000 139 0000 9000", "138****8000 139****9000"),
        ("１３８００００８０００", "138****8000"),
        ("8613800008000", "138****8000"),
        ("\u202d13800008000\u202c", "\u202d138****8000\u202c"),
        ("138\u200b0000\u200b8000", "138****8000"),
        ("座机029-55501201。", "座机029-5550****。"),
        ("卡6222 0212 3456 7891201", "卡**** **** **** 1201"),
        ("6222-0212-3456-1201", "**** **** **** 1201"),
        ("身份证610103196610264317", "身份证610103********4317"),
        ("610103 19661026 4317", "610103********4317"),
        ("11010519491231002X。", "110105********002X。"),
        ("（91610102MA6TEXT012）", "（9161***********012）"),
        ("91610102ma6text012", "9161***********012"),
        ("旧证610103661026431", "旧证**** **** **** 6431"),
        ("SN13800008000X", "SN138****8000X"),
        ("6222 0212 3456 1201 X", "**** **** **** 1201 X"),
        ("610103 19661026 431x", "610103********431X"),
        ("610103 19661026 4311x", "610103********4311x"),
    ],
)
def test_numbers_in_free_text_are_masked(text: str, shown: str) -> None:
    """A note copied from WeChat carries its marks, blanks and full-width digits along."""
    assert mask_text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "下月十日前还款 12,000.00 元",
        "XA-2026-00001",
        "陕商〔2026〕第0137号",
        "2026-11-25 至 2026-12-25",
        "2026-11-25 2026-12-25",
        "120 2026-11-25",
        "合同XADK2024000101",
        "2024-0012345",
        "1234567890",
        "95588、400-800-1234",
        "第１２３号",
    ],
)
def test_dates_amounts_and_case_numbers_stay_readable(text: str) -> None:
    """A mask over everything would hide the case itself."""
    assert mask_text(text) == text


@given(st.text("0123456789０９ -XxA中\u200b2026", max_size=60))
def test_no_long_run_of_digits_survives(text: str) -> None:
    """A listing shows no 11-, 16- or 18-digit run."""
    shown = mask_text(text)
    runs = [len(run) for run in re.findall(r"\d+", shown)]
    assert not {11, 15, 16, 17, 18, 19} & set(runs)


@given(st.text(st.characters(codec=None), max_size=60))
def test_no_text_breaks_a_mask(text: str) -> None:
    """Masks are for showing: they never raise."""
    for mask in (mask_text, mask_phone, mask_identity, mask_card):
        assert isinstance(mask(text), str)


@pytest.mark.parametrize("unit", ["1", "1 ", "1   ", "2026-11-25 ", "1a", "A", " ", "1-", "１"])
@pytest.mark.timeout(10)
def test_long_texts_take_linear_time(unit: str) -> None:
    """100,000 characters, twenty times what the door accepts."""
    text = unit * (100_000 // len(unit))
    for mask in (mask_text, mask_phone, mask_identity, mask_card):
        assert isinstance(mask(text), str)


def test_a_checksum_is_shown_whole() -> None:
    """It identifies nobody, and half of it proves nothing; a phone beside it is masked."""
    digest = "3b2e684f28e6d7d90154e171e46619123414b3f6c20c52c040fb8807bf00b82d"

    assert mask_text(f"{digest} 13800138000") == f"{digest} 138****8000"
