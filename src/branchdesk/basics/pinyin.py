"""Pinyin initials of names, every reading of a character counted: 单雄信 is dxx and sxx."""

from __future__ import annotations

import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

_NOT_TYPED = "PZSM"  # punctuation, separators, symbols, marks
_FILE = "pinyin_initials.bin"  # built by tools/make_pinyin.py


class _Table(NamedTuple):
    runs: list[tuple[int, int, int]]
    """First and last code point of a run, and where the run begins in low and high."""
    sets: list[str]
    low: bytes
    high: bytes


def initial_sets(name: str) -> list[str]:
    """For each character the initials it may have, sorted; empty for signs and unknown ones."""
    return [_initials(char) for char in name]


def matches_initials(name: str, typed: str) -> bool:
    """True where the typed letters are initials of neighbouring characters of the name."""
    wanted = unicodedata.normalize("NFKC", typed).strip().lower()
    if not (wanted.isascii() and wanted.isalnum()):
        return False
    # Nobody types the dot of 阿卜杜·热西提; a character without readings matches no letter.
    sets = [_initials(char) for char in name if unicodedata.category(char)[0] not in _NOT_TYPED]
    return any(
        all(letter in initials for letter, initials in zip(wanted, sets[start:], strict=False))
        for start in range(len(sets) - len(wanted) + 1)
    )


@cache
def _initials(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).lower()
    if plain.isascii():
        return plain if plain.isalnum() else ""
    table, code = _table(), ord(char)
    for first, last, at in table.runs:
        if first <= code <= last:
            place = at + code - first
            return table.sets[table.low[place] + 256 * table.high[place]]
    return ""


@cache
def _table() -> _Table:
    """The packaged table, unpacked at the first question and kept."""
    packed = Path(__file__).with_name(_FILE).read_bytes()
    head, sets, planes = zlib.decompress(packed).split(b"\n", 2)
    half = len(planes) // 2
    runs, at = [], 0
    for run in head.decode().split():
        first, last = (int(end, 16) for end in run.split("-"))
        runs.append((first, last, at))
        at += last - first + 1
    return _Table(runs, ["", *sets.decode().split()], planes[:half], planes[half:])
