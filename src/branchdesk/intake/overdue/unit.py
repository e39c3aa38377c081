"""The units that a list's title and headings name: 元, 万元, (%), and money of other countries."""

from __future__ import annotations

import re
from decimal import Decimal

from branchdesk.basics.text import search_key

YUAN = Decimal(1)
_FACTORS = {
    factor: words.split()
    for factor, words in {
        1: "元 人民币元 人民币 rmb cny yuan rmbyuan cnyyuan",
        1_000: "千元 千 人民币千元 rmb'000 cny'000 '000 000s rmbthousand thousandyuan thousand",
        10_000: "万元 万 人民币万元 rmb10000 cny10000 10000 10000yuan 10krmb tenthousand"
        " tenthousandyuan rmbtenthousand",
        1_000_000: "百万元 百万 人民币百万元 million millionyuan rmbmillion cnymillion rmbm",
        100_000_000: "亿元 亿 人民币亿元",
    }.items()
}
_UNITS = {word: Decimal(factor) for factor, words in _FACTORS.items() for word in words}
_FOREIGN = re.compile(
    r"美元|港币|港元|欧元|日元|英镑|外币|原币|[$€£]"
    r"|(?<![a-z])(?:usd|hkd|eur|jpy|gbp|dollars?|euros?)(?![a-z])"
)
_PERCENT = re.compile(r"%|percent|pct|百分")
_OTHER_RATES = re.compile(r"‰|‱|月|日|bp")


def unit_factor(word: str) -> Decimal | None:
    """How many yuan one of this unit is, or None for what is no unit of yuan."""
    return _UNITS.get(re.sub(r"[\s,]", "", search_key(word).replace("’", "'")))


def is_foreign(text: str) -> bool:
    """True where the words name money that is not yuan."""
    return bool(_FOREIGN.search(search_key(text)))


def is_percent(word: str) -> bool:
    """True for (%) and the words for it."""
    return bool(_PERCENT.search(search_key(word)))


def is_other_rate(word: str) -> bool:
    """True for per mille and for rates of a month or a day: no share a year."""
    return bool(_OTHER_RATES.search(search_key(word)))
