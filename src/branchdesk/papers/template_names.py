"""The names a letter may use, as one value that a check can be remembered by."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping

import msgspec

from branchdesk.model.catalogue import LetterName
from branchdesk.papers.blank import Blank


class Names(msgspec.Struct, frozen=True):
    """Names with their kinds: ``text``, ``flag``, ``rows``, or ``any`` where the value is blank."""

    kinds: frozenset[tuple[str, str]]
    columns: frozenset[tuple[str, str]]
    """Pairs of a list and one of its columns."""
    extra: frozenset[str]
    """The keys of the branch's own fields; a letter writes ``extra.key``."""
    labels: frozenset[tuple[str, str]] = frozenset()
    """What people call a name, and the name."""

    @classmethod
    def of_catalogue(cls, names: Mapping[str, LetterName], extra: Collection[str]) -> Names:
        """The names that the catalogue and the branch's forms give."""
        return cls(
            kinds=frozenset((name, entry.kind) for name, entry in names.items()),
            columns=frozenset((name, c) for name, entry in names.items() for c in entry.columns),
            extra=frozenset(extra),
            labels=frozenset(
                (label, name)
                for name, entry in names.items()
                for label in (entry.label.zh, entry.label.en)
            ),
        )

    @classmethod
    def of_facts(cls, facts: Mapping[str, object]) -> Names:
        """The names that a letter's facts give. Raises TypeError for a value that is not ready."""
        own = facts.get("extra", {})
        return cls(
            kinds=frozenset((n, _kind(n, value)) for n, value in facts.items() if n != "extra"),
            columns=frozenset(
                (name, column)
                for name, rows in facts.items()
                if isinstance(rows, list | tuple) and rows
                for column in set.intersection(*(set(row) for row in rows))
            ),
            extra=frozenset(own if isinstance(own, Mapping) else ()),
        )

    def kind(self, name: str) -> str:
        """The kind of a name; empty where there is no such name."""
        return dict(self.kinds).get(name, "")

    def columns_of(self, rows: str) -> frozenset[str]:
        """The columns of a list; none where it has no row to tell them."""
        return frozenset(column for name, column in self.columns if name == rows)

    def nearest(self, wrong: str) -> str:
        """The known name most like a wrong one; a label in Chinese leads to its name too."""
        names = [*(name for name, _ in self.kinds), *(f"extra.{key}" for key in self.extra)]
        known = dict(self.labels) | {name: name for name in names}
        return known[closest(wrong, known)] if known else ""


def closest(wrong: str, known: Collection[str]) -> str:
    """The word of ``known`` most like ``wrong``; empty where there is none."""
    return next(iter(difflib.get_close_matches(wrong, sorted(known), 1, 0)), "")


def _kind(name: str, value: object) -> str:
    match value:
        case bool():
            return "flag"
        case str():
            return "text"
        case Blank():
            return "any"
        case list() | tuple():
            return "rows"
        case _:
            raise TypeError(f"a letter prints ready-made words, {name} is a {type(value).__name__}")
