"""Approvals: what waits for a second person; Enter decides."""

from __future__ import annotations

from typing import Any

from branchdesk.actions.approval import (
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
from branchdesk.tui.plain import cell

WAYS = ("grant", "refuse", "external")
ACTS = {"grant": grant, "refuse": refuse_approval, "confirm": confirm_external}
SAID = {
    "grant": "cli.approval-granted", "confirm": "cli.approval-granted",
    "refuse": "cli.approval-refused", "external": "approval.external-recorded",
}  # fmt: skip

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
        """Number, state, case, what is asked, by whom and why."""
        what = self.words.show(self.desk.policy.labels[f"authority.{approval.act}"])
        waits = approval.state == "open" and approval.recorded_by
        state = self.words("approval.recorded" if waits else f"approval.{approval.state}")
        head = f"{cell(approval.id, 6)} {cell(state, 8)} {cell(approval.about, 14)}"
        room = max(10, self.size.width - 62)
        return f"{head}{cell(what, 20)} {cell(approval.asked_by, 8)} {cell(approval.reason, room)}"

    def record(self, approval: Approval) -> list[str]:
        """What is asked, whole, and what was answered."""
        what = self.words.show(self.desk.policy.labels[f"authority.{approval.act}"])
        asked = self.words("pane.asked-by", by=approval.asked_by, on=approval.asked_on)
        told = [f"{what}  {approval.about}", f"{asked}  {approval.reason}"]
        if approval.decided_by:
            on = approval.decided_on
            said = self.words("pane.decided-by", by=approval.decided_by, on=on)
            told.append(f"{said}  {approval.decision_ground}")
        return told

    def chosen(self, approval: Approval) -> None:
        """Look at the case, grant or refuse."""
        look = [Chosen("look", self.words("approval.look"))]
        options = look if approval.case else []
        if approval.state == "open":
            ways = ("confirm", "external", "refuse") if approval.recorded_by else WAYS
            options += [Chosen(way, self.words(f"approval.{way}")) for way in ways]

        def done(what: str | None) -> None:
            if what == "look":
                self.house.go("case", approval.case)
            elif what:
                self._decide(approval, what)

        told = approval.reason if "key" in approval.facts else f"{approval.about} {approval.reason}"
        dialog = ChooseDialog("approval.decide", options, id=approval.id, asked=told[:LONGEST])
        self.app.push_screen(dialog, done)

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
