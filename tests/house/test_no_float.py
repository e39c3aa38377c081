"""Money and shares are exact: no float where sums are made (house style 3)."""

from __future__ import annotations

import ast

from tests.house.tree import SRC, lines, parse, python_files, short

EXACT = [
    SRC / "model",
    SRC / "rules",
    SRC / "reports",
    SRC / "papers",
    SRC / "basics" / "money.py",
    SRC / "basics" / "capitals.py",
]


def floats_in(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and kind of every float: a literal, or the name (call, annotation, conversion)."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append((node.lineno, f"literal {node.value}"))
        if isinstance(node, ast.Name) and node.id == "float" and not _refuses(node, tree):
            found.append((node.lineno, "name float"))
    return found


def _refuses(name: ast.Name, tree: ast.Module) -> bool:
    """Whether the name only stands in an isinstance check, as where floats are turned away."""
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "isinstance"
        and name in list(ast.walk(call))
        for call in ast.walk(tree)
    )


def test_no_float_stands_where_sums_are_made() -> None:
    """A float cannot hold ten fen; a Decimal can."""
    problems = [
        f"{short(path)}:{line} {what}"
        for path in python_files(*EXACT)
        for line, what in floats_in(parse(path))
    ]
    assert not problems, lines(problems)


def test_the_gate_watches_files_that_exist() -> None:
    """A renamed file must not slip out of the gate."""
    assert [short(place) for place in EXACT if not place.exists()] == []


def test_the_gate_sees_a_literal_a_call_and_an_annotation() -> None:
    """Each of the three ways to a float is caught."""
    bad = ast.parse("rate = 0.05\nshare = float('1')\ndef f(x: float) -> None: ...\n")
    assert sorted(line for line, _ in floats_in(bad)) == [1, 2, 3]


def test_the_gate_lets_a_float_be_turned_away() -> None:
    """``isinstance(value, float)`` is how a door refuses one."""
    assert floats_in(ast.parse("if isinstance(value, (float, bool)): raise TypeError\n")) == []
