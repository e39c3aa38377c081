"""Help: what this screen is for, its keys, and how the program works with the hands."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll

from branchdesk.actions.process.chart import print_chart
from branchdesk.reports.process import chart_lines
from branchdesk.tui.commands.spelled import spelled, with_keys
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.prose import Prose

KEYS = 17
"""Cells of a command's keys."""


class HelpScreen(DeskScreen):
    """Help for the screen it was called from."""

    place = "help"

    def __init__(self, about: str) -> None:
        """Name the screen to be explained."""
        super().__init__()
        self._about = about

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
        for text in ("menu", "forms", "safety"):
            lines += ["", words(f"help.{text}")]
        lines.append("")
        lines += chart_lines(words)
        self.query_one("#text", Prose).told(plain("\n".join(lines)))
        self.query_one("#scroll", VerticalScroll).focus()

    def do_chart(self) -> None:
        """The flow chart as a Word paper in the desk's own folder."""
        file = self.house.attempt(lambda: print_chart(self.desk, self.words.lang))
        if file is not None:
            self.house.saved("process.printed", file=file)


SCREEN = HelpScreen
