"""Today is an argument: only basics/clock.py asks the machine (house style 4)."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.tree import SRC, lines, parse, python_files, short

CLOCK = SRC / "basics" / "clock.py"
SCREENS = SRC / "tui"

OF_DAY = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    *("time." + name for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "strftime")),
}
OF_STOPWATCH = {
    *("time." + name for name in ("monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns")),
}
"""They tell how long, never which day: screens may use them."""


def clock_reads(tree: ast.Module, forbidden: set[str]) -> list[tuple[int, str]]:
    """Line and name of every use of a forbidden function, under whatever name it was imported."""
    known = _imported(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = _dotted(node, known)
            if name in forbidden:
                found.append((node.lineno, name))
    return found


def _imported(tree: ast.Module) -> dict[str, str]:
    """Local name -> full name, of everything the module imports."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {a.asname or a.name: a.name for a in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            known |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return known


def _dotted(node: ast.expr, known: dict[str, str]) -> str:
    """The full dotted name of an expression; empty where it is none."""
    if isinstance(node, ast.Name):
        return known.get(node.id, "")
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value, known)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def forbidden_in(path: Path) -> set[str]:
    """What a file may not call."""
    return OF_DAY if path.is_relative_to(SCREENS) else OF_DAY | OF_STOPWATCH


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    """A rule that asks for today cannot be tested by a table."""
    problems = [
        f"{short(path)}:{line} {name}"
        for path in python_files(SRC)
        if path != CLOCK
        for line, name in clock_reads(parse(path), forbidden_in(path))
    ]
    assert not problems, lines(problems)


def test_the_gate_sees_every_way_to_the_clock() -> None:
    """Plain, renamed, from-imported, and passed on without a call."""
    bad = (
        "import datetime as dt, time\n"
        "from datetime import date, datetime\nfrom time import time_ns\n"
        "a = dt.datetime.now()\nb = date.today()\nc = datetime.utcnow()\nd = time.time()\n"
        "e = time_ns()\nf = datetime.now\ng = time.monotonic()\n"
    )
    found = clock_reads(ast.parse(bad), OF_DAY | OF_STOPWATCH)
    assert sorted(line for line, _ in found) == [4, 5, 6, 7, 8, 9, 10]


def test_the_gate_lets_screens_use_a_stopwatch_and_anyone_use_dates() -> None:
    """How long a key took is no date; ``clock.today()`` is the way to one."""
    good = "import time\nfrom datetime import date\nt = time.monotonic()\nd = date(2026, 1, 1)\n"
    assert clock_reads(ast.parse(good), forbidden_in(SCREENS / "app.py")) == []
    assert clock_reads(ast.parse("def f(clock): return clock.today()"), OF_DAY) == []
    assert "time.monotonic" in forbidden_in(SRC / "rules" / "debt.py")


def test_the_clock_itself_is_where_the_gate_expects_it() -> None:
    """A moved clock would leave the gate guarding nothing."""
    assert clock_reads(parse(CLOCK), OF_DAY)
