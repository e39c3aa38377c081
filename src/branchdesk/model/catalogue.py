"""The catalogue of letters: which letters exist and which names they may use."""

from typing import Literal

import msgspec

from branchdesk.basics.wording import Label


class LetterName(msgspec.Struct, frozen=True):
    """A name that a letter may print."""

    label: Label
    kind: Literal["text", "flag", "rows"] = "text"
    columns: tuple[str, ...] = ()


class LetterSource(msgspec.Struct, frozen=True):
    """The clause a letter rests on."""

    ref: str
    zh: str
    en: str


class LetterKind(msgspec.Struct, frozen=True):
    """One letter of the catalogue."""

    title: Label
    purpose: Label
    source: LetterSource


class Catalogue(msgspec.Struct, frozen=True):
    """All letters by code and all names by name."""

    letters: dict[str, LetterKind]
    names: dict[str, LetterName]
