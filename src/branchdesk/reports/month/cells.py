"""A table of typed cells, and how each cell is read; every face of the month shows these."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import msgspec

from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label, Words
from branchdesk.reports.table import Table

Cell = object
"""Label, str, int, Money, Decimal (a share), date, or None for what is not known."""
HUNDRED, TENTH = Decimal(100), Decimal("0.1")


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A table of typed cells."""

    caption: Label
    heads: tuple[Label, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """Millimetres on paper, 170 in all."""
    right: tuple[int, ...]
    strong: tuple[int, ...] = ()
    note: Label = Label("", "")
    """What a reader must know of it; it stands below the table."""


def table(block: Block, words: Words) -> Table:
    """The block as words of one language."""
    return Table(
        caption=block.caption,
        heads=block.heads,
        rows=tuple(tuple(shown(cell, words) for cell in row) for row in block.rows),
        widths=block.widths,
        right=block.right,
        strong=block.strong,
        note=block.note.of(words.lang),
    )


def shown(cell: Cell, words: Words) -> str:
    """A cell as people read it: a share with one decimal, a dash for what is not known."""
    if cell is None:
        return "—"
    if isinstance(cell, Decimal) and not isinstance(cell, Money):
        return f"{(cell * HUNDRED).quantize(TENTH, ROUND_HALF_UP)}%"
    return words.show(cell) if cell != "" else ""
