"""A sum in the words of a letter's language: Chinese capitals, or English words."""

from __future__ import annotations

from typing import Literal

from branchdesk.basics.capitals import capitals
from branchdesk.basics.money import Money

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ("", " thousand", " million", " billion", " trillion", " quadrillion")


def in_words(amount: Money, lang: Literal["zh", "en"]) -> str:
    """The sum in words, without the name of the currency before it; yuan and fen.

    Such as 壹佰元零伍分, and one hundred yuan and five fen. Raises ValueError as capitals do.
    """
    chinese = capitals(amount).removeprefix("人民币")
    return chinese if lang == "zh" else _english(amount)


def _english(amount: Money) -> str:
    yuan, _, fen = str(Money(amount)).partition(".")
    parts = [f"{_whole(int(yuan))} yuan"] if int(yuan) or not int(fen) else []
    if int(fen):
        parts.append(f"{_below_thousand(int(fen))} fen")
    return " and ".join(parts)


def _whole(number: int) -> str:
    groups = []
    for scale in _SCALES:
        number, group = divmod(number, 1000)
        if group:
            # Two thousand and five, but two thousand three hundred and five.
            lone = "and " if not scale and number and group < 100 else ""
            groups.append(f"{lone}{_below_thousand(group)}{scale}")
    return " ".join(reversed(groups)) or _SMALL[0]


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest or not hundreds:
        words.append(_below_hundred(rest))
    return " and ".join(words)


def _below_hundred(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
