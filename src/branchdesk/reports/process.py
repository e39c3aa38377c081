"""The flow chart of the procedure as data: one value for the help screen and the paper (R120)."""

from __future__ import annotations

import msgspec

from branchdesk.basics.text import cell_width, pad
from branchdesk.basics.wording import Label, Term, Words
from branchdesk.reports.table import DOWN, RIGHT, Table

MOST = 4
"""The most steps that a way has; the paper has so many columns for them."""


class Way(msgspec.Struct, frozen=True):
    """One way through a stage: where it is gone, and its steps in their order."""

    where: Term | None
    """What it is for; None where the stage has one way only."""
    steps: tuple[str, ...]


class Stage(msgspec.Struct, frozen=True):
    """A stage of the procedure with its ways."""

    code: str
    ways: tuple[Way, ...]


STAGES = (
    Stage("intake", (Way(None, ("enquiry", "open", "verify", "classify")),)),
    Stage(
        "class",
        (
            Way(Term("class", "technical"), ("cause", "explain", "put-right")),
            Way(Term("class", "non_malicious"), ("by-severity",)),
            Way(Term("class", "malicious"), ("second", "consequences")),
        ),
    ),
    Stage(
        "severity",
        (
            Way(Term("severity", "light"), ("light",)),
            Way(Term("severity", "moderate"), ("moderate",)),
            Way(Term("severity", "severe"), ("final", "trigger", "approval", "legal")),
        ),
    ),
    Stage(
        "any",
        (
            Way(Term("process", "paid"), ("checked", "closed")),
            Way(Term("process", "objection"), ("check-first",)),
        ),
    ),
    Stage("end", (Way(None, ("closed", "archived", "again")),)),
)


def chart_lines(words: Words) -> list[str]:
    """The chart as lines of text, at most 76 cells wide."""
    lines = [words("process.title")]
    for stage in STAGES:
        if len(stage.ways) == 1:
            lines.append(f"  {_arrows(stage.ways[0], words)}")
            continue
        lines.append(f"  {words.label('process', stage.code)}")
        names = [words.show(way.where) for way in stage.ways]
        width = max(map(cell_width, names))
        for name, way in zip(names, stage.ways, strict=True):
            branch = "└" if way is stage.ways[-1] else "├"
            lines.append(f"    {branch} {pad(name, width)} → {_arrows(way, words)}")
    return lines


def _arrows(way: Way, words: Words) -> str:
    return f" {RIGHT} ".join(words.label("process", step) for step in way.steps)


def chart_table(words: Words) -> Table:
    """The chart as a table: a row a way, arrows between its steps, and one between the stages."""
    rows: list[tuple[str, ...]] = []
    for stage in STAGES:
        if rows:
            rows.append((DOWN, *[""] * (2 * MOST)))
        for way in stage.ways:
            name = words.label("process", stage.code) if way is stage.ways[0] else ""
            where = words.show(way.where) if way.where else RIGHT
            rows.append((name, where, *_cells(way, words)))
    blank = Label("", "")
    return Table(
        caption=blank,
        heads=(blank,) * (2 * MOST + 1),
        rows=tuple(rows),
        widths=(21, 23, 27, 6, 27, 6, 27, 6, 27),
        chart=True,
    )


def _cells(way: Way, words: Words) -> list[str]:
    cells = []
    for n in range(MOST):
        if n:
            cells.append(RIGHT if n < len(way.steps) else "")
        cells.append(words.label("process", way.steps[n]) if n < len(way.steps) else "")
    return cells
