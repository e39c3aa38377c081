"""Help: what this screen is for, its keys, and how the program works with the hands."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.containers import VerticalScroll

from branchdesk.actions.process.chart import print_chart, where_it_stands
from branchdesk.reports.process import chart_parts
from branchdesk.tui.commands.spelled import spelled, with_keys
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.prose import Prose

KEYS = 17
"""Cells of a command's keys."""


class HelpScreen(DeskScreen):
    """Help for the screen it was called from."""

    place = "help"

    def __init__(self, about: str, number: str = "", modal: bool = False) -> None:
        """Name the screen to be explained, the case it shows, whether a dialog is open on it."""
        super().__init__()
        self._about, self._number = about, number
        # Over an open dialog help leads nowhere else: what was typed there is still below.
        self._modal = modal

    def compose_work(self) -> Iterable[VerticalScroll]:
        """One text."""
        yield VerticalScroll(Prose(id="text"), classes="pane", id="scroll")

    def tell(self) -> None:
        """The screen's own help, the keys, the common rules, the flow chart (R120)."""
        words = self.words
        lines = [words(f"help.{self._about}"), "", words("help.keys"), ""]
        for command in with_keys():
            keys = "  ".join(map(spelled, command.keys))
            lines.append(f"  {cell(keys, KEYS)}{words(f'does.{command.code}')}")
        for rest in ("menu", "forms", "safety"):
            lines += ["", words(f"help.{rest}")]
        text = plain("\n".join([*lines, "", ""]))
        self.query_one("#text", Prose).told(text.append_text(self._chart()))
        self.query_one("#scroll", VerticalScroll).focus()

    def _chart(self) -> Text:
        """The flow chart; of a case the step at which it stands set off."""
        here = where_it_stands(self.desk, self._number)
        text = Text()
        for line in chart_parts(self.words, here):
            for part, stands in line:
                text.append_text(plain(part, "reverse" if stands else ""))
            text.append("\n")
        if here:
            text.append_text(plain(self.words("process.here", number=self._number)))
        return text

    def do_chart(self) -> None:
        """The flow chart as a Word paper in the desk's own folder."""
        file = self.house.attempt(lambda: print_chart(self.desk, self.words.lang))
        if file is not None:
            self.house.saved("process.printed", file=file)


SCREEN = HelpScreen
