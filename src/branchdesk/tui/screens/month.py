"""Month: the month-end summary on the screen; F2 writes it as Word and Excel files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll

from branchdesk.actions.month.draw import after, before, month_figures
from branchdesk.actions.month.printed import month_blocks, print_month, read_where
from branchdesk.basics.errors import DeskError
from branchdesk.basics.progress import Progress
from branchdesk.reports.month.cells import shown
from branchdesk.reports.month.page import notes
from branchdesk.tui.dialogs.long_work import Job, LongWork
from branchdesk.tui.panes.month import month_text
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.prose import Prose


class MonthScreen(DeskScreen):
    """One month; left and right go to its neighbours."""

    place = "month"
    BINDINGS = [
        Binding("left", "earlier", "", priority=True),
        Binding("right", "later", "", priority=True),
    ]

    def __init__(self) -> None:
        """This month."""
        super().__init__()
        self._month = ""

    def compose_work(self) -> Iterable[VerticalScroll]:
        """One text."""
        yield VerticalScroll(Prose(id="text"), classes="pane", id="scroll")

    def tell(self) -> None:
        """Cut-off, list, state; the summary; what a reader must know."""
        self._month = self._month or f"{self.desk.today:%Y-%m}"
        self.query_one("#text", Prose).told(self._page())
        self.query_one("#scroll", VerticalScroll).focus()

    def relay(self) -> None:
        """Cut to the new width."""
        self.tell()

    def _page(self) -> Text:
        words = self.words
        text = plain(f"{self._month}  {words('month.title')}\n", "bold")
        try:
            found = month_figures(self.desk, self._month)
        except DeskError as fault:
            said = "\n".join(words.finding(one) for one in fault.findings)
            return text.append_text(plain(said))
        month = found.month
        state = words("month.closed-month" if month.closed else "month.open-month")
        line = f"{words('month.cut-off')} {month.as_of}  {words('month.list')} "
        text.append_text(plain(f"{line}{shown(month.list_as_of, words)}\n{state}\n\n", "dim"))
        tables = month_blocks(self.desk, found)
        size = (self.size.width, self.size.height)
        text.append_text(month_text(found, tables, words, size))
        for note in notes(found, words):
            text.append_text(plain(f"\n{note}", "dim"))
        return text

    def action_earlier(self) -> None:
        """The month before."""
        self._go(before(self._month))

    def action_later(self) -> None:
        """The month after, up to this one."""
        later = after(self._month)
        if later <= f"{self.desk.today:%Y-%m}":
            self._go(later)

    def _go(self, month: str) -> None:
        self._month = month
        self.retell()
        self.query_one("#scroll", VerticalScroll).scroll_home(animate=False)

    def do_save(self) -> None:
        """Write the month on the screen as files."""
        month = self._month

        def prepare(values: Mapping[str, Any]) -> Job:
            folder = read_where(self.desk, values)
            return lambda progress: self._print(month, folder, progress)

        given = {"folder": str(Path.home() / f"month-{month}")}
        self.app.push_screen(
            LongWork("month.ask", self.desk.form("month"), prepare, given, month=month),
            lambda _: self.retell(),
        )

    def _print(self, month: str, folder: Path, progress: Progress) -> str:
        printed = print_month(self.desk, month, folder, (self.words.lang,), progress)
        said = [self.words("month.closed-now", month=month)] if printed.closed_now else []
        said += [self.words("month.kept", file=file, kept=now) for file, now in printed.kept]
        files = [str(file) for file in printed.files]
        return "\n".join([*said, self.words("month.printed", month=month, files=files)])


SCREEN = MonthScreen
