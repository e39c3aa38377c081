"""The entries of a menu, and which of them a few typed letters can mean."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from branchdesk.basics.pinyin import matches_initials
from branchdesk.basics.text import search_key
from branchdesk.basics.wording import Label

NOT = 9
"""The rank of an entry that what was typed cannot mean."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the menu."""

    code: str
    name: Label
    does: Label
    """One sentence about what it does."""
    key: str = ""
    """Its key as people write it; empty where the menu alone has it."""
    needs: Label | None = None
    """What it needs, where it cannot be given now."""


def fitting(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that what was typed can mean, the likeliest first; all for nothing typed.

    Chinese or English words, or pinyin initials. An entry that cannot be given keeps its place:
    whoever typed its name is told what it needs and is not led to another.
    """
    word = search_key(typed)
    if not word:
        return list(entries)
    ranks = {entry.code: _rank(entry, word) for entry in entries}
    found = [entry for entry in entries if ranks[entry.code] < NOT]
    return sorted(found, key=lambda entry: (ranks[entry.code], entry.needs is not None))


def _rank(entry: Entry, word: str) -> int:
    names = [search_key(entry.name.zh), search_key(entry.name.en)]
    if word in names:
        return 0
    if any(name.startswith(word) for name in names):
        return 1
    if any(word in name for name in names):
        return 2
    if matches_initials(entry.name.zh, word):
        return 3
    sentences = (search_key(entry.does.zh), search_key(entry.does.en))
    return 4 if any(word in sentence for sentence in sentences) else NOT
