"""The flow chart of the procedure as data: one value for the help screen and the paper (R120)."""

from __future__ import annotations

import msgspec

from branchdesk.basics.text import cell_width, pad
from branchdesk.basics.wording import Label, Term, Words
from branchdesk.model.case import Case
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.table import DOWN, RIGHT, Table
from branchdesk.rules.state import ENDS

MOST = 4
"""The most steps that a way has; the paper has so many columns for them."""

HERE = ">"
"""Stands before a step at which a case is: colour is never the only sign."""


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


Step = tuple[str, str, str]
"""A step of the chart: the stage's code, what its way is for (empty of one way), the step's."""
Part = tuple[str, bool]
"""Words of a line, and whether they tell where the case stands."""


def standing(sheet: CaseSheet) -> frozenset[Step]:
    """The steps of the chart at which a case stands now: one a stage that it is in."""
    case = sheet.case
    if case.state in ("enquired", "verified"):
        step = "verify" if case.state == "enquired" else "classify"
        return frozenset({("intake", "", step)})
    if case.state == "archived" or case.state in ENDS:
        return frozenset({("end", "", "archived" if case.state == "archived" else "closed")})
    klass = sheet.klass
    if klass == "technical":
        return frozenset({("class", klass, _technical(case))})
    found = {("class", klass, step) for step in _class_steps(sheet, klass)}
    if sheet.severity in SEVERITY_STEPS:
        step = _severe(case) if sheet.severity == "severe" else SEVERITY_STEPS[sheet.severity]
        found.add(("severity", sheet.severity, step))
    return frozenset(found)


SEVERITY_STEPS = {"light": "light", "moderate": "moderate", "severe": "final"}


def _technical(case: Case) -> str:
    if not case.indicators.get("put_right"):
        return "cause"
    return "put-right" if _issued(case, "technical_letter") else "explain"


def _class_steps(sheet: CaseSheet, klass: str) -> list[str]:
    if klass == "malicious":
        return ["consequences" if sheet.confirmed else "second"]
    return ["by-severity"] if klass == "non_malicious" else []


def _severe(case: Case) -> str:
    if case.state == "with_legal":
        return "legal"
    answers = ("suit_asked", "approval_granted", "approval_refused")
    asked = [entry.kind for entry in case.timeline if entry.kind in answers]
    if asked and asked[-1] == "suit_asked":
        return "approval"
    return "trigger" if _issued(case, "final_demand") else "final"


def _issued(case: Case, code: str) -> bool:
    return any(paper.code == code and paper.number for paper in case.letters)


def chart_lines(words: Words, here: frozenset[Step] = frozenset()) -> list[str]:
    """The chart as lines of text, at most 76 cells wide; ``>`` marks where a case stands."""
    return ["".join(text for text, _ in line) for line in chart_parts(words, here)]


def chart_parts(words: Words, here: frozenset[Step] = frozenset()) -> list[list[Part]]:
    """The same lines in parts, so that a screen can set off where the case stands."""
    lines: list[list[Part]] = [[(words("process.title"), False)]]
    for stage in STAGES:
        if len(stage.ways) == 1:
            lines.append([("  ", False), *_arrows(stage, stage.ways[0], words, here)])
            continue
        lines.append([(f"  {words.label('process', stage.code)}", False)])
        names = [words.show(way.where) for way in stage.ways]
        width = max(map(cell_width, names))
        for name, way in zip(names, stage.ways, strict=True):
            branch = "└" if way is stage.ways[-1] else "├"
            head = f"    {branch} {pad(name, width)} → "
            lines.append([(head, False), *_arrows(stage, way, words, here)])
    return lines


def _arrows(stage: Stage, way: Way, words: Words, here: frozenset[Step]) -> list[Part]:
    parts: list[Part] = []
    for step in way.steps:
        if parts:
            parts.append((f" {RIGHT} ", False))
        at = (stage.code, way.where.code if way.where else "", step) in here
        parts.append((f"{HERE * at}{words.label('process', step)}", at))
    return parts


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
