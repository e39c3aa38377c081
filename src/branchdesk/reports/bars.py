"""Bars of terminal cells: what a look says sooner than a table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

FULL, EMPTY, MARK = "█", "·", "|"
"""Of a bar; ``#`` and ``.`` where a console draws these two cells wide."""


def bar(value: Decimal | int, most: Decimal | int, cells: int, full: str = FULL) -> str:
    """So many cells of ``cells`` as the value has of the most; above 0 one at least."""
    if value <= 0 or most <= 0:
        return ""
    part = (Decimal(value) * cells / Decimal(most)).quantize(Decimal(1), ROUND_HALF_UP)
    return full * min(cells, max(1, int(part)))


def gauge(
    share: Decimal | None, target: Decimal | None, cells: int, full: str = FULL, empty: str = EMPTY
) -> str:
    """A share of 1 as exactly so many cells, with a mark where the target stands."""
    filled = bar(share or 0, 1, cells, full)
    drawn = list(filled + empty * (cells - len(filled)))
    if target is not None:
        drawn[min(cells - 1, int(target * cells))] = MARK
    return "".join(drawn)


def strip(parts: Mapping[str, Decimal | int], cells: int) -> str:
    """Each letter so often as its part has of the whole: exactly ``cells``, none where all is 0.

    What there is at all has one cell at least, as far as there is room.
    """
    there = {letter: Decimal(value) for letter, value in parts.items() if value > 0}
    whole = sum(there.values(), Decimal(0))
    if not whole or cells < len(there):
        return ""
    exact = {letter: value * cells / whole for letter, value in there.items()}
    given = {letter: max(1, int(part)) for letter, part in exact.items()}
    while sum(given.values()) < cells:
        short = max(given, key=lambda letter: exact[letter] - given[letter])
        given[short] += 1
    while sum(given.values()) > cells:
        long = max((k for k in given if given[k] > 1), key=lambda k: given[k] - exact[k])
        given[long] -= 1
    return "".join(letter * number for letter, number in given.items())
