"""Numbers that identify people, shown so that they no longer do (PIPL 51)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from branchdesk.basics.identity import birth_of, luhn_card
from branchdesk.basics.text import half_width

_GAP = r"[ \-\u00a0\u2000-\u2015\u202a-\u202f\u2060\u2212\u3000\ufeff]{0,3}"
# A day is no part of a number: without this "120 2026-11-25" would read as an 11-digit phone.
_DAY = r"(?<!\d)(?:19|20)\d\d-\d\d?-\d\d?(?!\d)"
_USCC = r"(?<![0-9A-Za-z])[0-9A-Za-z]{2}\d{6}[0-9A-Za-z]{10}(?![0-9A-Za-z])"
# A checksum identifies nobody, and half of it proves nothing.
_SUM = r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])"
_RUN = rf"(?<!\d)(?!{_DAY})\d(?:{_GAP}(?!{_DAY})\d)*(?:[Xx](?![0-9A-Za-z]))?"
_NUMBER = re.compile(rf"(?P<sum>{_SUM})|(?P<uscc>{_USCC})|{_RUN}")
_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"\d+[Xx]?")
_RESIDENT = re.compile(r"\d{17}[\dX]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_PHONE = re.compile(r"(?:86|0)?1[3-9]\d{9}|0\d{9,11}")
_COUNTRY = re.compile(r"^(?:\+|00)86|^86(?=1[3-9]\d{9}$)")
_LANDLINE = re.compile(r"(01\d|02\d|0[3-9]\d\d)(\d{3,4})(\d{4,})")
_LOCAL = re.compile(r"([2-9]\d{2,3})(\d{4})")
_PHONE_LENGTH, _RESIDENT_LENGTH = 11, 18
_LONG = range(15, 20)  # how many digits cards and identity numbers have
_Mask = Callable[[str], str]


def mask_identity(number: str) -> str:
    """The number with the place of registration and its end left, the birth date hidden."""
    plain = "".join(half_width(number).split()).replace("-", "").upper()
    if _RESIDENT.fullmatch(plain) and birth_of(plain):
        return _starred(plain, 6, 4)
    return _starred(plain, 4, 3) if len(plain) == _RESIDENT_LENGTH else _starred(plain, 0, 2)


def mask_phone(number: str) -> str:
    """The number with its last or middle four hidden: 138****8000, 029-5550****."""
    digits = national(number)
    if _MOBILE.fullmatch(digits):
        return _starred(digits, 3, 4)
    if match := _LANDLINE.fullmatch(digits):
        return f"{match[1]}-{match[2]}{'*' * len(match[3])}"
    if match := _LOCAL.fullmatch(digits):
        return f"{match[1]}****"
    return _starred(digits or number, 0, 2)


def national(number: str) -> str:
    """The digits without the country's 86."""
    digits = "".join(re.findall(r"\d|^\+", half_width(number).strip()))
    home = _COUNTRY.sub("", digits)
    whole = home == digits or home.startswith("0") or _MOBILE.fullmatch(home)
    return (home if whole else f"0{home}").lstrip("+")


def mask_card(number: str) -> str:
    """The last four of a card number; not even its length is told."""
    plain = "".join(char for char in half_width(number) if char.isalnum())
    return f"**** **** **** {plain[-4:] if len(plain) > 4 else '****'}"


def mask_contract(number: str, card: bool) -> str:
    """The contract number as it may stand in a list: a card's shows only its last four."""
    return mask_card(number) if card or luhn_card(number) else number


def mask_text(text: str) -> str:
    """The text with every phone, identity and card number in it masked."""
    if not _DIGIT.search(text):
        return text
    flat = half_width(text)  # as long as the text: a place in one is the same place in the other
    out, done = [], 0
    for match in _NUMBER.finditer(flat):
        if match["sum"]:
            continue
        spans = [(0, len(match[0]), mask_identity)] if match["uscc"] else _numbers(match[0])
        for start, end, mask in spans:
            first, last = match.start() + start, match.start() + end
            out += [text[done:first], mask(flat[first:last])]
            done = last
    return "".join(out) + text[done:]


def _numbers(run: str) -> Iterator[tuple[int, int, _Mask]]:
    """Where in a run of grouped digits the numbers stand, and how each is masked."""
    groups = [group.span() for group in _GROUP.finditer(run)]
    here = 0
    while here < len(groups):
        taken, end, mask = _number_at(run, groups[here : here + max(_LONG)])
        if mask:
            yield groups[here][0], end, mask
        here += taken


def _number_at(run: str, groups: list[tuple[int, int]]) -> tuple[int, int, _Mask | None]:
    """How many groups the number in front takes, its end and its mask; None for no number."""
    plain = ""
    found: tuple[int, int, _Mask | None] = (1, 0, None)
    for count, (start, end) in enumerate(groups, start=1):
        plain, last = plain + run[start:end], end
        if plain[-1] in "Xx" and len(plain) != _RESIDENT_LENGTH:
            plain, last = plain[:-1], end - 1  # an X that is no check digit
        if len(plain) > max(_LONG):
            break
        # A phone wins over anything longer: what follows it is most likely the next phone.
        if _PHONE.fullmatch(plain) or (count == 1 and len(plain) == _PHONE_LENGTH):
            return count, last, mask_phone
        if len(plain) in _LONG:
            is_identity = len(plain) == _RESIDENT_LENGTH
            found = count, last, mask_identity if is_identity else mask_card
    return found


def _starred(plain: str, head: int, tail: int) -> str:
    hidden = len(plain) - head - tail
    return plain[:head] + "*" * hidden + plain[-tail:] if hidden > 0 else "*" * len(plain)
