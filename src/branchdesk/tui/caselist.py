"""A list of cases, found while typing by name, initials, numbers or phone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual import on
from textual.widgets import DataTable, Input

from branchdesk.actions.find import case_rows
from branchdesk.model.row import CaseRow
from branchdesk.reports.caselist import matches
from branchdesk.tui.plain import cell, plain, severity_mark
from branchdesk.tui.screen import DeskScreen

WIDTHS = (14, 19, 5, 5, 9, 11, 14)


class CaseList(DeskScreen):
    """The list with its search line; Enter opens the case."""

    place = "cases"
    which = "open"
    BINDINGS = [("escape", "back", ""), ("down", "into_list", "")]

    def compose_work(self) -> Iterable[Any]:
        """Search line and list."""
        yield Input(id="search", classes="search", compact=True, select_on_focus=False)
        yield DataTable(id="rows", classes="list", cursor_type="row", cell_padding=0)

    def tell(self) -> None:
        """Heads and rows in the reader's language."""
        words = self.words
        search = self.query_one("#search", Input)
        search.placeholder = words("screen.search")
        table = self.query_one("#rows", DataTable)
        table.clear(columns=True)
        heads = ("number", "customer", "severity", "days", "state", "class", "amount")
        for head, width in zip(heads, WIDTHS, strict=True):
            table.add_column(cell(words(f"head.{head}"), width - 1), width=width, key=head)
        self._rows = case_rows(self.desk, "", self.which)
        self._show()
        search.focus()

    def _show(self) -> None:
        typed = self.query_one("#search", Input).value
        table = self.query_one("#rows", DataTable)
        table.clear()
        found = [row for row in self._rows if matches(row, typed)]
        for row in found:
            table.add_row(*self._cells(row), key=row.number)
        self.explain(self.words("screen.found", count=len(found), all=len(self._rows)))

    def _cells(self, row: CaseRow) -> list[Text]:
        words = self.words
        klass = words.label("class", row.klass)
        if not row.confirmed:
            klass = f"{klass}?"
        days = "" if row.days_past_due is None else str(row.days_past_due)
        amount = "" if row.amount is None else row.amount.grouped
        return [
            plain(cell(row.number, WIDTHS[0])),
            plain(cell(row.customer, WIDTHS[1] - 1)),
            severity_mark(row.severity),
            plain(cell(days, WIDTHS[3] - 1, True)),
            plain(cell(words.label("state", row.state), WIDTHS[4] - 1)),
            plain(cell(klass, WIDTHS[5] - 1)),
            plain(cell(amount, WIDTHS[6], True)),
        ]

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        """Filter while typing."""
        self._show()

    @on(Input.Submitted, "#search")
    def first(self) -> None:
        """Enter in the search line opens the first hit."""
        table = self.query_one("#rows", DataTable)
        if table.row_count:
            self._open(str(table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value))

    def action_into_list(self) -> None:
        """From the search line into the list."""
        self.query_one("#rows", DataTable).focus()

    @on(DataTable.RowSelected, "#rows")
    def chosen(self, event: DataTable.RowSelected) -> None:
        """Open the case."""
        self._open(str(event.row_key.value))

    @on(DataTable.RowHighlighted, "#rows")
    def named(self, event: DataTable.RowHighlighted) -> None:
        """The whole name below, where the list cuts it."""
        row = next((r for r in self._rows if r.number == event.row_key.value), None)
        if row is not None and self.query_one("#rows", DataTable).has_focus:
            self.explain(f"{row.number}  {row.customer}")

    def _open(self, number: str) -> None:
        self.house.go("case", number)

    def do_find(self) -> None:
        """The cursor into the search line."""
        self.query_one("#search", Input).focus()
