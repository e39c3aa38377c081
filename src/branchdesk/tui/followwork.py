"""Following up from the case on the screen: events of the customer, how they pay."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from branchdesk.actions.follow.complaint import add_complaint
from branchdesk.actions.follow.complaint_view import complaint_said
from branchdesk.actions.follow.event import (
    Told,
    add_event,
    close_event,
    event_form,
    event_view,
    events_of,
    look_into,
)
from branchdesk.actions.follow.grade import answers_of, grades, record_habit
from branchdesk.actions.follow.quality import score_call, to_score
from branchdesk.actions.follow.week import plan_month, plannable
from branchdesk.actions.sheet import find_case
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.follow.complaint import Complaint
from branchdesk.model.follow.grade import MonthPlan
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.visitwork import VisitWork


class FollowWork(VisitWork):
    """What is followed up in one case; ``number`` names it."""

    def allows(self, code: str) -> bool:
        """An archived case is only read."""
        return code != "follow" or not find_case(self.desk, self.number)[2]

    def do_follow(self) -> None:
        """What can be followed up here, one choice."""
        works: dict[str, Callable[[], None]] = {"event": self._event}
        if self._open_events():
            works |= {"event_look": self._event_look, "event_close": self._event_close}
        works["habit"] = self._habit
        if plannable(self.desk, self.number):
            works["month_plan"] = self._month_plan
        if to_score(self.desk, self.number):
            works["quality"] = self._quality
        works["complaint"] = self._complain

        def chosen(code: str | None) -> None:
            if code:
                works[code]()

        options = [Chosen(code, self.words(f"follow.{code}")) for code in works]
        self.app.push_screen(ChooseDialog("follow.which", options), chosen)

    def _complain(self) -> None:
        """Record a complaint of the case; it is handled on its own screen."""

        def work(values: dict[str, Any]) -> Complaint:
            return add_complaint(self.desk, values, self.number, screen=True)

        def done(one: Complaint | None) -> None:
            if one is not None:
                self._kept("complaint.added", one, **complaint_said(self.desk, one, self.words))

        form = self.desk.form("complaint")
        dialog = FormDialog("dialog.complaint", form, work, number=self.number)
        self.app.push_screen(dialog, done)

    def _event(self) -> None:
        """Record an event of the customer."""

        def work(values: dict[str, Any]) -> Any:
            return add_event(self.desk, self.number, values, screen=True)

        def done(result: Told | None) -> None:
            if result is not None:
                self._kept("event.added", result, id=result.event.id)

        dialog = FormDialog("dialog.event", event_form(self.desk), work, number=self.number)
        self.app.push_screen(dialog, done)

    def _event_look(self) -> None:
        """Record what was found about an event: which one, then what."""

        def done(result: Told | None) -> None:
            if result is not None:
                due = event_view(self.desk, result.event)["due"]
                self._kept("event.looked", result, id=result.event.id, due=due)

        def chosen(event_id: str | None) -> None:
            if event_id:
                work, form = partial(self._look, event_id), self.desk.form("event_look")
                dialog = FormDialog(
                    "dialog.event_look", form, work, number=self.number, entry=event_id
                )
                self.app.push_screen(dialog, done)

        self.app.push_screen(ChooseDialog("event.which", self._open_events()), chosen)

    def _look(self, event_id: str, values: dict[str, Any]) -> Any:
        return look_into(self.desk, self.number, event_id, values, screen=True)

    def _event_close(self) -> None:
        """Close an event: which one, then why."""

        def work(event_id: str, values: dict[str, Any]) -> Any:
            ground, wrong = str(values.get("ground", "")), values.get("how") == "wrong"
            return close_event(self.desk, self.number, event_id, ground, wrong)

        def chosen(event_id: str | None) -> None:
            if event_id:
                form = self.desk.form("event_close")
                dialog = FormDialog(
                    "dialog.event_close",
                    form,
                    partial(work, event_id),
                    number=self.number,
                    entry=event_id,
                )
                self.app.push_screen(dialog, partial(self._kept, "event.closed", id=event_id))

        self.app.push_screen(ChooseDialog("event.which", self._open_events()), chosen)

    def _habit(self) -> None:
        """Record how the customer pays; what was read last stands there already."""
        case, form = find_case(self.desk, self.number)[0], self.desk.form("habit")

        def work(values: dict[str, Any]) -> Any:
            return record_habit(self.desk, self.number, values, screen=True)

        def done(result: Case | None) -> None:
            if result is not None:
                seen = grades(self.desk, self.number).habit.grade
                self._kept("grade.saved", result, grade=seen or self.words("grade.none"))

        given = answers_of(case)
        dialog = FormDialog("dialog.habit", form, work, given, number=self.number)
        self.app.push_screen(dialog, done)

    def _month_plan(self) -> None:
        """Plan the month of this customer."""

        def work(values: dict[str, Any]) -> Any:
            return plan_month(self.desk, self.number, values, screen=True)

        def done(result: tuple[Case, MonthPlan] | None) -> None:
            if result is not None:
                plan = result[1]
                self._kept("week.planned", result[0], id=plan.id, due=plan.target_on)

        form = self.desk.form("month_plan")
        dialog = FormDialog("dialog.month_plan", form, work, number=self.number)
        self.app.push_screen(dialog, done)

    def _quality(self) -> None:
        """Judge a call: which one, the newest first, then the sheet."""
        form = self.desk.form("contact")

        def chosen(seq: str | None) -> None:
            if seq:
                work, sheet = partial(self._score, int(seq)), self.desk.form("quality")
                dialog = FormDialog("dialog.quality", sheet, work, number=self.number, entry=seq)
                self.app.push_screen(dialog, partial(self._kept, "quality.saved", entry=seq))

        def line(call: Entry) -> str:
            result = form.label("result", str(call.facts.get("result", "")))
            return self.words("quality.call", at=call.at, by=call.by, result=result)

        calls = reversed(to_score(self.desk, self.number))
        options = [Chosen(str(call.seq), line(call)) for call in calls]
        self.app.push_screen(ChooseDialog("quality.which", options), chosen)

    def _score(self, seq: int, values: dict[str, Any]) -> Any:
        return score_call(self.desk, self.number, seq, values, screen=True)

    def _open_events(self) -> list[Chosen]:
        views = [event_view(self.desk, one) for one in events_of(self.desk, self.number)]
        return [
            Chosen(v["id"], self.words("event.line", id=v["id"], event=v["label"], on=v["on"]))
            for v in views
            if v["state"] == "open"
        ]
