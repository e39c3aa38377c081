"""Approvals: what waits for a second person; Enter decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from branchdesk.actions.approval import (
    against_decision,
    approvals,
    confirm_external,
    grant,
    record_external,
    refuse_approval,
)
from branchdesk.model.approval import Approval
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.pin import decision_dialog
from branchdesk.tui.listed import ListedScreen
from branchdesk.tui.panes import approval as asked
from branchdesk.tui.screen import WIDE

WAYS = ("grant", "refuse", "external")
ACTS = {"grant": grant, "refuse": refuse_approval, "confirm": confirm_external}
SAID = {
    "grant": "cli.approval-granted", "confirm": "cli.approval-granted",
    "refuse": "cli.approval-refused", "external": "approval.external-recorded",
}  # fmt: skip

FRAME = 3
"""Cells beside the lines of the list: its padding and its scrollbar."""
LONGEST = 300
"""Characters of what is asked that the question shows."""


class ApprovalScreen(ListedScreen[Approval]):
    """Open approvals first."""

    place = "approvals"
    nothing = "today.nothing"

    def listed(self) -> dict[str, Approval]:
        """Each approval a line."""
        return {a.id: a for a in approvals(self.desk)}

    def line(self, approval: Approval) -> str:
        """Number, state, customer, what is asked, by whom and why, in one line."""
        width = (self.size.width or WIDE) - FRAME
        return asked.line(self.desk, approval, self.words, width)

    def record(self, approval: Approval) -> Iterable[str]:
        """What is asked, whole, with its figures and warnings, and what was answered."""
        return asked.record(self.desk, approval, self.words)

    def chosen(self, approval: Approval) -> None:
        """Look at the case, grant or refuse."""
        look = [Chosen("look", self.words("approval.look"))]
        options = look if approval.case else []
        if approval.state == "open":
            ways = ("confirm", "external", "refuse") if approval.recorded_by else WAYS
            options += [self._way(approval, way) for way in ways]

        def done(what: str | None) -> None:
            if what == "look":
                self.house.go("case", approval.case)
            elif what:
                self._decide(approval, what)

        told = approval.reason if "key" in approval.facts else f"{approval.about} {approval.reason}"
        dialog = ChooseDialog("approval.decide", options, id=approval.id, asked=told[:LONGEST])
        self.app.push_screen(dialog, done)

    def _way(self, approval: Approval, way: str) -> Chosen:
        """A way to decide it; one that is not open to the member says so at once."""
        found = against_decision(self.desk, approval, way) if self.desk.member else []
        # One reason is enough to see that it is no way; told whole they would fill the dialog.
        why = self.words.finding(found[0]) if found else ""
        return Chosen(way, self.words(f"approval.{way}"), why)

    def _decide(self, approval: Approval, what: str) -> None:
        def decide(values: dict[str, Any]) -> Approval:
            if what == "external":
                return record_external(self.desk, approval.id, values)
            act = ACTS[what]
            return act(self.desk, approval.id, str(values.get("ground", "")))

        def done(decided: Approval | None) -> None:
            if decided is not None:
                code = SAID[what]
                number = decided.external_no if what == "external" else decided.about
                self.house.saved(code, id=decided.id, number=number)
                self.retell()

        title = f"approval.{what}"
        form = "external" if what == "external" else "decision"
        dialog = self.house.attempt(lambda: decision_dialog(title, self.desk, decide, form))
        if dialog is not None:
            self.app.push_screen(dialog, done)


SCREEN = ApprovalScreen
