"""The case: its head always in view; overview, contacts, letters, history, money by digits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from textual.containers import VerticalScroll
from textual.widgets import Static

from branchdesk.actions.case import verify
from branchdesk.actions.classification import classify
from branchdesk.actions.closing import archive, close, is_closed, reopen
from branchdesk.actions.contact.review import to_review
from branchdesk.actions.correction import answers, correct, correction_form
from branchdesk.actions.legal.suit import ask_to_sue, legal_view, record_stage
from branchdesk.actions.loan.terms import correct_terms, terms_answers, terms_form
from branchdesk.actions.payment.add import Recorded, add_payment
from branchdesk.actions.payment.reverse import Reversed, reverse, standing
from branchdesk.actions.relief import reversal, waiver
from branchdesk.actions.relief.breach import Broken, breach
from branchdesk.actions.relief.deferral import Deferred, defer
from branchdesk.actions.sheet import case_sheet, find_case, lacks
from branchdesk.actions.staff.deciders import nobody_else
from branchdesk.actions.view import case_view
from branchdesk.actions.visit.plan import waiting
from branchdesk.actions.visit.printed import printable
from branchdesk.model.payment import Payment
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.contactwork import open_gaps
from branchdesk.tui.dialogs.bundle import bundle_dialog
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.dialogs.lacks import LacksDialog
from branchdesk.tui.dialogs.payment import PaymentDialog
from branchdesk.tui.holdwork import HoldWork
from branchdesk.tui.panes.case import head_text, pane_text
from branchdesk.tui.plain import plain
from branchdesk.tui.recordwork import RecordWork
from branchdesk.tui.screen import WIDE
from branchdesk.tui.widgets.prose import Prose
from branchdesk.tui.worklist import groups

PANES = (
    "overview", "contacts", "letters", "timeline", "money", "clocks", "papers", "asked",
)  # fmt: skip
CHANGES = (
    "call", "contact", "promise", "verify", "edit", "terms", "classify", "plan", "defer", "close",
    "archive", "sue", "waive", "unpenalty", "legal_call",
)  # fmt: skip


class CaseScreen(RecordWork, HoldWork):
    """One case; an archived one can only be read, and reopened."""

    place = "cases"
    BINDINGS = [
        ("escape", "back", ""),
        *[(str(n), f"pane('{pane}')", "") for n, pane in enumerate(PANES, 1)],
    ]

    def __init__(self, number: str) -> None:
        """Name the case."""
        super().__init__()
        self.number = number
        self._pane = PANES[0]
        self._month = ""
        self._sheet: CaseSheet | None = None

    @property
    def name_of(self) -> str:
        """Its help is its own, not that of the list."""
        return "case"

    def compose_work(self) -> Iterable[Any]:
        """Head, tabs, the pane."""
        yield Static(id="casehead", markup=False)
        yield Static(id="tabs", markup=False)
        yield VerticalScroll(Prose(id="pane"), classes="pane", id="scroll")

    def tell(self) -> None:
        """Everything of the case, judged now."""
        sheet = case_sheet(self.desk, self.number)
        self._sheet = sheet
        self._month = find_case(self.desk, self.number)[2]
        view = case_view(self.desk, sheet, self.words)
        head = head_text(view, self._month, self.words, self.size.width or WIDE)
        self.query_one("#casehead", Static).update(head)
        named = [(p, f"{n} {self.words(f'pane.{p}')}") for n, p in enumerate(PANES, 1)]
        tabs = " ".join(f"[{name}]" if p == self._pane else name for p, name in named)
        self.query_one("#tabs", Static).update(plain(tabs))
        text = pane_text(self._pane, self.desk, sheet, view, self.words)
        self.query_one("#pane", Prose).told(text)
        self.query_one("#scroll", VerticalScroll).focus()
        if not self._month and self.unfinished_call():
            self.explain(self.words("call.unfinished"))

    def relay(self) -> None:
        """Cut to the new width."""
        self.tell()

    def action_pane(self, pane: str) -> None:
        """Another pane of the case."""
        self._pane = pane
        self.retell()
        self.query_one("#scroll", VerticalScroll).scroll_home(animate=False)

    def allows(self, code: str) -> bool:
        """An archived case can only be read and reopened; a closed one is filed."""
        if code == "reopen":
            return bool(self._month)
        if code == "review":
            return not self._month and bool(to_review(self.desk, self.number))
        if code == "uncontact":
            return not self._month and self._sheet is not None and bool(self._sheet.case.contacts)
        if code == "fill_gaps":
            return not self._month and self._sheet is not None and bool(open_gaps(self._sheet.case))
        if code in ("visit_plan", "visit_record", "lacks"):
            return not self._month
        if code == "visit_cancel":
            return not self._month and bool(waiting(self.desk, self.number))
        if code == "print_record":
            return bool(printable(self.desk, self.number))
        if code == "unpromise":
            standing = self._sheet.promises if self._sheet else ()
            return not self._month and any(state != "reversed" for _, state in standing)
        if code in ("payment", "unpay"):
            return not self._month and (code == "payment" or bool(self._payments()))
        if code == "stage":
            suit = self._sheet.case.suit if self._sheet is not None else None
            return not self._month and suit is not None
        if code == "breach":
            kept = self._sheet is not None and self._sheet.case.plan_in_force is not None
            return kept and not self._month
        if code == "clocks":
            return not self._month
        if code in CHANGES:
            closed = self._sheet is not None and is_closed(self._sheet.case)
            return not self._month and (code == "archive") == closed
        return super().allows(code)

    # ------------------------------------------------------------ what can be done

    def do_payment(self) -> None:
        """Record a payment; how it is allocated shows while it is typed."""

        def work(values: dict[str, Any]) -> Any:
            return add_payment(self.desk, self.number, values, screen=True)

        def done(result: Recorded | None) -> None:
            if result is not None:
                one = result.payment
                self.house.saved("screen.paid", id=one.id, amount=one.amount, after=result.after)
                self.retell()

        self.app.push_screen(PaymentDialog(self.desk.form("payment"), self.number, work), done)

    def do_unpay(self) -> None:
        """Take a wrong payment back: which one, then why."""
        options = [
            Chosen(p.id, self.words("payment.line", id=p.id, on=p.on, amount=p.amount))
            for p in self._payments()
        ]

        def done(result: Reversed | None) -> None:
            if result is not None:
                one = result.payment
                self.house.saved("screen.unpaid", id=one.id, amount=one.amount, after=result.after)
                self.retell()

        def chosen(payment_id: str | None) -> None:
            if payment_id:
                work, form = partial(self._unpay, payment_id), self.desk.form("ground")
                dialog = FormDialog(
                    "dialog.unpay", form, work, number=self.number, entry=payment_id
                )
                self.app.push_screen(dialog, done)

        self.app.push_screen(ChooseDialog("payment.which", options), chosen)

    def _unpay(self, payment_id: str, values: dict[str, Any]) -> Any:
        return reverse(self.desk, self.number, payment_id, str(values.get("ground", "")))

    def _payments(self) -> list[Payment]:
        return standing(self.desk, self.number)

    def do_verify(self) -> None:
        """Identity checked, papers seen, figures compared."""
        relation = self._sheet.case.verification.caller_relation if self._sheet else ""
        given = {"caller_relation": relation}
        self._form("verify", lambda v: verify(self.desk, self.number, v)[0], given)

    def do_edit(self) -> None:
        """Correct what the case says; what stood before is kept in the history."""
        before = answers(self.desk, self.number)

        def work(values: dict[str, Any]) -> Any:
            return correct(self.desk, self.number, before, values)

        self._push(
            FormDialog("dialog.edit", correction_form(self.desk), work, before, number=self.number)
        )

    def do_terms(self) -> None:
        """The contract's terms; the debt follows them at once."""
        before = terms_answers(self.desk, self.number)

        def work(values: dict[str, Any]) -> Any:
            return correct_terms(self.desk, self.number, before, values)

        self._push(
            FormDialog("dialog.terms", terms_form(self.desk), work, before, number=self.number)
        )

    def do_sue(self) -> None:
        """Ask whether to sue; the triggers and what is missing stand above the question."""
        view = legal_view(self.desk, self.number)
        fired = view.sheet.fired
        head = self.words("suit.triggers" if fired else "suit.no-trigger")
        alone = map(self.words.finding, nobody_else(self.desk, "suit.decide"))
        told = [self.words.finding(f) for f in (*(fired or view.lacking), *view.sheet.missing)]

        def work(values: dict[str, Any]) -> Any:
            return ask_to_sue(self.desk, self.number, str(values.get("ground", "")))

        self._form("ground", work, note="\n".join([*alone, head, *told]), title="sue")

    def do_stage(self) -> None:
        """Record a stage of the proceedings."""
        self._form("stage", lambda v: record_stage(self.desk, self.number, v, screen=True)[0])

    def do_classify(self) -> None:
        """Decide the class; the suggestion is filled in, the ground is the clerk's."""
        given = {"class": self._sheet.suggestion.klass if self._sheet else ""}
        self._form("classify", self._classify, given)

    def _classify(self, values: dict[str, Any]) -> Any:
        return classify(
            self.desk, self.number, str(values.get("class", "")), str(values.get("ground", ""))
        )

    def do_close(self) -> None:
        """Close the case with its outcome."""

        def work(values: dict[str, Any]) -> Any:
            outcome, ground = str(values.get("outcome", "")), str(values.get("ground", ""))
            return close(self.desk, self.number, outcome, ground)

        self._form("close", work)

    def do_archive(self) -> None:
        """File the closed case, after one question."""
        options = [
            Chosen("no", self.words("screen.archive-no")),
            Chosen("yes", self.words("screen.archive-yes")),
        ]

        def chosen(answer: str | None) -> None:
            if answer == "yes":
                month = self.house.attempt(lambda: archive(self.desk, self.number))
                if month:
                    self.house.saved("cli.case-archived", number=self.number, month=month)
                    self.retell()

        self.app.push_screen(
            ChooseDialog("screen.archive-sure", options, number=self.number), chosen
        )

    def do_reopen(self) -> None:
        """Open the archived case again, with a reason."""

        def work(values: dict[str, Any]) -> Any:
            return reopen(self.desk, self.number, str(values.get("ground", "")))

        self._form("ground", work, title="reopen")

    def do_plan(self) -> None:
        """Design an instalment plan."""
        self.house.go("plan", self.number)

    def do_defer(self) -> None:
        """Defer the payment; beyond one's own authority a supervisor is asked."""

        def told(done: Deferred) -> None:
            one = done.deferral
            code = "screen.deferral-asked" if one.approval else "screen.deferred"
            self.house.saved(code, id=one.id, until=one.until, approval=one.approval)

        self._ease("deferral", lambda values: defer(self.desk, self.number, values), told)

    def do_waive(self) -> None:
        """Ask for a waiver of penalty, on condition of a payment."""

        def told(done: waiver.AskedFor) -> None:
            one = done.waiver
            facts = {"pay": one.pay, "pay_by": one.pay_by, "approval": one.approval}
            self.house.saved("screen.waiver-asked", id=one.id, amount=one.amount, **facts)

        work = partial(waiver.ask, self.desk, self.number)
        self._ease("waiver", work, told, act=waiver.APPROVE)

    def do_unpenalty(self) -> None:
        """Take back a penalty that the bank caused; a supervisor decides."""

        def work(values: dict[str, Any]) -> Any:
            return reversal.ask(self.desk, self.number, str(values.get("ground", "")))

        def told(done: reversal.AskedFor) -> None:
            one = done.reversal
            facts = {"id": one.id, "amount": one.amount, "approval": one.approval}
            self.house.saved("screen.reversal-asked", **facts)

        self._ease("ground", work, told, "dialog.reversal", reversal.APPROVE)

    def do_breach(self) -> None:
        """Declare the plan broken; dunning papers are open again."""

        def work(values: dict[str, Any]) -> Any:
            return breach(self.desk, self.number, str(values.get("ground", "")))

        def told(done: Broken) -> None:
            self.house.saved("plan.broken", id=done.plan.id)

        self._ease("ground", work, told, "dialog.breach")

    def _ease(
        self,
        form: str,
        work: Callable[[dict[str, Any]], Any],
        told: Callable[[Any], None],
        title: str = "",
        act: str = "",
    ) -> None:
        alone = nobody_else(self.desk, act) if act else []

        def done(result: Any) -> None:
            if result is not None:
                told(result)
                self.retell()

        note, sheet = "\n".join(map(self.words.finding, alone)), self.desk.form(form)
        dialog = FormDialog(title or f"dialog.{form}", sheet, work, note=note, number=self.number)
        self.app.push_screen(dialog, done)

    def do_letters(self) -> None:
        """The letters of the case."""
        self.house.go("letter", self.number)

    def do_lacks(self) -> None:
        """What the case still lacks before each step."""
        self.app.push_screen(LacksDialog(lacks(self.desk, self.number)))

    def do_bundle(self) -> None:
        """A legal bundle of the case, open or archived."""
        self.app.push_screen(bundle_dialog(self.house, (self.number,)), lambda _: self.retell())

    def do_next(self) -> None:
        """The next case of the worklist, once a call of this one is on record (R085)."""
        if self.unfinished_call():
            self.explain(self.words("call.unfinished-first"))
            return
        items = (item for group in groups(self.house) for item in group)
        cases = list(dict.fromkeys(item.case for item in items if item.case))
        here = cases.index(self.number) if self.number in cases else -1
        if here + 1 < len(cases):
            self.app.pop_screen()
            self.house.go("case", cases[here + 1])
        else:
            self.explain(self.words("screen.no-next"))

    def _form(
        self,
        form: str,
        work: Callable[[dict[str, Any]], Any],
        given: dict[str, Any] | None = None,
        note: str = "",
        title: str = "",
    ) -> None:
        dialog = FormDialog(
            f"dialog.{title or form}",
            self.desk.form(form),
            work,
            given,
            note=note,
            number=self.number,
        )
        self._push(dialog)

    def _push(self, dialog: FormDialog) -> None:
        def done(result: Any) -> None:
            if result is not None:
                self.house.saved("screen.saved", number=self.number)
                self.retell()

        self.app.push_screen(dialog, done)


SCREEN = CaseScreen
