"""Reads JSON that people or programs hand in: one object, a list, or one object a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding

LARGEST_MB = 16


def read_objects(data: bytes, lines: bool = False) -> list[tuple[int, dict[str, Any]]]:
    """The objects with their line (or place in the list), from 1.

    ``lines`` reads one object a line; otherwise the text is one object or a list of them. Raises
    BadInput with all faults at once.
    """
    text = _decode(data)
    if lines:
        # Not splitlines(): JSON lets U+2028 and the like stand bare inside a text.
        parts = [(n, part) for n, part in enumerate(text.split("\n"), 1) if part.strip()]
        return _collect(parts, _parse)
    value = _parse(1, text)
    if isinstance(value, Finding):
        raise BadInput(value)
    many = value if isinstance(value, list) else [value]
    return _collect(list(enumerate(many, 1)), lambda _, one: one)


def read_object(data: bytes) -> dict[str, Any]:
    """The one object of a text. Raises BadInput."""
    objects = read_objects(data)
    if len(objects) != 1:
        raise BadInput(Finding("file.not-object", {"line": 1, "read": "list"}, line=1))
    return objects[0][1]


def _collect(
    parts: list[tuple[int, Any]], parse: Callable[[int, Any], Any]
) -> list[tuple[int, dict[str, Any]]]:
    objects, faults = [], []
    for line, part in parts:
        value = parse(line, part)
        if isinstance(value, Finding):
            faults.append(value)
        elif not isinstance(value, dict):
            facts = {"line": line, "read": type(value).__name__}
            faults.append(Finding("file.not-object", facts, line=line))
        else:
            objects.append((line, value))
    if faults or not objects:
        raise BadInput(faults or [Finding("file.not-object", {"line": 1, "read": "∅"}, line=1)])
    return objects


def _decode(data: bytes) -> str:
    if len(data) > LARGEST_MB << 20:
        raise BadInput(Finding("file.too-large", {"limit": LARGEST_MB}))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BadInput(Finding("file.not-utf8", {"position": fault.start + 1})) from None


class _TwiceError(ValueError):
    pass


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counted = Counter(key for key, _ in pairs)
        raise _TwiceError(next(key for key, times in counted.items() if times > 1))
    return found


def _number(word: str) -> Any:
    raise ValueError(word)


def _parse(line: int, text: str) -> Any:
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_number, object_pairs_hook=_pairs
        )
    except _TwiceError as twice:
        return Finding("file.duplicate-key", {"line": line, "key": str(twice)}, line=line)
    except (ValueError, RecursionError, InvalidOperation) as fault:
        at = line + getattr(fault, "lineno", 1) - 1
        far = isinstance(fault, InvalidOperation)
        said = "a number beyond all bounds" if far else str(fault)[:80]
        return Finding("file.not-json", {"line": at, "fault": said}, line=at)
