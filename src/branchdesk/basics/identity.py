"""Identity numbers: a resident's and an enterprise's, and whether digits are a card's."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from branchdesk.basics.text import half_width

_LONGEST = 64
_RESIDENT = re.compile(r"[1-9][0-9]{16}[0-9X]")
_USCC = re.compile(r"[1-9][0-9]{7}[0-9A-HJ-NPQRTUWXY]{10}")
_CARD = re.compile(r"[1-9][0-9]{12,18}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_BORN_FROM, _BORN_TO = 1900, 2100


class Identity(NamedTuple):
    """A number whose check digit is right."""

    kind: Literal["resident", "uscc"]
    value: str
    """As it is stored: upper case, half width, no spaces."""
    birth: date | None
    sex: Literal["male", "female"] | None


def check_identity(raw: str) -> Identity | None:
    """The identity that the number states, or None where it cannot be right."""
    value = _plain(raw)
    return _resident(value) or _enterprise(value)


def birth_of(number: str) -> date | None:
    """The birth date inside an 18-digit resident number, or None where there is none."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if _BORN_FROM <= born.year <= _BORN_TO else None


def luhn_card(text: str) -> bool:
    """True for 13 to 19 digits (spaces and dashes apart) that pass a card's check digit."""
    digits = _plain(text).replace("-", "")
    if not _CARD.fullmatch(digits):
        return False
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[::-2]))) % 10 == 0


def _plain(raw: str) -> str:
    return "".join(half_width(raw).split()).upper() if len(raw) <= _LONGEST else ""


def _resident(value: str) -> Identity | None:
    # Not stdnum.cn.ric: it asks whether the county code existed in the year of birth, and so
    # refuses most people born before about 1982.
    if not _RESIDENT.fullmatch(value) or not (birth := birth_of(value)):
        return None
    total = sum(int(digit) * weight for digit, weight in zip(value, _WEIGHTS, strict=False))
    if value[-1] != _CHECK_DIGITS[total % 11]:
        return None
    return Identity("resident", value, birth, "male" if int(value[16]) % 2 else "female")


def _enterprise(value: str) -> Identity | None:
    if not _USCC.fullmatch(value):
        return None
    from stdnum.cn import uscc  # here, not above: 6 ms that only a check is worth

    return Identity("uscc", value, None, None) if uscc.is_valid(value) else None


def resident_number(body: str) -> str:
    """A resident ID from its first 17 digits, with the check digit put behind them."""
    from stdnum.cn import ric

    # The library counts the last place of what it is given as the check digit's.
    return body + str(ric.calc_check_digit(f"{body}0"))


def credit_code(body: str) -> str:
    """A unified credit code from its first 17 characters, with the check character behind them."""
    from stdnum.cn import uscc

    return body + str(uscc.calc_check_digit(body))
