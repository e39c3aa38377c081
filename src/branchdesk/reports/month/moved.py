"""Bridge and recovery of a month as tables of typed cells."""

from __future__ import annotations

from collections.abc import Iterator

from branchdesk.basics.wording import Label, named
from branchdesk.reports.month.bridge import AMOUNT_ONLY, CODES, UNKNOWN, Bridge
from branchdesk.reports.month.cells import Block, Cell
from branchdesk.reports.month.recovery import TOTAL, Recovered, Recovery
from branchdesk.reports.month.sums import Sum

PAPER = 170
"""Millimetres of a table's width."""
COUNT, NAMES = 8, 30
ENDS = ("opening", "closing")


def bridge_block(found: Bridge) -> Block:
    """Each movement a row; number and amount of each severity, then of all."""
    parts = found.severities
    heads = [named("month.what"), *(head for part in (*parts, TOTAL) for head in _heads(part))]
    rows = [(named(f"month.bridge-{code}"), *_across(found, code)) for code in CODES]
    memo = (named("month.bridge-memo"), *[""] * (2 * len(parts)), *_cells(found.handed_over))
    amount = (PAPER - NAMES) // (len(parts) + 1) - COUNT
    rest = PAPER - (len(parts) + 1) * (amount + COUNT)
    return Block(
        caption=named("month.bridge"),
        heads=tuple(heads),
        rows=(*rows, memo),
        widths=(rest, *[COUNT, amount] * (len(parts) + 1)),
        right=tuple(range(1, len(heads))),
        strong=tuple(CODES.index(code) for code in ENDS),
    )


def severity_label(code: str) -> Label:
    """The name of a severity, of those of unknown days, or of all."""
    return named(f"month.{code}" if code in (UNKNOWN, TOTAL) else f"severity.{code}")


def _heads(part: str) -> Iterator[Label]:
    name, amount = severity_label(part), named("month.amount")
    yield named("month.count-short")
    yield Label(f"{name.zh}{amount.zh}", f"{name.en} {amount.en.lower()}")


def _across(found: Bridge, code: str) -> Iterator[Cell]:
    for part in found.severities:
        yield from _cells(found.of(code, part), code)
    yield from _cells(found.all(code), code)


def _cells(one: Sum, code: str = "") -> tuple[Cell, Cell]:
    return "" if code in AMOUNT_ONLY else one.count, one.amount


def recovery_block(found: Recovered) -> Block:
    """Each severity a row with its target; below it what lowers a debt and is no cash."""
    codes = ("severity", "base", "cash", "rate", "target", "reached")
    apart = [
        (named(f"month.apart-{code}"), "", amount, "", "", "")
        for code, amount in found.apart.items()
    ]
    rows = [_recovery_row(row) for row in found.rows]
    return Block(
        caption=named("month.recovery"),
        heads=tuple(named(f"month.{code}") for code in codes),
        rows=(*rows, (named("month.apart"), *[""] * 5), *apart),
        widths=(48, 34, 34, 18, 18, 18),
        right=(1, 2, 3, 4),
        strong=(len(rows) - 1, len(rows)),
        note=named("month.note-bridge"),
    )


def _recovery_row(row: Recovery) -> tuple[Cell, ...]:
    met: Cell = "" if row.met is None else named("month.met" if row.met else "month.missed")
    target: Cell = row.target if row.target is not None else named("month.no-target")
    if row.code == TOTAL:
        target = ""
    return severity_label(row.code), row.base, row.cash, row.rate, target, met
