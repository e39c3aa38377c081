"""Text from outside: what the door lets in, how it is shown safely, how wide it is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from branchdesk.basics.finding import Finding

_ACTS_OR_HIDES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_FILLERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
)  # letters by name, drawn as nothing
_HALF_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_KEY_LIMIT = 5_000
_ELLIPSIS = "…"


def half_width(text: str) -> str:
    """The same text with full-width digits, letters and signs as their ASCII twins."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def door_text(raw: str, *, limit: int, lines: bool = False, field: str = "") -> str | Finding:
    """The text as it is stored, or the one reason why it stays outside."""
    text = raw.replace("\r\n", "\n")
    start, end = (0, len(text)) if lines else _trimmed(text)
    if end - start > limit:
        return Finding("text.too-long", facts={"length": end - start, "limit": limit}, field=field)
    for position, char in enumerate(text[start:end], start=start + 1):
        if code := _door_fault(char, lines):
            facts = {"position": position, "character": f"U+{ord(char):04X}"}
            return Finding(code, facts=facts, field=field)
    return text[start:end]


def _trimmed(text: str) -> tuple[int, int]:
    """Where the text begins and ends without white space; controls are no white space here."""
    start, end = 0, len(text)
    while start < end and _is_space(text[start]):
        start += 1
    while end > start and _is_space(text[end - 1]):
        end -= 1
    return start, end


def _is_space(char: str) -> bool:
    # str.isspace() takes U+001C..U+001F and U+0085 for white space: cut, they would go unnoticed.
    return char in " \t\n\r" or (char.isspace() and char >= "\xa0")


def _door_fault(char: str, lines: bool) -> str:
    """The code of what keeps the character outside, empty for most."""
    if char.isprintable() or (lines and char in "\n\t"):
        return ""
    if char == "\n":
        return "text.line-break"
    category = unicodedata.category(char)
    if category == "Cc":
        return "text.control-character"
    if category == "Cs":
        return "text.surrogate"
    return "text.noncharacter" if _is_noncharacter(char) else ""


def _is_noncharacter(char: str) -> bool:
    return ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"


def safe_text(text: str, *, lines: bool = False) -> str:
    """The text fit for a screen or a paper: whatever acts or hides is shown as a sign."""
    if lines:
        return "\n".join(map(safe_text, text.split("\n")))
    return "".join(map(_sign, text))


def signed(text: str, keep: str = "") -> str:
    """The text with one sign for each character that acts or hides; as long as it was.

    For what is being typed: every place of the cursor stays a place in the text.
    """
    return "".join(c if c in keep else s if len(s := _sign(c)) == 1 else "�" for c in text)


@lru_cache(maxsize=8192)
def _sign(char: str) -> str:
    if not _acts_or_hides(char):
        return char
    code = ord(char)
    if code < ord(" "):
        return chr(ord("␀") + code)
    return "␡" if char == "\x7f" else f"<U+{code:04X}>"


def _acts_or_hides(char: str) -> bool:
    hides = unicodedata.category(char) in _ACTS_OR_HIDES or char in _FILLERS
    return hides or _is_noncharacter(char)


@lru_cache(maxsize=8192)
def _in_key(char: str) -> str:
    # Variation selectors pick a glyph, so they are shown; names that differ by one are found alike.
    selects = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    hides = _acts_or_hides(char) and not char.isspace()
    return "" if selects or hides else char


def search_key(text: str) -> str:
    """What two spellings of the same words have in common, for finding, never for showing."""
    if text.isascii() and text.isprintable():
        return " ".join(text[:_KEY_LIMIT].lower().split())
    # Unicode normalisation is quadratic in a run of accents; no stored text is longer than this.
    plain = unicodedata.normalize("NFKC", "".join(map(_in_key, text[:_KEY_LIMIT])))
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())


def cell_width(text: str) -> int:
    """How many terminal cells the text takes; ambiguous characters take one."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_char_cells, text))


@lru_cache(maxsize=8192)
def _char_cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells, ending in … where something was left out."""
    used, fits = 0, 0
    for index, char in enumerate(text):
        used += _char_cells(char)
        if used > cells:
            return text[:fits] + _ELLIPSIS if cells > 0 else ""
        if used < cells:
            fits = index + 1
    return text


def pad(text: str, cells: int, right: bool = False) -> str:
    """The text filled with blanks up to so many cells; right sets it to the right; never cut."""
    blanks = " " * max(0, cells - cell_width(text))
    return blanks + text if right else text + blanks
