"""A table with where its rows lead."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from branchdesk.basics.wording import Words, named
from branchdesk.reports.table import Table


class Leads(msgspec.Struct, frozen=True):
    """What a row is about: a case by its number, an account by its contract."""

    to: str = ""
    """``case``, ``account``, or empty."""
    ref: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A table as one member reads it on one day, numbers masked."""

    table: Table
    leads: tuple[Leads, ...]
    """One for each row."""
    notes: tuple[str, ...] = ()
    """Sentences above it."""


def page(
    title: str,
    heads: Sequence[str],
    rows: Sequence[tuple[Leads, Sequence[object]]],
    words: Words,
    right: tuple[int, ...] = (),
    notes: Sequence[str] = (),
) -> Page:
    """A page of rows; ``heads`` are codes of wording, ``right`` the columns of figures."""
    told = tuple(tuple(_shown(value, words) for value in row) for _, row in rows)
    heading = tuple(named(head) for head in heads)
    widths = (170 // len(heading),) * len(heading)
    return Page(
        table=Table(caption=named(title), heads=heading, rows=told, widths=widths, right=right),
        leads=tuple(leads for leads, _ in rows),
        notes=tuple(notes) or (() if rows else (words("table.nothing"),)),
    )


def _shown(value: object, words: Words) -> str:
    return "" if value is None or value == "" else words.show(value)
