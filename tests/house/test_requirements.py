"""docs/requirements.md tells where each line of the procedures works, and tells the truth."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, TESTS, lines, parse, python_files

DOCUMENT = ROOT / "docs" / "requirements.md"
STATES = {"works", "partly", "later", "not applicable"}

GROUPS = (
    *((1, 26), (30, 44), (50, 71), (80, 118), (120, 132)),
    *((140, 167), (170, 183), (190, 198)),
)
"""The procedures' lines are numbered in groups, with room between them."""
ASKED = {f"R{n:03}" for first, last in GROUPS for n in range(first, last + 1)}

ROW = re.compile(r"^\|\s*(R\d{3})\s*\|\s*([^|]*?)\s*\|\s*([^|]*?)\s*\|", re.MULTILINE)
NUMBER = re.compile(r"\bR\d{3}\b")


def written() -> list[tuple[str, str, str]]:
    """The rows of the document."""
    assert DOCUMENT.exists(), "docs/requirements.md is missing"
    return rows(DOCUMENT.read_text("utf-8"))


def rows(text: str) -> list[tuple[str, str, str]]:
    """Number, state and place of every row of the table."""
    return ROW.findall(text)


def wrong_rows(found: list[tuple[str, str, str]], asked: set[str]) -> Iterator[str]:
    """Missing, doubled and unknown numbers; states outside the set; rows without a place."""
    counted = Counter(number for number, _, _ in found)
    yield from (f"{number} has no row" for number in sorted(asked - counted.keys()))
    yield from (f"{number} was never asked for" for number in sorted(counted.keys() - asked))
    yield from (f"{number} has {n} rows" for number, n in counted.items() if n > 1)
    for number, state, where in found:
        if state not in STATES:
            yield f"{number} says {state!r}, allowed: {', '.join(sorted(STATES))}"
        if not where:
            yield f"{number} does not say where, or why not"


def named_in(tests: Path) -> set[str]:
    """Every number that a docstring of a test, a class or a module names; gates prove nothing."""
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return {
        number
        for path in python_files(tests)
        if "house" not in path.relative_to(tests).parts
        for node in ast.walk(parse(path))
        if isinstance(node, holders)
        for number in NUMBER.findall(ast.get_docstring(node) or "")
    }


def unproved(found: list[tuple[str, str, str]], named: set[str]) -> list[str]:
    """Every row that says it works although no test names it."""
    return [
        f"{n} works, but no test names it" for n, s, _ in found if s == "works" and n not in named
    ]


def test_every_line_of_the_procedures_has_one_row() -> None:
    """Nothing the procedures ask for is passed over in silence."""
    problems = list(wrong_rows(written(), ASKED))
    assert not problems, lines(problems)


def test_what_works_is_named_by_a_test() -> None:
    """The claim stands on a test whose docstring names the line."""
    problems = unproved(written(), named_in(TESTS))
    assert not problems, lines(problems)


TABLE = (
    "| no | state | where |\n|---|---|---|\n| R001 | works | desk |\n| R002 | later | next year |\n"
)


def test_the_gate_lets_a_good_table_pass() -> None:
    """Two lines asked for, two rows."""
    assert list(wrong_rows(rows(TABLE), {"R001", "R002"})) == []


def test_the_gate_sees_missing_doubled_unknown_and_vague_rows() -> None:
    """Each fault by its own sentence."""
    bad = TABLE + "| R002 | done | |\n| R999 | works | moon |\n"
    assert list(wrong_rows(rows(bad), {"R001", "R002", "R003"})) == [
        "R003 has no row",
        "R999 was never asked for",
        "R002 has 2 rows",
        "R002 says 'done', allowed: later, not applicable, partly, works",
        "R002 does not say where, or why not",
    ]


def test_the_gate_sees_a_claim_that_no_test_names(tmp_path: Path) -> None:
    """Only a docstring outside tests/house counts; a comment or a string does not."""
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "test_a.py").write_text('"""(R001)"""\n', "utf-8")
    (tmp_path / "test_b.py").write_text('"""Debt."""\nx = "R001"  # R001\n', "utf-8")
    assert unproved(rows(TABLE), named_in(tmp_path)) == ["R001 works, but no test names it"]
    (tmp_path / "test_c.py").write_text('def test_c():\n    """By day (R001)."""\n', "utf-8")
    assert unproved(rows(TABLE), named_in(tmp_path)) == []
