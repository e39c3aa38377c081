"""What passes over a screen's lines on their way to the terminal: plain glyphs, no colours."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter, NoColor

TWINS = {
    "…": "~", "—": "-", "–": "-", "―": "-", "·": ".", "•": "*", "×": "x", "÷": "/", "±": "+",
    "“": '"', "”": '"', "‘": "'", "’": "'", "→": ">", "←": "<", "↑": "^", "↓": "v", "°": "o",
    "§": "S", "✓": "v", "─": "-", "━": "-", "│": "|", "┃": "|", "\u00a0": " ",
}  # fmt: skip
BOXES, BLOCKS = range(0x2500, 0x2580), range(0x2580, 0x25A0)
NOT_DIM = Style(dim=False)


@lru_cache(maxsize=4096)
def plain_glyph(char: str) -> str:
    """The character, or its twin of one cell where a console may draw it in two.

    A letter of another alphabet keeps its shape: a name that can be read is worth a crooked line.
    """
    if char.isascii() or char in TWINS:
        return TWINS.get(char, char)
    if ord(char) in BOXES:
        return "+"
    if ord(char) in BLOCKS:
        return "#"
    if unicodedata.east_asian_width(char) != "A":
        return char
    like = unicodedata.normalize("NFKD", char)[0]
    like = TWINS.get(like, like)
    if like.isascii():
        return like
    return char if unicodedata.category(char)[0] in "LM" else "?"


class PlainGlyphs(LineFilter):
    """No glyph that a console on code page 936 draws two cells wide."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with such glyphs as their plain twins."""
        return [
            one if one.text.isascii() else Segment("".join(map(plain_glyph, one.text)), *one[1:])
            for one in segments
        ]


class NotDim(LineFilter):
    """Nothing fainter than the rest, for eyes that need the contrast."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments in full strength."""
        return [
            Segment(text, style + NOT_DIM if style is not None and style.dim else style, control)
            for text, style, control in segments
        ]


__all__ = ["NoColor", "NotDim", "PlainGlyphs", "plain_glyph"]
