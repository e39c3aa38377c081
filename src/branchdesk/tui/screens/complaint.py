"""Complaints: open ones first, what was done about each, what comes next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from branchdesk.actions.desk import Desk
from branchdesk.actions.follow import complaint as actions
from branchdesk.actions.follow.complaint_view import complaint_lines, complaint_said, complaint_view
from branchdesk.model.follow.complaint import Complaint
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.listed import ListedScreen
from branchdesk.tui.plain import cell

ACTS: dict[str, Callable[..., Complaint]] = {
    "response": actions.respond,
    "inquiry": actions.investigate,
    "extension": actions.extend,
    "close": actions.close,
    "sanction": actions.sanction,
}
"""What is done about a complaint, by its form."""


class ComplaintScreen(ListedScreen[Complaint]):
    """A line each; below it the one under the cursor; Enter asks what to do."""

    place = "complaint"

    nothing = "complaint.nobody"

    def listed(self) -> dict[str, Complaint]:
        """Open ones first, the oldest before the others."""
        return {c.id: c for c in actions.complaints(self.desk)}

    def line(self, one: Complaint) -> str:
        """Late ones with a mark; number, name, what about, state, case, last day."""
        words, view = self.words, complaint_view(self.desk, one)
        about = words.show(self.desk.form("complaint").label("about", one.about))
        state, mark = words(f"complaint.state-{one.state}"), "!" if view["late"] else " "
        due = view["decide_by"] if one.is_open else ""
        return (
            f"{mark}{cell(one.id, 6)} {cell(one.name, 14)} {cell(about, 12)} {cell(state, 12)} "
            f"{cell(one.case, 14)} {due}"
        )

    def record(self, one: Complaint) -> list[str]:
        """What was done about it."""
        return complaint_lines(self.desk, one, self.words)

    def chosen(self, one: Complaint) -> None:
        """What is to be done about it."""

        def done(act: str | None) -> None:
            if act == "case":
                self.house.go("case", one.case)
            elif act == "withdraw":
                self._withdraw(one)
            elif act:
                self._act(act, one)

        options = [Chosen(act, self.words(f"complaint.do-{act}")) for act in self._fit(one)]
        self.app.push_screen(ChooseDialog("complaint.what", options, id=one.id), done)

    def _fit(self, one: Complaint) -> list[str]:
        """What fits its state; who may not is told why by the act itself."""
        found = []
        if one.is_open:
            found += [] if one.response else ["response"]
            found += ["inquiry", *(["close"] if one.inquiry else []), "extension", "withdraw"]
        me = self.desk.member
        if one.inquiry is not None and me is not None and me.role == "supervisor":
            found.append("sanction")
        return [*found, *(["case"] if one.case else [])]

    def _act(self, act: str, one: Complaint) -> None:
        work = partial(_by_screen, ACTS[act], self.desk, one.id)
        self._form(f"complaint_{act}", f"complaint_{act}", work, one.id)

    def _withdraw(self, one: Complaint) -> None:
        def work(values: dict[str, Any]) -> Complaint:
            return actions.withdraw(self.desk, one.id, str(values.get("ground", "")))

        self._form("complaint_withdraw", "ground", work, one.id)

    def do_complaint_add(self) -> None:
        """Record a complaint without a case; one about a case is recorded from the case."""
        work = partial(_added, self.desk, "")
        self._form("complaint", "complaint", work, "", "complaint.added")

    def _form(
        self,
        title: str,
        form: str,
        work: Callable[[dict[str, Any]], Complaint],
        number: str,
        code: str = "complaint.did",
    ) -> None:
        def closed(result: Complaint | None) -> None:
            if result is not None:
                told = complaint_said(self.desk, result, self.words)
                self.house.saved(code if result.is_open else "complaint.over", **told)
                self.retell()

        dialog = FormDialog(f"dialog.{title}", self.desk.form(form), work, number=number)
        self.app.push_screen(dialog, closed)


def _by_screen(
    act: Callable[..., Complaint], desk: Desk, complaint: str, values: dict[str, Any]
) -> Complaint:
    return act(desk, complaint, values, screen=True)


def _added(desk: Desk, number: str, values: dict[str, Any]) -> Complaint:
    return actions.add_complaint(desk, values, number, screen=True)


SCREEN = ComplaintScreen
