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
from branchdesk.reports.month.page import notes, shown, table
from branchdesk.reports.table import Table
from branchdesk.tui.dialogs.long_work import Job, LongWork
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.prose import Prose

COLUMNS = (20, 7, 16, 7, 10, 16, 6, 16)
"""Cells; the last two, the change, only where there is room for them."""
NARROW = 6
INDENT = 2


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
        text.append_text(self._table(table(month_blocks(self.desk, found)[0], words)))
        for note in notes(found, words):
            text.append_text(plain(f"\n{note}", "dim"))
        return text

    def _table(self, summary: Table) -> Text:
        wide = self.size.width >= sum(COLUMNS) + INDENT
        columns = COLUMNS if wide else COLUMNS[:NARROW]
        text = plain(
            f"{_line([self.words.show(head) for head in summary.heads], columns)}\n", "bold"
        )
        for at, row in enumerate(summary.rows):
            text.append_text(plain(f"{_line(row, columns)}\n", "bold" * (at in summary.strong)))
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


def _line(cells: Iterable[str], columns: tuple[int, ...]) -> str:
    first, *others = zip(cells, columns, strict=False)
    return cell(*first) + "".join(cell(text, width, right=True) for text, width in others)


SCREEN = MonthScreen
