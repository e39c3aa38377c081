"""Identity numbers are checked by their own digits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.identity import Identity, check_identity, luhn_card


@pytest.mark.parametrize(
    ("raw", "birth", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), "female"),
        ("610102198304012229", date(1983, 4, 1), "female"),
        ("610103198802160028", date(1988, 2, 16), "female"),
    ],
)
def test_a_residents_number_tells_birth_and_sex(raw: str, birth: date, sex: str) -> None:
    """GB 11643: digits 7 to 14 and 17; shown again at once."""
    assert check_identity(raw) == ("resident", raw, birth, sex)


@pytest.mark.parametrize("raw", ["91310115591693856A", "91610102MA6TEXT012"])
def test_an_enterprises_number_is_known(raw: str) -> None:
    """GB 32100."""
    assert check_identity(raw) == Identity("uscc", raw, None, None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (" 110105 19491231 002x ", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("91610102ma6text012", "91610102MA6TEXT012"),
    ],
)
def test_a_number_is_stored_in_one_spelling(raw: str, value: str) -> None:
    """The same number is the same customer."""
    identity = check_identity(raw)
    assert identity and identity.value == value


@pytest.mark.parametrize(
    "raw",
    [
        "110105194912310021",  # the check digit is X
        "911100006000373413",
        "110105194902300026",  # 30 February
        "11010518491231002X",  # born in 1849
        "91310115591693856B",
        "9131011559169385IA",  # I is no letter of the code
        "110105491231002",  # 15 digits: no longer valid
        "000000000000000000",
        "٦١٠١٠٢١٩٨٣٠٤٠١٢٢٢٩",
        "",
        "王建国",
        "\ud800",
    ],
)
def test_a_number_that_cannot_be_right_is_no_identity(raw: str) -> None:
    """Nobody is dunned on a slip of the pen."""
    assert check_identity(raw) is None


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place: int, shift: int) -> None:
    """What the check digit is for."""
    good = "610102198304012229"
    wrong = f"{good[:place]}{(int(good[place]) + shift) % 10}{good[place + 1 :]}"
    identity = check_identity(wrong)
    assert identity is None or identity.kind == "uscc"


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("4111111111111111", True),
        ("4111 1111-1111 1111", True),
        ("４１１１１１１１１１１１１１１１", True),
        ("4222222222222", True),
        ("4111111111111112", False),
        ("0000000000000000", False),
        ("18", False),
        ("XADK2024000101", False),
        ("", False),
    ],
)
def test_a_card_number_passes_its_check_digit(text: str, card: bool) -> None:
    """ISO/IEC 7812: 13 to 19 digits."""
    assert luhn_card(text) is card


@given(st.text(st.characters(codec=None), max_size=40) | st.text("0123456789X", max_size=20))
def test_no_text_breaks_the_checks(raw: str) -> None:
    """Whatever is pasted."""
    identity = check_identity(raw)
    assert identity is None or len(identity.value) == 18
    luhn_card(raw)


@pytest.mark.timeout(2)
def test_a_megabyte_is_refused_at_once() -> None:
    assert check_identity("9" * 1_000_000) is None
    assert not luhn_card("4" * 1_000_000)
