"""Members of staff as a clerk writes them: by name or by id, several behind each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from branchdesk.basics.text import search_key
from branchdesk.model.staff import Member

BETWEEN = re.compile(r"[、,，;；\n]+")
"""Between two names. A blank is part of one, unless each of its parts names somebody."""
PARTS = re.compile(r"[()（）]")


def members_named(members: Iterable[Member], typed: str) -> tuple[tuple[str, ...], list[str]]:
    """The ids of those who are meant, each once in their order, and what names nobody alone.

    王婷, ``Wang Ting`` and ``wang`` are the same; two members of one name are told by their ids.
    """
    known = list(members)
    found: list[str] = []
    unknown: list[str] = []
    for piece in filter(None, (one.strip() for one in BETWEEN.split(typed))):
        several = [_named(known, part) for part in piece.split()]
        whole = _named(known, piece)
        if whole is not None:
            found.append(whole)
        elif all(several):
            found += [one for one in several if one]
        else:
            unknown.append(piece)
    if not (found or unknown) and typed.strip():
        unknown.append(typed.strip())
    return tuple(dict.fromkeys(found)), unknown


def shown(members: Sequence[Member]) -> list[str]:
    """Each with name and id, to choose from."""
    return [f"{member.name} ({member.id})" if member.name else member.id for member in members]


def _named(members: Sequence[Member], typed: str) -> str | None:
    if any(member.id == typed for member in members):
        return typed
    key = search_key(typed)
    meant = [member.id for member in members if key and key in _keys(member)]
    return meant[0] if len(meant) == 1 else None


def _keys(member: Member) -> set[str]:
    names = (member.id, member.name, *PARTS.split(member.name))
    return {search_key(name) for name in names} - {""}
