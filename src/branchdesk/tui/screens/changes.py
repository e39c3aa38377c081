"""Changes: the newest list against the one before, a line a contract; Enter opens the case."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.widgets.option_list import Option

from branchdesk.actions.follow.changes import ListChanges, list_changes, save_changes
from branchdesk.basics.errors import DeskError
from branchdesk.basics.money import Money
from branchdesk.reports.follow.changes import Row, Total, change_word
from branchdesk.tui.dialogs.table_file import ask_for_file
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.options import OptionList

NAME, CONTRACT, SUM = 16, 17, 14


class ChangesScreen(DeskScreen):
    """What is new, grown, fallen and gone, each with its total; the rest is only counted."""

    place = "changes"

    def compose_work(self) -> Iterable[OptionList]:
        """One list."""
        yield OptionList(id="items", classes="list", markup=False)

    def tell(self) -> None:
        """Which lists, then each change with its contracts."""
        self._rows: dict[str, Row] = {}
        options = self.query_one("#items", OptionList)
        at = options.highlighted
        options.clear_options()
        try:
            found = list_changes(self.desk)
        except DeskError as fault:
            for one in fault.findings:
                self._told(options, self.words.finding(one), "")
        else:
            self._tell_found(options, found)
        if self._rows:
            first = options.get_option_index(next(iter(self._rows)))
            options.highlighted = min(at or first, options.option_count - 1)
        options.focus()

    def _tell_found(self, options: OptionList, found: ListChanges) -> None:
        code = "change.from-to" if found.before else "change.only"
        self._told(options, self.words(code, on=found.as_of, before=found.before), "bold")
        for one in found.findings:
            self._told(options, self.words.finding(one), "dim")
        heads = [self.words(f"head.{key}") for key in ("before", "now", "difference")]
        self._told(options, _line("", self.words("head.contract"), heads), "dim")
        for total in found.totals:
            self._told(options, self._total(total), "bold")
            for row in found.rows:
                if row.change == total.change != "unchanged":
                    key = f"r{len(self._rows)}"
                    self._rows[key] = row
                    options.add_option(Option(plain(self._row(row)), id=key))

    def _told(self, options: OptionList, text: str, style: str) -> None:
        options.add_option(Option(plain(text, style), disabled=True))

    def _total(self, total: Total) -> str:
        name = f"{self.words(f'change.{total.change}')} {total.count}"
        return _line(name, "", [_sum(s) for s in (total.before, total.now, total.difference)])

    def _row(self, row: Row) -> str:
        sums = [_sum(one) for one in (row.before, row.now, row.difference)]
        return _line(f" {row.customer}", row.shown_contract, sums)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Whole below: how it fared, whose it is, and which case works it."""
        row = self._rows.get(event.option.id or "")
        if row is not None:
            case = row.case or self.words("change.no-case")
            self.explain(f"{change_word(row, self.words)}  {row.customer}  {case}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The case; without one the enquiry, if it still is on the list."""
        row = self._rows.get(event.option.id or "")
        if row is None:
            return
        if row.case:
            self.house.go("case", row.case)
        elif row.change != "gone":
            self.house.go("enquiry", {"contract_no": row.contract_no})

    def allows(self, code: str) -> bool:
        """Without a list there is nothing to keep."""
        return code != "csv" or bool(self._rows)

    def do_csv(self) -> None:
        """Keep every contract as a file, numbers masked as here."""
        found = list_changes(self.desk)

        def said(file: Path) -> None:
            self.house.saved("change.written", file=file, count=len(found.rows))

        name = f"changes-{found.as_of}"
        ask_for_file(self.house, name, lambda f: save_changes(found, f, self.words), said)


def _sum(amount: Money | None) -> str:
    return "—" if amount is None else amount.grouped


def _line(name: str, contract: str, sums: list[str]) -> str:
    told = "".join(cell(one, SUM, right=True) for one in sums)
    return f"{cell(name, NAME)} {cell(contract, CONTRACT)}{told}"


SCREEN = ChangesScreen
