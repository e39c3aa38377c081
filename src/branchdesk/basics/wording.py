"""Every sentence a person reads, in the reader's language, from ``wording/<noun>.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

import msgspec

from branchdesk.basics import toml
from branchdesk.basics.assets import assets
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.text import safe_text
from branchdesk.basics.workdays import Deadline

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")


class Label(msgspec.Struct, frozen=True):
    """A short name in both languages; it stands beside the data that it names."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """The name in one language."""
        return self.zh if lang == "zh" else self.en


class Term(msgspec.Struct, frozen=True):
    """A code of a set, such as ``Term("state", "enquired")``; shown by its name in wording/."""

    noun: str
    code: str


class Words(msgspec.Struct, frozen=True):
    """The sentences in one language; ``words(code, **facts)`` gives one."""

    lang: Lang
    screen: bool = False
    """True where the reader sits at the screens: a way out is named by its key, not its command."""

    def __call__(self, code: str, /, **facts: object) -> str:
        """The sentence of a code with its facts put in; facts are shown without control marks."""
        return self.fill(code, facts)

    def fill(self, code: str, facts: Mapping[str, Any]) -> str:
        """The same with the facts as a mapping."""
        shown = {name: self.show(value) for name, value in facts.items()}
        return sentences(code)[self.lang].format_map(_Known(shown, self))

    def way(self, name: str) -> str:
        """Where a thing is done: the menu's entry on the screens, the command elsewhere."""
        return sentences(f"way.{name}-{'screen' if self.screen else 'command'}")[self.lang]

    def finding(self, finding: Finding) -> str:
        """The sentence of a finding."""
        return self.fill(finding.code, finding.facts)

    def show(self, value: object) -> str:
        """A value as this language writes it: yuan with commas, ISO dates, lists joined."""
        match value:
            case Label():
                return value.of(self.lang)
            case Term():
                return self.label(value.noun, value.code)
            case Finding():
                return self.finding(value)
            case Money():
                return value.grouped
            case bool():
                return self("word.yes" if value else "word.no")
            case datetime():
                return value.strftime("%Y-%m-%d %H:%M")
            case Deadline():
                return (
                    self("date.provisional", day=value.day)
                    if value.provisional
                    else (value.day.isoformat())
                )
            case date():
                return value.isoformat()
            case Decimal():
                return f"{value.normalize():f}"
            case None:
                return self("word.unknown")
            case list() | tuple():
                return ("、" if self.lang == "zh" else ", ").join(self.show(v) for v in value)
            case _:
                return safe_text(str(value))

    def label(self, noun: str, code: str) -> str:
        """The name of a code of a set, such as ``label("state", "enquired")``."""
        return self(f"{noun}.{code}") if code else "—"

    def labels(self, noun: str, codes: Iterable[str]) -> list[str]:
        """The names of several codes."""
        return [self.label(noun, code) for code in codes]


class _Known(dict[str, str]):
    """The facts of a sentence; ``way_`` names where something is done.

    A fact that nobody gave stays visible as its name.
    """

    def __init__(self, facts: Mapping[str, str], words: Words) -> None:
        super().__init__(facts)
        self._words = words

    def __missing__(self, key: str) -> str:
        if key.startswith("way_"):
            return self._words.way(key.removeprefix("way_"))
        return "{" + key + "}"


def named(code: str) -> Label:
    """A sentence in both languages."""
    return Label(sentences(code)["zh"], sentences(code)["en"])


@cache
def book(noun: str) -> dict[str, dict[str, str]]:
    """All sentences of one wording file: short code -> language -> sentence."""
    path = assets() / "wording" / f"{noun}.toml"
    return toml.loads(path.read_text(encoding="utf-8"))


def sentences(code: str) -> dict[str, str]:
    """Both languages of one sentence. Raises KeyError for a code without one."""
    noun, _, short = code.partition(".")
    try:
        return book(noun)[short]
    except (FileNotFoundError, KeyError):
        raise KeyError(f"no sentence for {code}") from None
