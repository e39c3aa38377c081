"""TOML that people edit: read with errors that name the file and the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from branchdesk.basics import toml
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding

T = TypeVar("T")
LARGEST = 1 << 20


def read_toml(path: Path, kind: type[T]) -> T:
    """The file's values as ``kind``. Raises BadInput that names file, line and fault."""
    return shape(parse(path), kind, path)


def parse(path: Path) -> dict[str, Any]:
    """The raw tables of a file; numbers with a point become Decimal. Raises BadInput."""
    text = _text(path)
    try:
        return toml.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, InvalidOperation) as fault:
        line = re.search(r"at line (\d+)", str(fault))
        last = text.rstrip("\n").count("\n") + 1 if "end of document" in str(fault) else 0
        raise _refuse(path, int(line[1]) if line else last, str(fault)) from None


def shape(values: Any, kind: type[T], path: Path, under: str = "") -> T:
    """Values as ``kind``; a wrong one is named with its line. Raises BadInput.

    ``under`` names the table of the file that the values are.
    """
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as fault:
        raise _refuse(path, line_of(path, str(fault), under), str(fault)) from None


def line_of(path: Path, words: str, under: str = "") -> int:
    """The line of the entry that a fault names, in the table ``under``; 0 where it has none.

    ``words`` name it as msgspec does: ``at `$.fields[2].kind` `` and ``field `branch` ``.
    """
    lines = _text(path).split("\n")
    found = 0
    for name, place in _steps(words, under):
        header = re.compile(rf'\s*\[\[?\s*(?:.*\.)?"?{re.escape(name)}"?\s*\]')
        entry = re.compile(rf'\s*"?{re.escape(name)}"?\s*[=.]')
        headers = [n for n in range(found, len(lines)) if header.match(lines[n])]
        # A key counts up to the next table only: the one after it has keys of the same name.
        end = next((n for n in range(found, len(lines)) if lines[n].startswith("[")), len(lines))
        hits = headers[place:] or [n for n in range(found, end) if entry.match(lines[n])]
        found = hits[0] + 1 if hits else found
    return found


def _steps(words: str, under: str) -> Iterator[tuple[str, int]]:
    """The names on the way to an entry, each with its place where it is one of many."""
    if under:
        yield under, 0
    path = re.search(r"`\$([^`]*)`", words)
    for step in re.finditer(r"\.([\w-]+)((?:\[\d+\])?)", path[1] if path else ""):
        yield step[1], int(step[2].strip("[]") or 0)
    field = re.search(r"field `([^`]*)`", words)
    if field:
        yield field[1], 0


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        if len(data) > LARGEST:
            raise _refuse(path, 0, "> 1 MB")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise _refuse(path, line, "not UTF-8") from None
    except OSError as fault:
        raise _refuse(path, 0, fault.strerror or "unreadable") from None


def _refuse(path: Path, line: int, fault: str) -> BadInput:
    facts = {"file": path.name, "line": line, "fault": fault}
    return BadInput(Finding("file.not-readable", facts, line=line))
