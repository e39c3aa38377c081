"""The repository as the gates see it: its folders, its Python files, their syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "branchdesk"
TESTS = ROOT / "tests"


def python_files(*places: Path) -> Iterator[Path]:
    """Every Python file in the places (a place may be a file itself), in order."""
    for place in places:
        yield from [place] if place.is_file() else sorted(place.rglob("*.py"))


def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    """The path as people write it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def lines(problems: list[str]) -> str:
    """Problems one a line, for the message of an assert."""
    return "\n  ".join(["", *problems])
