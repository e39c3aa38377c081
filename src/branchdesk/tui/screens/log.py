"""The branch's log: training, suggestions, education of customers, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from textual.containers import VerticalScroll
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from branchdesk.actions.follow.log import add_line, line_text, line_view, log_lines
from branchdesk.model.follow.log import LogEntry
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.prose import Prose


class LogScreen(DeskScreen):
    """A line each, the newest first; below it the one under the cursor, whole."""

    place = "log"

    def compose_work(self) -> Iterable[Any]:
        """The list, and below it the line."""
        yield OptionList(id="items", classes="list", markup=False)
        yield VerticalScroll(Prose(id="record"), classes="pane")

    def tell(self) -> None:
        """The log as it stands."""
        self._found = {line.id: line for line in log_lines(self.desk)}
        options = self.query_one("#items", OptionList)
        options.clear_options()
        for line in self._found.values():
            options.add_option(Option(plain(self._line(line)), id=line.id))
        if not self._found:
            options.add_option(Option(plain(self.words("log.nothing"), "dim"), disabled=True))
        else:
            options.highlighted = 0
        options.focus()

    def _line(self, line: LogEntry) -> str:
        view = line_view(self.desk, line)
        kind = self.desk.form("log").label("kind", line.kind).of(self.words.lang)
        state = f"  {self.words('log.state-open')}" if view["state"] == "open" else ""
        return f"{cell(line.id, 6)} {line.on}  {cell(kind, 12)} {view['title']}{state}"

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The whole line under the cursor."""
        line = self._found.get(event.option.id or "")
        if line is not None:
            text = "\n".join(line_text(self.desk, line, self.words))
            self.query_one("#record", Prose).told(plain(text))

    def do_log_add(self) -> None:
        """Add a line."""
        work = partial(add_line, self.desk, screen=True)

        def closed(line: LogEntry | None) -> None:
            if line is not None:
                self.house.saved("log.added", id=line.id)
                self.retell()

        self.app.push_screen(FormDialog("dialog.log", self.desk.form("log"), work), closed)


SCREEN = LogScreen
