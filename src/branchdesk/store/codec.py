"""Records to JSON and back; the only place that knows how money is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from branchdesk.basics.money import Money

T = TypeVar("T")


def to_plain(record: object) -> Any:
    """The record as JSON knows it: money as ``"12000.00"``, dates ISO."""
    return msgspec.to_builtins(record, enc_hook=_encode, str_keys=True)


def from_plain(value: Any, kind: type[T]) -> T:
    """The record again. Raises msgspec.ValidationError that names the path."""
    return msgspec.convert(value, kind, dec_hook=_decode)


def json_reader(kind: type[T]) -> Callable[[bytes], T]:
    """What makes such records of their JSON, quicker than by way of dictionaries.

    It raises msgspec.ValidationError that names the path.
    """
    decode: Callable[[bytes], T] | None = None

    def read(raw: bytes) -> T:
        nonlocal decode
        # Made when the first is read: to look through a case's hundred types takes a while.
        decode = decode or msgspec.json.Decoder(kind, dec_hook=_decode).decode
        try:
            return decode(raw)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:  # an escaped lone surrogate: stricter than JSON's own module
            return from_plain(json.loads(raw), kind)

    return read


def _encode(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    # A frozen clock in tests hands out subclasses of date that msgspec does not know.
    iso = getattr(value, "isoformat", None)
    if iso is not None:
        return iso()
    raise NotImplementedError(type(value).__name__)


def _decode(kind: type, value: object) -> object:
    if kind is Money:
        if isinstance(value, str | int | Decimal):
            return Money(value)
        # A ValueError becomes a ValidationError with the path; anything else would be a crash.
        raise ValueError(f"money from {type(value).__name__}")
    raise NotImplementedError(kind.__name__)
