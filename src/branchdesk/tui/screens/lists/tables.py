"""Lists and figures of the desk: which there are; Enter opens one."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widgets.option_list import Option

from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.tables import TABLES
from branchdesk.tui.widgets.options import OptionList

NAME = 20


class TablesScreen(DeskScreen):
    """A line each: its name and what it answers."""

    place = "tables"
    BINDINGS = [
        ("escape", "back", ""),
        *[(str(n), f"table('{code}')", "") for n, code in enumerate(TABLES, 1)],
    ]

    def compose_work(self) -> Iterable[OptionList]:
        """One list."""
        yield OptionList(id="items", classes="list", markup=False)

    def tell(self) -> None:
        """Each with its digit."""
        options, words = self.query_one("#items", OptionList), self.words
        at = options.highlighted
        options.clear_options()
        for number, code in enumerate(TABLES, 1):
            name = cell(words(f"table.{code}"), NAME)
            does = words(f"table.does-{code}")
            options.add_option(Option(plain(f"{number}  {name} {does}"), id=code))
        options.highlighted = at or 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        self.action_table(event.option.id or "")

    def action_table(self, code: str) -> None:
        """Open the one of this code."""
        self.house.go("lists.table", code)


SCREEN = TablesScreen
