"""One pass over an XML part of an .xlsx file, before the cells are read."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NoReturn
from xml.parsers import expat

from branchdesk.intake.table.sheet import MOST_CELLS, MOST_ROWS

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# How nearly every program writes a sheet; whatever is written otherwise is looked at one by one.
_CELL = re.compile(rb"<(?:[^\s<>/!?]*:)?c[\s/>]")
_USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
_FORMULA = re.compile(rb"<(?:[^\s<>/!?]*:)?f[\s/>]")
_ODD_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?:[^>]* t="e"[^>]*>|[^>]*>(?=<f[\s/>]))')
_SHARED = re.compile(rb"\bt\s*=\s*[\"']\s*[s&]")
_LIST_OF_OTHERS = re.compile(rb"<(?:[^\s<>/!?]*:)?(?:si|sheet|Relationship)[\s/>]")


class BrokenPartError(ValueError):
    """The part is no XML that a spreadsheet program writes."""


class PartScan:
    """How far the cells reach, how long the shared texts are, which cells hold no value."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.rows = 0
        self.columns = 0
        self.shared = 0
        """How many cells show a shared text."""
        self.lengths = array("L")
        """The length of each shared text."""
        self.holes: dict[tuple[int, int], str] = {}
        """(row, column) from 0 -> the error, or the formula never calculated."""
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self._row = self._column = 0
        self._spot = (0, 0)
        self._kind = ""
        self._formula: str | None = None
        self._heard: list[str] = []
        self._parser = expat.ParserCreate()
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._cell,
            "v": self._value,
            "is": self._inline,
            "f": self._listen,
            "row": self._next_row,
            "si": self._listen,
            "sheet": self._sheet,
            "Relationship": self._link,
        }

    def read(self, data: bytes) -> None:
        """Look through the part. Raises BrokenPartError."""
        data = data.removeprefix(b"\xef\xbb\xbf")
        odd = self._count(data)
        self._parse(data, ask=odd is None)
        if odd:
            self._parse(b"<odd>" + b"".join(odd) + b"</odd>", ask=True)
        self._close_formula()

    def _parse(self, data: bytes, ask: bool) -> None:
        # The encoding is given: the reader of the cells takes every part for UTF-8 as well.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        # Entities that multiply themselves live in a document type; no .xlsx has one.
        self._parser.StartDoctypeDeclHandler = _refuse
        if ask:
            self._parser.StartElementHandler = self._start
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError:
            raise BrokenPartError from None

    def _count(self, data: bytes) -> list[bytes] | None:
        """The cells with formulas or errors, after patterns have counted the rest.

        That takes a tenth of the time of asking at each cell. None where it cannot be done:
        the part is written in an unusual way, or is a list of texts, sheets or links.
        """
        cells = _USUAL_CELL.findall(data)
        odd = [match for match in _ODD_CELL.finditer(data) if match[0][-2:] != b"/>"]
        counted = len(cells) == len(_CELL.findall(data))
        formulas = sum(1 for match in odd if _FORMULA.match(data, match.end()))
        if not counted or formulas != len(_FORMULA.findall(data)) or _LIST_OF_OTHERS.search(data):
            return None
        rows = max((int(row) for row in {row for _, row in cells}), default=0)
        columns = max((_column(name.decode()) for name in {name for name, _ in cells}), default=0)
        if rows > MOST_ROWS or rows * columns > MOST_CELLS:
            return None  # they may be blank cells with a frame, which reach as far as one likes
        self.rows, self.columns, self.shared = rows, columns, len(_SHARED.findall(data))
        return [data[match.start() : data.find(b"</c>", match.end()) + 4] for match in odd]

    def _start(self, tag: str, about: dict[str, str]) -> None:
        start = self._starts.get(tag) or self._starts.get(tag.rpartition(":")[2])
        if start:
            start(about)

    def _next_row(self, about: dict[str, str]) -> None:
        self._row = _number(about["r"]) if "r" in about else self._row + 1
        self._column = 0

    def _cell(self, about: dict[str, str]) -> None:
        """Note where the cell stands; without an address it follows the one before."""
        self._close_formula()
        self._kind = about.get("t", "")
        address = about.get("r")
        if address is None:
            self._column += 1
            self._spot = (max(self._row, 1), self._column)
            return
        match = _ADDRESS.fullmatch(address)
        if match is None:
            raise BrokenPartError
        self._column = _column(match[1])
        self._spot = (int(match[2]), self._column)

    def _value(self, about: dict[str, str]) -> None:
        self._reach()
        if self._kind == "s":
            self.shared += 1
        elif self._kind == "e" or self._formula is not None:
            self._listen(about)

    def _inline(self, about: dict[str, str]) -> None:
        self._reach()

    def _reach(self) -> None:
        row, column = self._spot
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    def _listen(self, about: dict[str, str]) -> None:
        self._heard = []
        self._parser.CharacterDataHandler = self._heard.append
        self._parser.EndElementHandler = self._end

    def _end(self, tag: str) -> None:
        name, text = tag.rpartition(":")[2], "".join(self._heard)
        match name:
            case "f":
                self._reach()
                self._formula = text
            case "v" if self._kind == "e":
                self.holes[self._place()] = text or "#?"
                self._formula = None
            case "v" if text or self._kind == "str":
                self._formula = None
            case "si":
                self.lengths.append(len(text))
        if name in ("f", "v", "si"):
            self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _close_formula(self) -> None:
        """A formula that no value followed was never calculated."""
        if self._formula is not None:
            self.holes[self._place()] = f"={self._formula}"
            self._formula = None

    def _place(self) -> tuple[int, int]:
        return self._spot[0] - 1, self._spot[1] - 1

    def _sheet(self, about: dict[str, str]) -> None:
        link = next((v for k, v in about.items() if k.rpartition(":")[2] == "id"), "")
        self.sheets.append((about.get("name", ""), link))

    def _link(self, about: dict[str, str]) -> None:
        self.targets[about.get("Id", "")] = about.get("Target", "")


def _refuse(*_: Any) -> NoReturn:
    raise BrokenPartError


def _number(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise BrokenPartError
    return int(digits)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
