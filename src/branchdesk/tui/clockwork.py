"""What is done about clocks from the case on the screen: guarantors, claims, interruptions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from branchdesk.actions.clock.guarantor import (
    add_guarantor,
    claim,
    correct_guarantor,
    guarantor_answers,
)
from branchdesk.actions.clock.interrupt import interrupt, recorded, take_back
from branchdesk.actions.sheet import find_case
from branchdesk.model.form import Form
from branchdesk.reports.entry import entry_text
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.visitwork import VisitWork


class ClockWork(VisitWork):
    """Guarantors and interruptions of one case; ``number`` names it."""

    def do_clocks(self) -> None:
        """What can be recorded here, one choice."""
        case = find_case(self.desk, self.number)[0]
        works = {"guarantor": self._guarantor}
        if case.loan.guarantors:
            works |= {"guarantor_edit": self._guarantor_edit, "claim": self._claim}
        works["interrupt"] = self._interrupt
        if recorded(case):
            works["uninterrupt"] = self._uninterrupt

        def chosen(code: str | None) -> None:
            if code:
                works[code]()

        options = [Chosen(code, self.words(f"clock.do-{code}")) for code in works]
        self.app.push_screen(ChooseDialog("clock.do", options), chosen)

    def _guarantor(self) -> None:
        """Record a guarantor by the guarantee contract."""
        work = partial(self._worked, add_guarantor)
        self._ask("guarantor", self.desk.form("guarantor"), work)

    def _guarantor_edit(self) -> None:
        """Correct a guarantor: which one, then the form as it stands."""

        def chosen(no: int) -> None:
            before = guarantor_answers(self.desk, self.number, no)

            def work(values: dict[str, Any]) -> Any:
                return correct_guarantor(self.desk, self.number, no, before, values)

            fields = (*self.desk.form("guarantor").fields, *self.desk.form("ground").fields)
            form = Form("guarantor", self.desk.form("guarantor").title, fields)
            self._ask("guarantor_edit", form, work, before, no)

        self._which(chosen)

    def _claim(self) -> None:
        """Record a claim on a guarantor: on whom, then how it was made."""

        def chosen(no: int) -> None:
            def work(values: dict[str, Any]) -> Any:
                return claim(self.desk, self.number, no, values, screen=True)

            self._ask("claim", self.desk.form("claim"), work, entry=no)

        self._which(chosen)

    def _interrupt(self) -> None:
        """Record what interrupts limitation and stands nowhere else."""
        work = partial(self._worked, interrupt)
        self._ask("interrupt", self.desk.form("interruption"), work)

    def _uninterrupt(self) -> None:
        """Take a wrong interruption or claim back: which one, then why."""
        case = find_case(self.desk, self.number)[0]
        options = [
            Chosen(str(e.seq), f"{e.seq}  {entry_text(e, self.words, self.desk.form)}")
            for e in recorded(case)
        ]

        def chosen(seq: str | None) -> None:
            if seq:
                work, form = partial(self._back, int(seq)), self.desk.form("ground")
                self._ask("uninterrupt", form, work, entry=seq)

        self.app.push_screen(ChooseDialog("clock.which-entry", options), chosen)

    def _back(self, seq: int, values: dict[str, Any]) -> Any:
        return take_back(self.desk, self.number, seq, str(values.get("ground", "")))

    def _worked(self, act: Callable[..., Any], values: dict[str, Any]) -> Any:
        return act(self.desk, self.number, values, screen=True)

    def _which(self, then: Callable[[int], None]) -> None:
        """The guarantor who is meant; with one alone nobody is asked."""
        many = find_case(self.desk, self.number)[0].loan.guarantors
        if len(many) == 1:
            then(1)
            return
        options = [Chosen(str(no), one.name) for no, one in enumerate(many, 1)]

        def chosen(no: str | None) -> None:
            if no:
                then(int(no))

        self.app.push_screen(ChooseDialog("clock.which", options), chosen)

    def _ask(
        self,
        title: str,
        form: Form,
        work: Callable[[dict[str, Any]], Any],
        given: dict[str, Any] | None = None,
        entry: object = "",
    ) -> None:
        def done(result: Any) -> None:
            if result is None:
                return
            found = result[1] if isinstance(result, tuple) else []
            code = "screen.unproved" if found else "screen.saved"
            self.house.saved(code, number=self.number)
            self.retell()

        dialog = FormDialog(f"dialog.{title}", form, work, given, number=self.number, entry=entry)
        self.app.push_screen(dialog, done)
