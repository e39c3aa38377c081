"""The policy: every setting with its values and sources; Enter proposes a change (R022)."""

from __future__ import annotations

from typing import Any

from branchdesk.actions.policy import policy_rows, propose_by_form, written
from branchdesk.model.approval import Approval
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.listed import ListedScreen
from branchdesk.tui.plain import cell


class PolicyScreen(ListedScreen[dict[str, Any]]):
    """A line each; below it every value of the one under the cursor, and who set it."""

    place = "policy"

    def listed(self) -> dict[str, dict[str, Any]]:
        """The values of today."""
        return {r["key"]: r for r in policy_rows(self.desk, "", self.desk.today)}

    def line(self, row: dict[str, Any]) -> str:
        """Name, key, value."""
        room = max(10, self.size.width - 64)
        label = cell(self.words.show(row["label"]), 30)
        return f"{label} {cell(row['key'], 28)} {cell(written(row['value']), room)}"

    def record(self, row: dict[str, Any]) -> list[str]:
        """Every value with its source, and who set it."""
        lines = [f"{row['key']}  {self.words.show(row['label'])}"]
        return [*lines, *(self._dated(value) for value in row["values"])]

    def _dated(self, value: dict[str, Any]) -> str:
        by = f"  {value['proposed_by']} / {value['confirmed_by']}" if value["approval"] else ""
        source = self.words.show(value["source"])
        return f"{self.words.show(value['since'])}  {written(value['value'])}  {source}{by}"

    def chosen(self, row: dict[str, Any]) -> None:
        """Propose another value."""
        key = row["key"]

        def closed(asked: Approval | None) -> None:
            if asked is not None:
                self.house.saved("policy.proposed", key=key, id=asked.id)
                self.retell()

        dialog = FormDialog(
            "dialog.policy_change",
            self.desk.form("policy_change"),
            lambda values: propose_by_form(self.desk, key, values),
            {"value": written(row["value"])},
            name=self.words.show(row["label"]),
        )
        self.app.push_screen(dialog, closed)


SCREEN = PolicyScreen
