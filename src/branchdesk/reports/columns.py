"""How wide the columns of a table are where the whole does not fit."""

from __future__ import annotations

from collections.abc import Sequence

from branchdesk.basics.text import cell_width

GAP, LEAST = 2, 4
"""Cells between two columns, and of a column at least."""


def fitted(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column in cells, all of it within ``room``: the widest give way first."""
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    free = room - GAP * (len(widths) - 1)
    while sum(widths) > free and max(widths, default=0) > LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths
