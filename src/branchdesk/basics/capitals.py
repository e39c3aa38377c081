"""Sums in the capital characters that letters, agreements and receipts need."""

from __future__ import annotations

from decimal import Decimal

from branchdesk.basics.money import Money

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_TOO_MUCH = Decimal(10) ** 16


def capitals(amount: Money) -> str:
    """The sum as the rules for filling in bank papers write it, such as 人民币壹佰元整."""
    if not isinstance(amount, Decimal | int):
        raise TypeError(f"capitals of {type(amount).__name__}")
    exact = Money(amount)
    if not 0 <= exact < _TOO_MUCH:
        raise ValueError("capitals need a sum from 0 to below 10^16")
    yuan, _, fen = str(exact).partition(".")
    return f"人民币{_yuan(yuan)}{_fen(fen, yuan)}"


def _yuan(digits: str) -> str:
    """The whole yuan; nothing below one yuan."""
    written, gap = "", False
    groups = digits.zfill(16)
    for start, unit in ((0, "万"), (4, "亿"), (8, "万"), (12, "元")):
        group = groups[start : start + 4]
        if int(group):
            # The group's own leading zero and a group passed over read alike: one 零.
            written += "零" if written and (gap or group[0] == "0") else ""
            written += _group(group) + unit
        elif unit in "亿元" and written:
            written += unit  # 壹万亿, 壹拾万元: the unit stands though its own group is empty
        gap = not int(group)
    return written


def _group(group: str) -> str:
    """Four digits, with one 零 for zeros between two others."""
    written = "".join(
        "零" if digit == "0" else _DIGITS[int(digit)] + place
        for digit, place in zip(group, _PLACES, strict=True)
    )
    return written.replace("零零", "零").strip("零")


def _fen(digits: str, yuan: str) -> str:
    """The 角 and 分, or 整 (零元整 for nothing at all)."""
    jiao, fen = digits[0], digits[1]
    if digits == "00":
        return "整" if int(yuan) else "零元整"
    # The published 1,680.32 and 107,000.53 show a 零 after a yuan place that is 0; 1,409.50 none.
    zero = "零" if int(yuan) and "0" in (yuan[-1], jiao) else ""
    return (
        zero
        + (_DIGITS[int(jiao)] + "角" if jiao != "0" else "")
        + (_DIGITS[int(fen)] + "分" if fen != "0" else "")
    )
