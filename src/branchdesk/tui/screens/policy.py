"""The policy: every setting with its values and sources; Enter proposes a change (R022)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.containers import VerticalScroll
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from branchdesk.actions.policy import policy_rows, propose_by_form, written
from branchdesk.model.approval import Approval
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.prose import Prose


class PolicyScreen(DeskScreen):
    """A line each; below it every value of the one under the cursor, and who set it."""

    place = "policy"

    def compose_work(self) -> Iterable[Any]:
        """The list, and below it the history."""
        yield OptionList(id="items", classes="list", markup=False)
        yield VerticalScroll(Prose(id="record"), classes="pane")

    def tell(self) -> None:
        """The values of today."""
        self._found = {r["key"]: r for r in policy_rows(self.desk, "", self.desk.today)}
        options = self.query_one("#items", OptionList)
        place = options.highlighted
        options.clear_options()
        options.add_options(Option(plain(self._line(r)), id=k) for k, r in self._found.items())
        options.highlighted = min(place or 0, options.option_count - 1)
        options.focus()

    def _line(self, row: dict[str, Any]) -> str:
        room = max(10, self.size.width - 64)
        label = cell(self.words.show(row["label"]), 30)
        return f"{label} {cell(row['key'], 28)} {cell(written(row['value']), room)}"

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The history of the one under the cursor."""
        row = self._found.get(event.option.id or "")
        if row is not None:
            lines = [f"{row['key']}  {self.words.show(row['label'])}"]
            lines += [self._dated(value) for value in row["values"]]
            self.query_one("#record", Prose).told(plain("\n".join(lines)))

    def _dated(self, value: dict[str, Any]) -> str:
        by = f"  {value['proposed_by']} / {value['confirmed_by']}" if value["approval"] else ""
        source = self.words.show(value["source"])
        return f"{self.words.show(value['since'])}  {written(value['value'])}  {source}{by}"

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Propose another value."""
        key = event.option.id or ""

        def closed(asked: Approval | None) -> None:
            if asked is not None:
                self.house.saved("policy.proposed", key=key, id=asked.id)
                self.retell()

        dialog = FormDialog(
            "dialog.policy_change",
            self.desk.form("policy_change"),
            lambda values: propose_by_form(self.desk, key, values),
            {"value": written(self._found[key]["value"])},
            name=self.words.show(self._found[key]["label"]),
        )
        self.app.push_screen(dialog, closed)


SCREEN = PolicyScreen
