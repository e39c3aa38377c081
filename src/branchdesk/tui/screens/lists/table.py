"""One table: typing filters its rows, Enter opens what a row is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.binding import Binding
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from branchdesk.actions.enquiry import Added, open_many, to_open
from branchdesk.actions.handed import save_table
from branchdesk.basics.text import half_width
from branchdesk.basics.wording import Term
from branchdesk.reports.columns import GAP, fitted
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.table_file import ask_for_file
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.tables import BY_TIME, told
from branchdesk.tui.widgets.entry import OneLine
from branchdesk.tui.widgets.options import OptionList

MOST = 1000
"""Rows shown at once; of more the search says how many there are."""
PLACES = {"case": "case", "account": "lists.account"}
"""The screen of what a row is about."""
SEVERITIES = ("light", "moderate", "severe")


class TableScreen(DeskScreen):
    """Notes, heads, rows; numbers masked as everywhere."""

    place = "table"
    BINDINGS = [
        ("escape", "back", ""),
        ("down", "into_list", ""),
        Binding("left", "step(-1)", "", priority=True),
        Binding("right", "step(1)", "", priority=True),
    ]

    def __init__(self, code: str, number: str = "") -> None:
        """Name the table, and the case where it is about one."""
        super().__init__()
        self._code, self._number, self._step = code, number, 0

    def compose_work(self) -> Iterable[Any]:
        """Title, search line, rows."""
        yield Static(id="tabs", markup=False)
        yield OneLine(id="search", classes="search", compact=True, select_on_focus=False)
        yield OptionList(id="items", classes="list", markup=False)

    def tell(self) -> None:
        """The table as it stands now."""
        self._page = told(self._code, self.desk, self.words, self._number, self._step)
        title = f" {self.words.show(self._page.table.caption)}  {self._number}"
        self.query_one("#tabs", Static).update(plain(title, "bold"))
        search = self.query_one("#search", Input)
        search.placeholder = self.words("table.search")
        self._show()
        if self._at() is None:
            search.focus()

    def _show(self) -> None:
        options = self.query_one("#items", OptionList)
        at = options.highlighted
        options.clear_options()
        for note in self._page.notes:
            options.add_option(Option(plain(note, "dim"), disabled=True))
        shown = self._fitting()
        heads = [self.words.show(head) for head in self._page.table.heads]
        rows = [self._page.table.rows[n] for n in shown[:MOST]]
        widths = fitted([heads, *rows], max(20, self.size.width - 4))
        options.add_option(Option(plain(self._line(heads, widths), "bold"), disabled=True))
        first = options.option_count
        for n, row in zip(shown, rows, strict=False):
            options.add_option(Option(plain(self._line(row, widths)), id=f"r{n}"))
        if rows:
            options.highlighted = min(max(at or first, first), options.option_count - 1)
        count, every = len(rows), len(self._page.table.rows)
        found = self.words("table.found", count=count, all=every)
        code = "screen.table-by-time" if self._code in BY_TIME else "screen.table"
        self.explain(f"{found}  {self.words(code)}")

    def relay(self) -> None:
        """The columns are fitted to the new width."""
        self._show()

    def _fitting(self) -> list[int]:
        """The places of the rows that hold every word of the search."""
        typed = half_width(self.query_one("#search", Input).value).casefold().split()
        rows = ("\n".join(row).casefold() for row in self._page.table.rows)
        return [n for n, row in enumerate(rows) if all(word in row for word in typed)]

    def _line(self, cells: Iterable[str], widths: list[int]) -> str:
        right = self._page.table.right
        parts = [
            cell(text, width, n in right)
            for n, (text, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return (" " * GAP).join(parts)

    def _at(self) -> int | None:
        """The place of the row under the cursor, where the cursor is in the list."""
        options = self.query_one("#items", OptionList)
        if not options.has_focus or options.highlighted is None:
            return None
        key = options.get_option_at_index(options.highlighted).id
        return int(key[1:]) if key else None

    @on(Input.Changed, "#search")
    def search(self) -> None:
        """Filter while typing."""
        self._show()

    @on(Input.Submitted, "#search")
    def first(self) -> None:
        """Enter in the search line opens the first hit."""
        found = self._fitting()
        if found:
            self._open(found[0])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right change the time; where something is typed they move in it."""
        typed = self.is_mounted and self.query_one("#search", Input).value
        return action != "step" or (self._code in BY_TIME and not typed)

    def action_step(self, by: int) -> None:
        """The week or month before or after; quality knows none to come."""
        step = self._step + by
        if self._code == "week" or step <= 0:
            self._step = step
            self.retell()

    def action_into_list(self) -> None:
        """From the search line into the rows."""
        self.query_one("#items", OptionList).focus()

    @on(OptionList.OptionHighlighted)
    def named(self, event: OptionList.OptionHighlighted) -> None:
        """The whole row below, where its columns cut it."""
        key = event.option.id
        if key and self.query_one("#items", OptionList).has_focus:
            self.explain("  ".join(filter(None, self._page.table.rows[int(key[1:])])))

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Open what the row is about."""
        if event.option.id:
            self._open(int(event.option.id[1:]))

    def _open(self, place: int) -> None:
        leads = self._page.leads[place]
        if leads.to:
            self.house.go(PLACES[leads.to], leads.ref)

    # ------------------------------------------------------------ what can be done

    def allows(self, code: str) -> bool:
        """Cases are opened from the register."""
        return code != "open_many" or self._code == "register"

    def do_find(self) -> None:
        """The cursor into the search line."""
        self.query_one("#search", Input).focus()

    def do_csv(self) -> None:
        """Keep the whole table as a file."""
        table = self._page.table
        name = f"{self._code}-{self.desk.today}"

        def said(file: object) -> None:
            self.house.saved("change.written", file=file, count=len(table.rows))

        ask_for_file(self.house, name, lambda file: save_table(table, file), said)

    def do_open_many(self) -> None:
        """A case for every account of a severity that has none yet; how many stands with each."""
        counts = {code: len(to_open(self.desk, code)) for code in SEVERITIES}
        options = [
            Chosen(code, self.words("table.severity", severity=Term("severity", code), count=count))
            for code, count in counts.items()
        ]

        def chosen(severity: str | None) -> None:
            if severity:
                added = self.house.attempt(lambda: open_many(self.desk, severity))
                if added is not None:
                    self._opened(added)

        self.app.push_screen(ChooseDialog("table.open-many", options), chosen)

    def _opened(self, added: list[Added]) -> None:
        numbers = [one.number for one in added]
        if numbers:
            facts = {"count": len(numbers), "first": numbers[0], "last": numbers[-1]}
            self.house.saved("table.opened", **facts)
        else:
            self.house.saved("cli.open-none")
        self.retell()


SCREEN = TableScreen
