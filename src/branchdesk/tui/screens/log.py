"""The branch's log: training, suggestions, education of customers, decisions."""

from __future__ import annotations

from functools import partial

from branchdesk.actions.follow.log import add_line, line_text, line_view, log_lines
from branchdesk.model.follow.log import LogEntry
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.listed import ListedScreen
from branchdesk.tui.plain import cell


class LogScreen(ListedScreen[LogEntry]):
    """A line each, the newest first; below it the one under the cursor, whole."""

    place = "log"

    nothing = "log.nothing"

    def listed(self) -> dict[str, LogEntry]:
        """The log as it stands."""
        return {line.id: line for line in log_lines(self.desk)}

    def line(self, line: LogEntry) -> str:
        """Number, day, kind, title."""
        view = line_view(self.desk, line)
        kind = self.desk.form("log").label("kind", line.kind).of(self.words.lang)
        state = f"  {self.words('log.state-open')}" if view["state"] == "open" else ""
        return f"{cell(line.id, 6)} {line.on}  {cell(kind, 12)} {view['title']}{state}"

    def record(self, line: LogEntry) -> list[str]:
        """The whole line."""
        return line_text(self.desk, line, self.words)

    def do_log_add(self) -> None:
        """Add a line."""
        work = partial(add_line, self.desk, screen=True)

        def closed(line: LogEntry | None) -> None:
            if line is not None:
                self.house.saved("log.added", id=line.id)
                self.retell()

        self.app.push_screen(FormDialog("dialog.log", self.desk.form("log"), work), closed)


SCREEN = LogScreen
