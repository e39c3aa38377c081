"""The register of agencies and law firms: who may be used, their papers and evaluations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from branchdesk.actions.agency.register import (
    add_agency,
    add_agency_paper,
    agencies,
    edit_agency,
    evaluate_agency,
)
from branchdesk.actions.agency.view import agency_answers, agency_form, agency_lines, agency_row
from branchdesk.model.agency.register import Agency
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.listed import ListedScreen
from branchdesk.tui.plain import cell


class AgencyScreen(ListedScreen[Agency]):
    """A line each; below it what is known of the one under the cursor; Enter asks what to do."""

    place = "agency"

    nothing = "agency.nobody"

    def listed(self) -> dict[str, Agency]:
        """Those in use first."""
        return {a.id: a for a in agencies(self.desk)}

    def line(self, agency: Agency) -> str:
        """Number, kind, whether it may be used, name."""
        row = agency_row(self.desk, agency)
        state = self.words("agency.fit" if row["allowed"] else "agency.unfit")
        kind = self.words.label("agency_kind", agency.kind)
        return f"{cell(agency.id, 6)} {cell(kind, 18)} {cell(state, 16)} {agency.name}"

    def record(self, agency: Agency) -> list[str]:
        """What is known of it, first why it may not be used."""
        row = agency_row(self.desk, agency)
        why = [f"! {self.words.finding(f)}" for f in row["why"]]
        return [agency.name, *why, *agency_lines(agency, self.words)]

    def chosen(self, agency: Agency) -> None:
        """What is to be done with it."""
        acts = {
            "paper": self.do_agency_paper,
            "evaluate": self.do_agency_evaluate,
            "edit": self.do_agency_edit,
        }
        options = [Chosen(act, self.words(f"command.agency_{act}")) for act in acts]

        def done(act: str | None) -> None:
            if act:
                acts[act]()

        self.app.push_screen(ChooseDialog("agency.what", options, name=agency.name), done)

    def allows(self, code: str) -> bool:
        """What is about one agency needs one."""
        about_one = code in ("agency_paper", "agency_evaluate", "agency_edit")
        return not about_one or self.current() is not None

    # ------------------------------------------------------------ what can be done

    def do_agency_add(self) -> None:
        """Register an agency or law firm."""
        self._form("agency", partial(add_agency, self.desk), self._saved("agency.added"))

    def do_agency_paper(self) -> None:
        """Record a paper of it."""
        agency = self.current()
        if agency is None:
            return
        work = partial(add_agency_paper, self.desk, agency.id, screen=True)

        def done(made: Any) -> None:
            self._said("agency.paper-added", id=agency.id, paper=made.id)

        self._form("agency_paper", work, done, name=agency.name)

    def do_agency_evaluate(self) -> None:
        """Record an evaluation."""
        agency = self.current()
        if agency is None:
            return
        work = partial(evaluate_agency, self.desk, agency.id, screen=True)

        def done(made: Any) -> None:
            self._said("agency.evaluated", id=agency.id, evaluation=made.id)

        self._form("agency_evaluation", work, done, name=agency.name)

    def do_agency_edit(self) -> None:
        """Correct the record, or strike it off."""
        agency = self.current()
        if agency is None:
            return

        def work(values: dict[str, Any]) -> Any:
            ground = str(values.pop("ground", ""))
            return edit_agency(self.desk, agency.id, values, ground)

        def closed(result: Any) -> None:
            if result is not None:
                self._saved("agency.edited")(result)

        given = agency_answers(agency)
        dialog = FormDialog(
            "dialog.agency_edit", agency_form(self.desk), work, given, name=agency.name
        )
        self.app.push_screen(dialog, closed)

    def _form(
        self,
        form: str,
        work: Callable[[dict[str, Any]], Any],
        done: Callable[[Any], None],
        name: str = "",
    ) -> None:
        def closed(result: Any) -> None:
            if result is not None:
                done(result)

        dialog = FormDialog(f"dialog.{form}", self.desk.form(form), work, name=name)
        self.app.push_screen(dialog, closed)

    def _saved(self, code: str) -> Callable[[Any], None]:
        return lambda made: self._said(code, id=made.id, name=made.name)

    def _said(self, code: str, **facts: object) -> None:
        self.house.saved(code, **facts)
        self.retell()


SCREEN = AgencyScreen
