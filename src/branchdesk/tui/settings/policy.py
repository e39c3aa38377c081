"""The policy: the way to all its values, and the changes that were proposed."""

from __future__ import annotations

from typing import Any

from branchdesk.actions.policy import policy_changes, written
from branchdesk.tui.plain import cell
from branchdesk.tui.settings.pane import Line, Pane

ALL, DECIDE = "all", "decide"


class PolicyPane(Pane):
    """Two ways on, and a line for each change."""

    code = "policy"

    def lines(self) -> list[Line]:
        """The newest change first."""
        words = self.words
        self._found = {str(change["id"]): change for change in policy_changes(self.desk)}
        told = [
            Line(words("settings.policy-all"), ALL),
            Line(words("settings.policy-decide"), DECIDE),
        ]
        if not self._found:
            return [*told, Line(words("policy.nothing"), style="dim")]
        return told + [Line(self._line(one), key) for key, one in self._found.items()]

    def _line(self, one: dict[str, Any]) -> str:
        lost = one["state"] == "granted" and not one["in_force"]
        state = self.words("policy.unfit" if lost else f"approval.{one['state']}")
        value = cell(written(one["value"]), 16)
        return f"{cell(one['id'], 6)} {cell(one['key'], 28)} {value} {one['since']}  {state}"

    def record(self, key: str) -> str:
        """Who proposed it, and on what ground."""
        one = self._found.get(key)
        return f"{one['proposed_by']}  {self.words.show(one['source'])}" if one else ""

    def chosen(self, key: str) -> None:
        """All values, or the approvals where a change is confirmed."""
        self.house.go("policy" if key == ALL else "approval")
