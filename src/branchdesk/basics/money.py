"""Money: yuan to the fen, and how people write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import NamedTuple, Self, overload

from branchdesk.basics.text import half_width

_DECIMALS = 2
_FEN = Decimal("0.01")
_EXACT = Context(prec=28)  # our own: no other code's decimal settings change what a sum gives
_UNITS = {"": 0, "万": 4, "亿": 8}
_TOO_MUCH = Decimal(10) ** 13
_LONGEST = 40
_STORED = re.compile(r"-?[0-9]+(\.[0-9]{1,2})?")
_TO_THE_FEN = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
_WRITTEN = re.compile(
    r"(?:(?:¥|RMB|CNY) ?)?"
    r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5}|[0-9]{1,18})"
    r"(?:\.(?P<part>[0-9]{1,4}))?"
    r" ?(?P<unit>[万亿]?)元?",
    re.IGNORECASE | re.ASCII,
)


class Money(Decimal):
    """An exact sum in yuan with two decimals; whatever is not one is refused."""

    def __new__(cls, value: str | int | Decimal = 0) -> Self:
        """The sum, or ValueError (not a sum to the fen), TypeError (float, bool, anything else)."""
        # As the records have it: nothing to round, no sign. A desk reads millions of these.
        if isinstance(value, str) and _TO_THE_FEN.fullmatch(value):
            return super().__new__(cls, value)
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise TypeError(f"money from {type(value).__name__}")
        if isinstance(value, str) and not _STORED.fullmatch(value):
            raise ValueError("money needs digits and at most two decimals")
        exact = value if isinstance(value, Decimal) else Decimal(value)
        if exact.is_finite() and int(exact.as_tuple().exponent) < -_DECIMALS:
            raise ValueError("money has at most two decimals")
        return cls._of(exact, ROUND_DOWN)

    @classmethod
    def _of(cls, value: Decimal, rounding: str) -> Self:
        if not value.is_finite():
            raise ValueError("money is a finite number")
        try:
            fen = value.quantize(_FEN, rounding=rounding, context=_EXACT)
        except InvalidOperation:
            raise ValueError("money beyond 28 digits") from None
        return super().__new__(cls, fen if fen else fen.copy_abs())  # there is no -0.00

    @classmethod
    def rounded(cls, value: Decimal, down: bool = False) -> Self:
        """The value to the fen: half up, or with down the fraction cut off."""
        if not isinstance(value, Decimal):
            raise TypeError(f"money from {type(value).__name__}")
        return cls._of(value, ROUND_DOWN if down else ROUND_HALF_UP)

    @classmethod
    def total(cls, values: Iterable[Money]) -> Money:
        """The exact sum; ZERO for none."""
        return sum(values, ZERO)

    @classmethod
    def parse(cls, text: str, *, zero: bool = False) -> Money | None:
        """The sum that a person wrote, or None (see read_money)."""
        amount = read_money(text, zero=zero)
        return amount.value if amount else None

    @property
    def grouped(self) -> str:
        """The sum for people, with thousands commas: ``1,234,567.00``."""
        return format(self, ",f")

    def __repr__(self) -> str:
        return f"Money('{self}')"

    @overload
    def __add__(self, other: Money | int, /) -> Money: ...
    @overload
    def __add__(self, other: Decimal, /) -> Decimal: ...
    def __add__(self, other: object, /) -> Decimal:
        """The sum: Money with Money or whole yuan, else a plain Decimal."""
        if not isinstance(other, Decimal | int):
            return NotImplemented
        return _kept(_EXACT.add(self, other), other)

    __radd__ = __add__

    @overload
    def __sub__(self, other: Money | int, /) -> Money: ...
    @overload
    def __sub__(self, other: Decimal, /) -> Decimal: ...
    def __sub__(self, other: object, /) -> Decimal:
        """The difference: Money with Money or whole yuan, else a plain Decimal."""
        if not isinstance(other, Decimal | int):
            return NotImplemented
        return _kept(_EXACT.subtract(self, other), other)

    @overload
    def __rsub__(self, other: Money | int, /) -> Money: ...
    @overload
    def __rsub__(self, other: Decimal, /) -> Decimal: ...
    def __rsub__(self, other: object, /) -> Decimal:
        """The difference, taken from the other side."""
        if not isinstance(other, Decimal | int):
            return NotImplemented
        return _kept(_EXACT.subtract(other, self), other)

    def __neg__(self) -> Money:
        """The same sum with the other sign."""
        return Money(self.copy_negate())

    def __pos__(self) -> Money:
        """The sum itself."""
        return self

    def __abs__(self) -> Money:
        """The sum without its sign."""
        return Money(self.copy_abs())


def _kept(result: Decimal, other: Decimal | int) -> Decimal:
    # A plain Decimal may carry fractions of a fen: rounding them is for rounded(), in the open.
    return Money(result) if isinstance(other, Money | int) else result


ZERO = Money(0)
"""Nothing owed."""


class Amount(NamedTuple):
    """A sum as somebody stated it."""

    value: Money
    approximate: bool
    """Written with 万 or 亿: good enough to go on with, not to demand."""


def read_money(text: str, *, zero: bool = False) -> Amount | None:
    """The amount by the door's grammar, or None; 0 only where zero is allowed."""
    amount = read_figure(text)
    if amount is None or amount.value >= _TOO_MUCH or not (amount.value or zero):
        return None
    return amount


def read_figure(text: str) -> Amount | None:
    """The amount as written, however small or large; None where it is not written like one."""
    text = text.strip()
    match = _WRITTEN.fullmatch(half_width(text)) if len(text) <= _LONGEST else None
    if match is None:
        return None
    part, unit = match["part"] or "", match["unit"]
    if len(part) > _DECIMALS and not unit:
        return None
    number = Decimal(f"{match['whole'].replace(',', '')}.{part or 0}")
    return Amount(Money.rounded(number.scaleb(_UNITS[unit], _EXACT)), approximate=bool(unit))
