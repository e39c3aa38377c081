"""The plan designer: the answers above, the schedule and what speaks against it below, live."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual import on
from textual.containers import VerticalScroll
from textual.widgets import Static

from branchdesk.actions.plan import Proposed, Tried, plan_form, propose, try_plan
from branchdesk.actions.sheet import find_case, open_case
from branchdesk.basics.errors import DeskError
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import cut
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import WIDE, DeskScreen
from branchdesk.tui.widgets.answered import fault_line
from branchdesk.tui.widgets.form import FormView
from branchdesk.tui.widgets.kept import DRAFT_SECONDS, Kept, cleared_word
from branchdesk.tui.widgets.prose import Prose

COLUMNS = (("no", 3), ("due", 13), ("part", 15), ("running", 14), ("total", 15), ("rest", 15))


class PlanScreen(DeskScreen):
    """F2 proposes; another person approves."""

    place = "cases"

    def __init__(self, number: str) -> None:
        """Name the case."""
        super().__init__()
        self.number = number

    @property
    def name_of(self) -> str:
        """Its own help."""
        return "plan"

    def compose_work(self) -> Iterable[Any]:
        """Whose plan it is, answers, schedule."""
        yield Static(id="who", markup=False)
        form = plan_form(self.desk, open_case(self.desk, self.number))
        yield FormView(form, self.desk.today)
        yield VerticalScroll(Prose(id="schedule"), classes="pane", id="below", can_focus=False)

    def on_mount(self) -> None:
        """The usual answer first: six periods."""
        view = self.query_one(FormView)
        view.styles.height = 9
        view.fill({"periods": self.desk.policy.plan.periods[1]})
        self._kept = Kept(self.house, view, "plan", self.number)
        if self._kept.restore():
            self.house.saved("screen.draft-found")
        if self._kept.able:
            self.set_interval(DRAFT_SECONDS, self.keep_draft)
        super().on_mount()
        view.focus_first()

    async def action_back(self) -> None:
        """Go back; the draft is kept."""
        self.keep_draft()
        await super().action_back()

    def keep_draft(self) -> None:
        """What was typed so far is kept, if it changed."""
        fault = self._kept.keep()
        if fault is not None:
            self.explain(self.words.finding(fault.findings[0]))

    def do_clear(self) -> None:
        """Throw the draft away: the usual answer alone stands there; twice, it is back."""
        self.house.saved(cleared_word(self._kept.clear()))
        self.query_one(FormView).focus_first()

    def tell(self) -> None:
        """Customer and case, labels and schedule in the reader's language."""
        case, customer, _ = find_case(self.desk, self.number)
        state = self.words.label("state", case.state)
        who = cut(f" {self.number}  {customer.name}  {state}", self.size.width or WIDE)
        self.query_one("#who", Static).update(plain(who, "bold"))
        self.query_one(FormView).tell(self.words)
        self._judge()

    @on(FormView.Changed)
    def _judge(self) -> None:
        tried = try_plan(self.desk, self.number, self.query_one(FormView).values(), screen=True)
        text = self._why_none(tried) if isinstance(tried, list) else _table(self, tried)
        self.query_one("#schedule", Prose).told(text)

    def _why_none(self, faults: list[Finding]) -> Text:
        """What is still missing before there is a schedule, or the first answer that is wrong."""
        wrong = [fault for fault in faults if fault.code != "form.required"]
        for row in self.query_one(FormView).rows:
            for fault in wrong:
                if fault.field == row.field.key:
                    told = fault_line(row.field, row.typed, fault, self.words)
                    return plain(f"! {row.label(self.words)}: {told}", "bold red")
        return plain(self.words("plan.fill-in"), "dim")

    @on(FormView.Entered)
    def explain_field(self, event: FormView.Entered) -> None:
        """The help of the field with the cursor."""
        self.explain(event.row.hint())

    @on(FormView.Finished)
    def finished(self) -> None:
        """Enter in the last field proposes."""
        self.do_save()

    def do_save(self) -> None:
        """Propose the plan; faults go beside their fields.

        A second Enter that came with the first finds the screen gone.
        """
        if self.app.screen is not self:
            return
        view = self.query_one(FormView)
        try:
            proposed: Proposed = propose(self.desk, self.number, view.values(), screen=True)
        except DeskError as fault:
            view.show_fault(fault, self.house.say)
        else:
            self._kept.drop()
            self.house.saved("cli.plan-proposed", id=proposed.plan.id, approval=proposed.approval)
            self.app.pop_screen()


def _table(screen: PlanScreen, tried: Tried) -> Text:
    words = screen.words
    head = "".join(_column(words(f"head.{key}"), key, width) for key, width in COLUMNS)
    text = plain(f"{words('plan.owed', debt=tried.plan.debt)}\n")
    text.append_text(plain(f"{head}\n", "bold"))
    for row in tried.plan.schedule:
        cells = (row.no, row.due, row.principal, row.interest, row.total, row.balance)
        line = "".join(
            _column(words.show(value), key, width)
            for value, (key, width) in zip(cells, COLUMNS, strict=True)
        )
        text.append_text(plain(f"{line}\n"))
    _remarks(text, tried.against, "! ", "bold red", screen)
    _remarks(text, tried.remarks, "? ", "dim", screen)
    return text


def _column(text: str, key: str, width: int) -> str:
    return cell(f"   {text}", width) if key == "due" else cell(text, width, right=True)


def _remarks(
    text: Text, findings: tuple[Finding, ...], mark: str, style: str, screen: PlanScreen
) -> None:
    for finding in findings:
        source = f" ({finding.source})" if finding.source else ""
        text.append_text(plain(f"{mark}{screen.words.finding(finding)}{source}\n", style))


SCREEN = PlanScreen
