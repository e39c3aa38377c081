"""Small enough to be read at once: files, functions and folders (house style 16)."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from tests.house.tree import ROOT, SRC, TESTS, lines, parse, python_files, short

LONGEST_FILE, LONGEST_FUNCTION, FULLEST_FOLDER = 400, 40, 25
CODE = [SRC, TESTS, ROOT / "tools", ROOT / "benchmarks", ROOT / "start.py"]


def long_files(*places: Path) -> list[str]:
    """Every file over the limit, with its length."""
    lengths = {p: len(p.read_text("utf-8").splitlines()) for p in python_files(*places)}
    return [f"{short(p)} {n} lines" for p, n in lengths.items() if n > LONGEST_FILE]


def long_functions(*places: Path) -> list[str]:
    """Every function over the limit, with its length."""
    found = []
    for path in python_files(*places):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found.append(f"{short(path)}:{node.lineno} {node.name} {length} lines")
    return found


def full_folders(*places: Path) -> list[str]:
    """Every folder with more Python files than the limit."""
    folders = Counter(path.parent for path in python_files(*places))
    return [f"{short(p)} {n} files" for p, n in folders.items() if n > FULLEST_FOLDER]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    """What grows beyond that holds two things."""
    problems = long_files(*CODE)
    assert not problems, lines(problems)


def test_no_function_is_longer_than_forty_lines() -> None:
    """A function fits on a screen."""
    problems = long_functions(*CODE)
    assert not problems, lines(problems)


def test_no_folder_holds_more_than_twenty_five_files() -> None:
    """A room that is fuller wants a door in the middle."""
    problems = full_folders(SRC, TESTS)
    assert not problems, lines(problems)


def test_the_gates_see_a_long_file_a_long_function_and_a_full_folder(tmp_path: Path) -> None:
    """One over each limit is caught, the limit itself is not."""
    (tmp_path / "long.py").write_text("x = 1\n" * 401, "utf-8")
    (tmp_path / "fits.py").write_text("def f():\n" + "    pass\n" * 39, "utf-8")
    (tmp_path / "function.py").write_text("def g():\n" + "    pass\n" * 40, "utf-8")
    for number in range(23):
        (tmp_path / f"room{number}.py").touch()
    assert [p.split("/")[-1] for p in long_files(tmp_path)] == ["long.py 401 lines"]
    assert [p.split()[1:] for p in long_functions(tmp_path)] == [["g", "41", "lines"]]
    assert [p.split()[-2:] for p in full_folders(tmp_path)] == [["26", "files"]]
