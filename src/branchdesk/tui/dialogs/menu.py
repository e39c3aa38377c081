"""The menu: everything that can be done here; typing filters, a digit or Enter chooses.

Letters do not choose: a Chinese input method is always on and would swallow them.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from branchdesk.basics.text import half_width
from branchdesk.reports.menu import Entry, fitting
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskDialog
from branchdesk.tui.widgets.entry import OneLine
from branchdesk.tui.widgets.options import OptionList
from branchdesk.tui.widgets.prose import Prose

DIGITS = "123456789"
MOVES = {
    "up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down",
    "home": "first", "end": "last",
}  # fmt: skip
NAME, KEY = 24, 8
"""Cells of an entry's name and of its key."""


class Filter(OneLine):
    """What is typed filters; a digit chooses, arrows move in the list below."""

    async def _on_key(self, event: events.Key) -> None:
        dialog = self.screen
        assert isinstance(dialog, MenuDialog)
        digit = half_width(event.character or "")
        if event.key in MOVES or (digit and digit in DIGITS):
            event.stop()
            event.prevent_default()
            if event.key in MOVES:
                dialog.move(MOVES[event.key])
            else:
                dialog.choose_nth(DIGITS.index(digit))
            return
        await super()._on_key(event)


class MenuDialog(DeskDialog):
    """Returns the code of the chosen entry, or None."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Take the entries, those that can be chosen first."""
        super().__init__()
        self._entries = entries
        self._shown: list[Entry] = []

    def compose(self) -> ComposeResult:
        """The title, the filter, the entries, what the one under the cursor does."""
        with Vertical(classes="dialog menu"):
            yield Static(classes="title", id="title", markup=False)
            yield Filter(compact=True, id="filter")
            yield OptionList(id="options", markup=False)
            yield Prose(classes="foot", id="foot")

    def on_mount(self) -> None:
        """The cursor stays in the filter."""
        super().on_mount()
        self.query_one(OptionList).can_focus = False
        self.query_one(Filter).focus()

    def tell(self) -> None:
        """The words in the reader's language."""
        self.query_one("#title", Static).update(plain(self.words("screen.menu")))
        self.query_one(Filter).placeholder = self.words("screen.menu-filter")
        self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        """The entries that what was typed can mean, the likeliest under the cursor."""
        self._shown = fitting(self._entries, self.query_one(Filter).value)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(self._option(n, entry) for n, entry in enumerate(self._shown))
        first = self._shown[0] if self._shown else None
        options.highlighted = 0 if first and not first.needs else None
        if options.highlighted is None:
            self._foot(first)

    def _option(self, place: int, entry: Entry) -> Option:
        lang = self.words.lang
        name = cell(entry.name.of(lang), NAME)
        if entry.needs:
            needs = self.words("screen.menu-needs", what=entry.needs.of(lang))
            return Option(plain(f"-  {name}{needs}", "dim"), disabled=True)
        digit = DIGITS[place] if place < len(DIGITS) else " "
        return Option(plain(f"{digit}  {name}{cell(entry.key, KEY)}".rstrip()))

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._foot(self._shown[event.option_index])
        if not any(not entry.needs for entry in self._shown[event.option_index + 1 :]):
            # Below the last one stands what cannot be chosen: the cursor never gets there.
            event.option_list.scroll_end(animate=False)

    def _foot(self, entry: Entry | None) -> None:
        does = entry.does.of(self.words.lang) if entry else self.words("screen.menu-none")
        self.query_one(Prose).told(plain(f"{does}\n{self.words('screen.menu-foot')}"))

    def move(self, way: str) -> None:
        """One entry or one page on, over those that cannot be chosen."""
        getattr(self.query_one(OptionList), f"action_{way}")()

    def choose_nth(self, place: int) -> None:
        """The entry with this digit, if it can be chosen."""
        if place < len(self._shown) and not self._shown[place].needs:
            self.dismiss(self._shown[place].code)

    @on(Input.Submitted)
    def _chosen(self, event: Input.Submitted) -> None:
        event.stop()
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.choose_nth(at)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.choose_nth(event.option_index)
