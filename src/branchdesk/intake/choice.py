"""One key or a few letters become a choice: 1-9, then a, b, ...; other typing filters."""

from __future__ import annotations

from branchdesk.basics.pinyin import matches_initials
from branchdesk.basics.text import half_width, search_key
from branchdesk.model.form import KEYS, Choice, Field


def key_of(place: int) -> str:
    """The key of the choice at a place, from 0."""
    return KEYS[place] if place < len(KEYS) else ""


def pick(field: Field, typed: str) -> Choice | None:
    """The choice that was meant: by its key, its words, or the one that alone fits them."""
    word = half_width(typed).strip()
    if len(word) == 1 and word.lower() in KEYS[: len(field.choices)]:
        return field.choices[KEYS.index(word.lower())]
    fits = fitting(field, word)
    return fits[0] if len(fits) == 1 else None


def fitting(field: Field, typed: str) -> list[Choice]:
    """The choices that what was typed can mean; all of them for nothing typed."""
    word = search_key(typed)
    if not word:
        return list(field.choices)
    exact = [c for c in field.choices if word in {search_key(w) for w in (c.code, c.zh, c.en)}]
    if exact:
        return exact
    return [
        c
        for c in field.choices
        if any(word in search_key(w) for w in (c.zh, c.en, c.code, *c.also))
        or (word.isascii() and word.isalpha() and matches_initials(c.zh, word))
    ]


def pick_many(field: Field, typed: str) -> list[Choice] | None:
    """Several choices by their keys, such as ``13``; None where a key is none of them."""
    keys = [c for c in half_width(typed).lower() if c not in " ,，、;"]
    if not all(key in KEYS[: len(field.choices)] for key in keys):
        return None
    return [field.choices[KEYS.index(key)] for key in dict.fromkeys(keys)]
