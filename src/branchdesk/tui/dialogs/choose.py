"""One choice of several, by its key, by arrows and Enter, or by mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static
from textual.widgets.option_list import Option

from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskDialog
from branchdesk.tui.widgets.options import OptionList

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


class Chosen(NamedTuple):
    """A choice: what it returns and what it says."""

    value: str
    text: str
    against: str = ""
    """Why it cannot be chosen now; empty where it can."""


class ChooseDialog(DeskDialog):
    """Returns the chosen value, or None."""

    def __init__(self, title: str, options: Sequence[Chosen], **facts: object) -> None:
        """Take the code of the title, its facts, and the choices."""
        super().__init__()
        self._title, self._facts = title, facts
        self._options = options

    def compose(self) -> ComposeResult:
        """The title and the choices."""
        with Vertical(classes="dialog"):
            yield Static(classes="title", id="title", markup=False)
            yield OptionList(id="options", markup=False)
            yield Static(classes="foot", id="foot", markup=False)

    def tell(self) -> None:
        """The words in the reader's language."""
        self.query_one("#title", Static).update(plain(self.words(self._title, **self._facts)))
        options = self.query_one("#options", OptionList)
        options.clear_options()
        options.add_options(_line(n, option) for n, option in enumerate(self._options))
        free = [n for n, option in enumerate(self._options) if not option.against]
        if free:
            options.highlighted = free[0]
        options.focus()
        self.query_one("#foot", Static).update(plain(self.words("screen.choose-foot")))

    def on_key(self, event: events.Key) -> None:
        """A digit or letter chooses at once."""
        if event.character and event.character in KEYS[: len(self._options)]:
            event.stop()
            option = self._options[KEYS.index(event.character)]
            if not option.against:
                self.dismiss(option.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or the mouse chooses."""
        event.stop()
        self.dismiss(self._options[event.option_index].value)


def _line(place: int, option: Chosen) -> Option:
    """With its key; one that cannot be chosen is marked and says why, as in the menu."""
    if option.against:
        return Option(plain(f"-  {option.text}  {option.against}", "dim"), disabled=True)
    return Option(plain(f"{KEYS[place] if place < len(KEYS) else ' '}  {option.text}"))
