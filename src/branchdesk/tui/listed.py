"""A place that is a list: a line each, below it the one under the cursor, Enter asks what to do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from textual.containers import VerticalScroll
from textual.widgets.option_list import Option

from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.options import OptionList
from branchdesk.tui.widgets.prose import Prose

T = TypeVar("T")


class ListedScreen(DeskScreen, Generic[T]):
    """Each place says what stands in its list, how a line reads, and what Enter does."""

    nothing = ""
    """The sentence for an empty list."""

    def compose_work(self) -> Iterable[Any]:
        """The list, and below it the record."""
        yield OptionList(id="items", classes="list", markup=False)
        yield VerticalScroll(Prose(id="record"), classes="pane")

    @abstractmethod
    def listed(self) -> Mapping[str, T]:
        """What stands in the list now, by its key."""

    @abstractmethod
    def line(self, one: T) -> str:
        """How one reads in the list."""

    def record(self, one: T) -> Iterable[str]:
        """The lines that are shown of the one under the cursor."""
        return ()

    def chosen(self, one: T) -> None:
        """What Enter does with it."""

    def tell(self) -> None:
        """The list as it stands; the cursor stays where it was."""
        self._found = dict(self.listed())
        options = self.query_one("#items", OptionList)
        place = options.highlighted
        options.clear_options()
        options.add_options(Option(plain(self.line(one)), id=k) for k, one in self._found.items())
        if self._found:
            options.highlighted = min(place or 0, options.option_count - 1)
        else:
            options.add_option(Option(plain(self.words(self.nothing), "dim"), disabled=True))
        options.focus()

    def relay(self) -> None:
        """Cut to the new width."""
        self.tell()

    def current(self) -> T | None:
        """The one under the cursor, or None."""
        options = self.query_one("#items", OptionList)
        if options.highlighted is None:
            return None
        return self._found.get(options.get_option_at_index(options.highlighted).id or "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The record of the one under the cursor."""
        one = self._found.get(event.option.id or "")
        if one is not None:
            self.query_one("#record", Prose).told(plain("\n".join(self.record(one))))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or the mouse."""
        one = self._found.get(event.option.id or "")
        if one is not None:
            self.chosen(one)
