"""What every command is given: which desk, who acts, which language."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from branchdesk.actions import opening
from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput, DeskError
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang, Words
from branchdesk.cli.output import say_notes, speak
from branchdesk.cli.pin import asks_for_pin

LARGEST = 17 << 20
CARD_DIGITS = (13, 19)


@dataclass
class Context:
    """The options before the command."""

    data: str | None
    lang: str | None
    staff: str | None
    debug: bool
    look: str = ""

    def __post_init__(self) -> None:
        """Errors before a desk is open speak this language too."""
        speak(self.words(None))

    def words(self, desk: Desk | None) -> Words:
        """The reader's language: the option, the desk's, the system's."""
        chosen = self.lang or (desk.lang if desk else self._desk_language()) or system_language()
        return Words(cast(Lang, chosen))

    def _desk_language(self) -> str:
        """The language of the desk that is meant, before it is open; empty where it is unknown."""
        try:
            return opening.desk_language(self.folder)
        except DeskError:
            return ""

    @property
    def folder(self) -> Path:
        """The desk's folder."""
        return opening.desk_folder(self.data)

    def read(self) -> Desk:
        """The desk for looking; takes no lock."""
        desk = _able(opening.open_to_read(self.folder, self.staff, self._lang()))
        speak(self.words(desk))
        return desk

    @contextmanager
    def write(self, prove: bool = True) -> Iterator[Desk]:
        """The desk for changing; held inside. Who acts gives their PIN, if they have one."""
        with opening.open_to_write(self.folder, self.staff, self._lang()) as desk:
            from branchdesk.actions.safety.backup import daily_or_note

            speak(self.words(_able(desk)))
            desk.notes += daily_or_note(desk)
            say_notes(desk.notes)
            if prove:
                asks_for_pin(desk)
            yield desk
            told = len(desk.notes)
        say_notes(desk.notes[told:])

    def _lang(self) -> Lang | None:
        return cast(Lang, self.lang) if self.lang else None


def system_language() -> Lang:
    """Zh where the system's language is Chinese, else en."""
    named = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


def read_source(name: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``. Raises BadInput."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST)
    try:
        with Path(name).open("rb") as source:
            return source.read(LARGEST)
    except OSError:
        raise BadInput(Finding("file.missing", {"file": name})) from None


def given_text(value: str) -> str:
    """A text option as given, or from ``@FILE`` or ``-``. Raises BadInput."""
    if value == "-" or value.startswith("@"):
        data = read_source(value.removeprefix("@"))
        try:
            return data.decode("utf-8-sig").strip()
        except UnicodeDecodeError as fault:
            raise BadInput(Finding("file.not-utf8", {"position": fault.start + 1})) from None
    return value


def given_contract(value: str) -> str:
    """A contract number as given, or from ``@FILE`` or ``-``; a card's may stand in no history.

    Raises BadInput for what looks like a card number on the command line.
    """
    plain = value.replace(" ", "").replace("-", "")
    if value != "-" and plain.isdigit() and CARD_DIGITS[0] <= len(plain) <= CARD_DIGITS[1]:
        raise BadInput(Finding("cli.card-in-words"))
    return given_text(value)


def _able(desk: Desk) -> Desk:
    """The same, once its policy was read. Raises BadInput, Damaged before anything is done."""
    assert desk.policies is not None
    return desk
