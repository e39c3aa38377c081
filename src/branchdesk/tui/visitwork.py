"""What is done about visits from the case on the screen, and the records that are printed."""

from __future__ import annotations

from functools import partial
from typing import Any

from branchdesk.actions.visit.plan import (
    Planned,
    cancel_visit,
    plan_visit,
    visit_plan_form,
    waiting,
)
from branchdesk.actions.visit.printed import keep_activity, printable
from branchdesk.actions.visit.record import Recorded, record_visit
from branchdesk.tui.contactwork import ContactWork
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.form import FormDialog

NEW = "-"
"""The choice of a visit that was not planned."""


class VisitWork(ContactWork):
    """Visits of one case; ``number`` names it."""

    def do_visit_plan(self) -> None:
        """Plan a visit."""

        def work(values: dict[str, Any]) -> Any:
            return plan_visit(self.desk, self.number, values, screen=True)

        def done(result: Planned | None) -> None:
            if result is not None:
                self._kept("visit.planned", result, id=result.visit.id, at=result.visit.at)

        form = visit_plan_form(self.desk)
        dialog = FormDialog("dialog.visit_plan", form, work, number=self.number)
        self.app.push_screen(dialog, done)

    def do_visit_record(self) -> None:
        """Record a visit: of which plan, then what happened."""
        options = self._waiting()
        options.append(Chosen(NEW, self.words("visit.unplanned")))

        def chosen(visit_id: str | None) -> None:
            if visit_id:
                self._record({} if visit_id == NEW else {"plan": visit_id})

        self.app.push_screen(ChooseDialog("visit.which", options), chosen)

    def _record(self, given: dict[str, Any]) -> None:
        def work(values: dict[str, Any]) -> Any:
            return record_visit(self.desk, self.number, values, screen=True)

        def done(result: Recorded | None) -> None:
            if result is None:
                return
            if result.breaches:
                self._kept("screen.contact-broke", result, what=list(result.breaches))
            elif result.missing:
                self._kept("screen.contact-gaps", result, what=list(result.missing))
            else:
                self._kept("visit.recorded", result, id=result.visit.id)

        form = self.desk.form("visit")
        dialog = FormDialog(
            "dialog.visit_record",
            form,
            work,
            given,
            number=self.number,
            entry=given.get("plan", ""),
        )
        self.app.push_screen(dialog, done)

    def do_visit_cancel(self) -> None:
        """Call a planned visit off: which one, then why."""

        def work(visit_id: str, values: dict[str, Any]) -> Any:
            ground = str(values.get("ground", ""))
            return cancel_visit(self.desk, self.number, visit_id, ground)

        def chosen(visit_id: str | None) -> None:
            if visit_id:
                form = self.desk.form("ground")
                dialog = FormDialog(
                    "dialog.visit_cancel",
                    form,
                    partial(work, visit_id),
                    number=self.number,
                    entry=visit_id,
                )
                self.app.push_screen(dialog, partial(self._kept, "visit.cancelled", id=visit_id))

        self.app.push_screen(ChooseDialog("visit.which", self._waiting()), chosen)

    def _waiting(self) -> list[Chosen]:
        return [
            Chosen(v.id, self.words("visit.line", id=v.id, at=v.at, who=v.visitors))
            for v in waiting(self.desk, self.number)
        ]

    def do_print_record(self) -> None:
        """Print the last call, plan or visit as a Word paper into the papers of the case."""
        options = [
            Chosen(code, self.words(f"activity.{code}"))
            for code in printable(self.desk, self.number)
        ]

        def chosen(code: str | None) -> None:
            if code:
                file = self.house.attempt(
                    lambda: keep_activity(self.desk, self.number, code, self.words.lang)
                )
                if file:
                    self.house.saved("activity.printed", file=file)
                    self.retell()

        self.app.push_screen(ChooseDialog("activity.which", options), chosen)
