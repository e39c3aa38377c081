"""What is on record of the case on the screen: looked up, taken in, reported, shown in full."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from rich.text import Text

from branchdesk.actions.case import reveal
from branchdesk.actions.correction import correct_customer, customer_answers, customer_form
from branchdesk.actions.legal.paper import add_by_form
from branchdesk.actions.legal.suit import legal_view, list_credit
from branchdesk.actions.legal.told import legal_lines
from branchdesk.actions.sheet import case_sheet, find_case, sheet_by_form
from branchdesk.actions.staff.deciders import nobody_else
from branchdesk.actions.trace.police import DECIDE, filed, to_file
from branchdesk.actions.trace.police import ask as ask_for_police
from branchdesk.actions.view import case_view
from branchdesk.basics.masking import mask_text
from branchdesk.basics.wording import Words
from branchdesk.model.case import Case, Received
from branchdesk.model.trace.police import PoliceReport
from branchdesk.reports.case import CaseSheet
from branchdesk.tui.dialogs.choose import Chosen
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.dialogs.text import TextDialog, lined
from branchdesk.tui.outsidework import OutsideWork
from branchdesk.tui.panes.money import money_text
from branchdesk.tui.plain import plain
from branchdesk.tui.tables import OF_CASE


class RecordWork(OutsideWork):
    """Behind three entries of the menu; ``number`` names the case."""

    def allows(self, code: str) -> bool:
        """An archived case is only looked at."""
        if code == "records":
            return not find_case(self.desk, self.number)[2]
        return super().allows(code)

    # ------------------------------------------------------------ looking

    def do_lookup(self) -> None:
        """What the panes do not show: which, then its page."""
        acts: dict[str, Callable[[], None]] = {
            code: partial(self.house.go, "lists.table", code, self.number) for code in OF_CASE
        }
        acts |= {"suit": self._suit, "as_of": self._as_of}
        options = [Chosen(code, self.words(f"lookup.{code}")) for code in acts]
        self._choose("lookup.what", options, lambda code: acts[code]())

    def _suit(self) -> None:
        """Triggers, missing papers, fees, stages and clocks."""
        view = legal_view(self.desk, self.number)

        def told(words: Words) -> Text:
            return lined(words("lookup.suit"), legal_lines(view, words))

        self.app.push_screen(TextDialog(told))

    def _as_of(self) -> None:
        """The debt of another day, segment by segment."""
        work = partial(sheet_by_form, self.desk, self.number)

        def done(sheet: CaseSheet | None) -> None:
            if sheet is not None:
                self.app.push_screen(TextDialog(partial(self._debt_of, sheet)))

        self._dialog("as_of", work, done)

    def _debt_of(self, sheet: CaseSheet, words: Words) -> Text:
        view = case_view(self.desk, sheet, words)
        text = plain(f"{words('lookup.debt-on', on=sheet.as_of)}\n", "bold")
        return text.append_text(money_text(sheet, view, self.desk.form("payment"), words))

    def do_reveal(self) -> None:
        """Full numbers, once the reason is recorded (R181)."""

        def work(values: dict[str, Any]) -> bool:
            reveal(self.desk, self.number, str(values.get("ground", "")))
            return True

        def done(allowed: bool | None) -> None:
            if allowed:
                self.retell()
                self.app.push_screen(TextDialog(self._full))

        self._dialog("ground", work, done, "reveal")

    def _full(self, words: Words) -> Text:
        """Identity, telephones and contract, as they are called by."""
        view = case_view(self.desk, case_sheet(self.desk, self.number), words, full=True)
        customer, loan = view["customer"], view["loan"]
        told = [
            f"{words('head.contract')}  {loan['contract_no']}",
            f"{words('lookup.identity')}  {customer['id_number']}",
            *(f"{words('head.phone')}  {phone}" for phone in customer["phones"]),
        ]
        for one in loan["guarantors"]:
            told.append(f"{words('lookup.guarantor')}  {one['name']}  {one.get('phone') or ''}")
        return lined(customer["name"], told)

    # ------------------------------------------------------------ recording

    def do_records(self) -> None:
        """Take a paper in, correct the customer, report, list: which, then its form."""
        acts: dict[str, Callable[[], None]] = {
            "paper": self._paper, "customer": self._customer, "credit": self._credit,
            "police": self._police,
        }  # fmt: skip
        if to_file(self.desk, self.number):
            acts["filed"] = self._filed
        options = [Chosen(code, self.words(f"record.{code}")) for code in acts]
        self._choose("record.what", options, lambda code: acts[code]())

    def _paper(self) -> None:
        """Take a received document or recording in (R130)."""

        def done(paper: Received | None) -> None:
            if paper is not None:
                self._kept("received.done", paper, id=paper.id, file=paper.file)

        self._dialog("received", partial(add_by_form, self.desk, self.number), done)

    def _customer(self) -> None:
        """Correct the customer's record; what is left empty stays."""
        case = find_case(self.desk, self.number)[0]
        before = customer_answers(self.desk, case.customer_id)

        def work(values: dict[str, Any]) -> Any:
            return correct_customer(self.desk, case.customer_id, before, values)

        def done(made: Any) -> None:
            self._kept("record.customer-done", made)

        dialog = FormDialog(
            "dialog.customer", customer_form(self.desk), work, before, number=self.number
        )
        self.app.push_screen(dialog, done)

    def _credit(self) -> None:
        """Record the listing in the credit record; a notice comes first (R155)."""

        def work(values: dict[str, Any]) -> Case:
            return list_credit(self.desk, self.number, str(values.get("ground", "")))

        self._dialog("ground", work, partial(self._kept, "suit.credit-listed"), "credit")

    def _police(self) -> None:
        """Ask to report a suspected crime; the papers that may be evidence stand above it."""
        papers = find_case(self.desk, self.number)[0].received
        alone = map(self.words.finding, nobody_else(self.desk, DECIDE))
        note = "\n".join([*alone, *(f"{p.id}  {mask_text(p.title)}" for p in papers)])

        def work(values: dict[str, Any]) -> PoliceReport:
            return ask_for_police(self.desk, self.number, values, screen=True)[1]

        def done(made: PoliceReport | None) -> None:
            if made is not None:
                self._kept("police.asked", made, id=made.id, approval=made.approval)

        form = self.desk.form("police")
        dialog = FormDialog("dialog.police", form, work, note=note, number=self.number)
        self.app.push_screen(dialog, done)

    def _filed(self) -> None:
        """Record that a granted report was filed: which, then where."""

        def asked(report: str) -> None:
            def work(values: dict[str, Any]) -> Case:
                return filed(self.desk, self.number, report, values, screen=True)

            self._dialog("police_filed", work, partial(self._kept, "police.filed", id=report))

        granted = to_file(self.desk, self.number)
        suspicion = partial(self.desk.form("police").label, "suspicion")
        options = [
            Chosen(r.id, f"{r.id}  {self.words.show(suspicion(r.suspicion))}") for r in granted
        ]
        if len(options) == 1:
            asked(granted[0].id)
        else:
            self._choose("record.which-report", options, asked)
