"""Pinyin initials of names, every reading of a character counted: 单雄信 is dxx and sxx."""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

_NOT_TYPED = "PZSM"  # punctuation, separators, symbols, marks
_FIRST_SIGN = 0xE000
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


def coded(name: str) -> str:
    """The name as signs, one for each character that somebody types: what it may begin with.

    Kept beside a name that is looked for again and again; ``initials_pattern`` reads it.
    """
    # Nobody types the dot of 阿卜杜·热西提; a character without readings matches no letter.
    return "".join(map(_sign, name))


def initials_pattern(typed: str) -> re.Pattern[str] | None:
    """What finds typed letters as initials of neighbouring characters in a coded name.

    None where what was typed is no run of letters and digits.
    """
    wanted = unicodedata.normalize("NFKC", typed).strip().lower()
    if not (wanted.isascii() and wanted.isalnum()):
        return None
    return re.compile("".join(f"[{_signs_with(letter)}]" for letter in wanted))


def matches_initials(name: str, typed: str) -> bool:
    """True where the typed letters are initials of neighbouring characters of the name."""
    pattern = initials_pattern(typed)
    return pattern is not None and pattern.search(coded(name)) is not None


@cache
def _sign(char: str) -> str:
    if unicodedata.category(char)[0] in _NOT_TYPED:
        return ""
    letters = _initials(char)
    # One letter is its own sign; the sets of several have signs of their own, out of use elsewhere.
    return letters if len(letters) == 1 else chr(_FIRST_SIGN + _table().sets.index(letters))


@cache
def _signs_with(letter: str) -> str:
    sets = enumerate(_table().sets)
    return letter + "".join(chr(_FIRST_SIGN + n) for n, one in sets if letter in one)


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
