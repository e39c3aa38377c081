"""The one helper through which text from outside reaches a widget: no markup, no control marks."""

from __future__ import annotations

from rich.text import Text

from branchdesk.basics.text import cell_width, cut, pad, safe_text

CLOSING = "。，、；：！？）》〕】”’%.,;:!?)]"
OPENING = "（《〔【“‘(["
TOGETHER = "\u00a0"
"""A blank at which no line ends: between the key of a choice and its words."""
SEVERITY = {"light": ("L", "green"), "moderate": ("M", "yellow"), "severe": ("S", "red")}
"""Severity as a letter and a colour; the colour is never the only sign."""


def plain(text: object, style: str = "") -> Text:
    """The words as they are: brackets are no markup, control characters are made visible."""
    return Text(safe_text(str(text), lines=True), style=style)


def wrapped(text: Text, cells: int) -> Text:
    """The words broken into lines of at most so many cells.

    Chinese breaks between any two characters, Latin between words; no line begins with a closing
    mark.
    """
    lines: list[Text] = []
    for line in text.split("\n", allow_blank=True):
        start = width = 0
        break_at = 0
        plain_line = line.plain
        for place, char in enumerate(plain_line):
            if place > start and _may_break(plain_line[place - 1], char):
                break_at = place
            width += cell_width(char)
            if width > cells and break_at > start:
                lines.append(line[start:break_at])
                start = break_at
                width = cell_width(plain_line[start : place + 1])
        lines.append(line[start:])
    for line in lines:
        line.plain = line.plain.replace(TOGETHER, " ")
    return Text("\n").join(lines)


def fitted(text: str, cells: int, rows: int) -> str:
    """The words in at most so many rows of so many cells, ending in … where something is cut."""
    lines = wrapped(plain(text), cells).plain.split("\n")
    if len(lines) <= rows:
        return "\n".join(lines)
    return "\n".join([*lines[: rows - 1], cut(f"{lines[rows - 1].rstrip()}…", cells)])


def _may_break(before: str, after: str) -> bool:
    if TOGETHER in (before, after):
        return False
    if after in CLOSING or before in OPENING or after == " ":
        return False
    return before == " " or cell_width(before) == 2 or cell_width(after) == 2


def cell(text: object, cells: int, right: bool = False) -> str:
    """The words in exactly so many terminal cells, cut with … where they are longer."""
    return pad(cut(safe_text(str(text)), cells), cells, right)


def severity_mark(severity: str) -> Text:
    """The letter of a severity in its colour."""
    letter, colour = SEVERITY.get(severity, ("-", ""))
    return Text(letter, style=colour)
