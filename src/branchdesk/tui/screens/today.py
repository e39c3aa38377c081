"""Today: what must be done now, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from branchdesk.actions.account import list_notice
from branchdesk.actions.today import today
from branchdesk.reports.worklist import Item
from branchdesk.tui.plain import SEVERITY, cell, plain
from branchdesk.tui.screen import DeskScreen


class TodayScreen(DeskScreen):
    """The worklist; Enter opens the case at hand."""

    place = "today"

    def compose_work(self) -> Iterable[OptionList]:
        """One list."""
        yield OptionList(id="items", classes="list", markup=False)

    def tell(self) -> None:
        """The items under their urgency."""
        self._items: dict[str, Item] = {}
        options = self.query_one("#items", OptionList)
        place = options.highlighted
        options.clear_options()
        notice = list_notice(self.desk)
        if notice is not None:
            options.add_option(Option(plain(self.words.finding(notice), "dim"), disabled=True))
        for urgency, group in groupby(today(self.desk), key=lambda item: item.urgency):
            items = list(group)
            head = f"{self.words(f'urgency.{urgency}')} {len(items)}"
            options.add_option(Option(plain(head, "bold"), disabled=True))
            for item in items:
                key = f"i{len(self._items)}"
                self._items[key] = item
                options.add_option(Option(plain(self._line(item)), id=key))
        if not self._items:
            options.add_option(Option(plain(self.words("today.nothing"), "dim"), disabled=True))
        if self._items:
            first = 2 if notice is not None else 1
            options.highlighted = min(place or first, options.option_count - 1)
        options.focus()

    def _line(self, item: Item) -> str:
        letter = SEVERITY.get(item.severity, (" ", ""))[0]
        days = "" if item.days is None else str(item.days)
        text = self.words.finding(item.text)
        width = max(30, self.size.width - 34)
        who = cell(item.customer or item.case, 24)
        return f"{who} {letter}{cell(days, 4, True)} {cell(text, width)}"

    def current(self) -> Item | None:
        """The item under the cursor."""
        options = self.query_one("#items", OptionList)
        if options.highlighted is None:
            return None
        return self._items.get(options.get_option_at_index(options.highlighted).id or "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what the item is about."""
        self._open(self._items.get(event.option.id or ""))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The whole sentence below, where the line cuts it."""
        item = self._items.get(event.option.id or "")
        if item is not None:
            self.explain(self.words.finding(item.text))

    def do_next(self) -> None:
        """The most urgent case of the list."""
        item = next((i for i in self._items.values() if i.case), None)
        self._open(item)

    def _open(self, item: Item | None) -> None:
        if item is None:
            return
        if item.kind == "approval":
            self.house.go("approval")
        elif item.kind == "agency":
            self.house.go("agency")
        elif item.case:
            self.house.go("case", item.case)
        elif item.contract:
            self.house.go("enquiry", {"contract_no": item.contract})


SCREEN = TodayScreen
