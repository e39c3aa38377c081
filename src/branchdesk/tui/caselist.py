"""A list of cases, found while typing by name, initials, numbers or phone; marked for a bundle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual import on
from textual.widgets import DataTable, Input

from branchdesk.actions.find import case_rows
from branchdesk.model.row import CaseRow
from branchdesk.reports.caselist import matches
from branchdesk.tui.dialogs.bundle import bundle_dialog
from branchdesk.tui.plain import cell, plain, severity_mark
from branchdesk.tui.screen import DeskScreen

WIDTHS = (14, 19, 5, 5, 9, 11, 14)


class CaseList(DeskScreen):
    """The list with its search line; Enter opens the case."""

    place = "cases"
    which = "open"
    BINDINGS = [
        ("escape", "back", ""),
        ("down", "into_list", ""),
        # An input method in full-width mode sends the wide blank.
        ("space,ideographic_space", "app.command('mark')", ""),
    ]

    def __init__(self) -> None:
        """Nothing is marked yet."""
        super().__init__()
        self._marked: dict[str, None] = {}
        """Numbers in the order in which they were marked; a search keeps them."""

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
        known = {row.number for row in self._rows}
        self._marked = {number: None for number in self._marked if number in known}
        self._show()
        search.focus()

    def _show(self) -> None:
        typed = self.query_one("#search", Input).value
        table = self.query_one("#rows", DataTable)
        table.clear()
        found = [row for row in self._rows if matches(row, typed)]
        for row in found:
            table.add_row(*self._cells(row), key=row.number)
        self.explain(self._found(len(found)))

    def _found(self, count: int) -> str:
        if self._marked:
            return self.words("screen.marked", count=len(self._marked))
        return self.words("screen.found", count=count, all=len(self._rows))

    def _cells(self, row: CaseRow) -> list[Text]:
        words = self.words
        klass = words.label("class", row.klass)
        if not row.confirmed:
            klass = f"{klass}?"
        days = "" if row.days_past_due is None else str(row.days_past_due)
        amount = "" if row.amount is None else row.amount.grouped
        return [
            self._number(row.number),
            plain(cell(row.customer, WIDTHS[1] - 1)),
            severity_mark(row.severity),
            plain(cell(days, WIDTHS[3] - 1, True)),
            plain(cell(words.label("state", row.state), WIDTHS[4] - 1)),
            plain(cell(klass, WIDTHS[5] - 1)),
            plain(cell(amount, WIDTHS[6], True)),
        ]

    def _number(self, number: str) -> Text:
        """The number; a mark is a star behind it, for colour alone is no sign."""
        marked = number in self._marked
        return plain(
            cell(number, WIDTHS[0] - 1) + ("*" if marked else " "), "bold" if marked else ""
        )

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
            count = f"{self._found(0)}  " if self._marked else ""
            self.explain(f"{count}{row.number}  {row.customer}")

    def _open(self, number: str) -> None:
        self.house.go("case", number)

    async def action_back(self) -> None:
        """The marks go first; then back to the screen before."""
        if not self._marked:
            await super().action_back()
            return
        self._marked.clear()
        self._show()
        self.show_keys()

    def allows(self, code: str) -> bool:
        """A bundle is made of marked cases; only a row can be marked."""
        if code == "bundle":
            return bool(self._marked)
        return code != "mark" or bool(self.query_one("#rows", DataTable).row_count)

    def do_mark(self) -> None:
        """Mark the row of the cursor, or take its mark away, and go one down."""
        table = self.query_one("#rows", DataTable)
        at = table.coordinate_to_cell_key(table.cursor_coordinate)
        number = str(at.row_key.value)
        if number in self._marked:
            del self._marked[number]
        else:
            self._marked[number] = None
        table.update_cell(at.row_key, "number", self._number(number))
        if table.cursor_row + 1 < table.row_count:
            table.move_cursor(row=table.cursor_row + 1)
        self.explain(self._found(table.row_count))
        self.show_keys()

    def do_bundle(self) -> None:
        """One legal bundle of all marked cases (R128)."""
        self.app.push_screen(
            bundle_dialog(self.house, tuple(self._marked)), lambda _: self.retell()
        )

    def do_find(self) -> None:
        """The cursor into the search line."""
        self.query_one("#search", Input).focus()
