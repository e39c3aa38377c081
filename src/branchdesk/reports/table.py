"""A plain table: one value that a Word paper, a CSV file and a page show alike."""

from __future__ import annotations

import msgspec

from branchdesk.basics.wording import Label

RIGHT, DOWN = "→", "↓"
"""The arrows of a chart."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Headings in both languages and rows of ready-made words."""

    caption: Label
    heads: tuple[Label, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """Of the columns, in millimetres; 170 in all."""
    right: tuple[int, ...] = ()
    """The columns that are set to the right: figures."""
    strong: tuple[int, ...] = ()
    """The rows that are set off: the name of a part, a total."""
    note: str = ""
    """Below the table, in the reader's language."""
    chart: bool = False
    """A flow chart: no heads, a box around each cell with words, none around arrows and gaps."""
