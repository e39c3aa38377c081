"""The enquiry: the form on the left, what it means on the right, while the caller speaks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from branchdesk.actions.enquiry import Added, add_one, read_enquiry, spoken_form
from branchdesk.actions.preview import ASKED, preview
from branchdesk.actions.screen import draft
from branchdesk.basics.errors import BadInput, DeskError
from branchdesk.basics.masking import mask_contract, mask_identity
from branchdesk.reports.known import MOST, Known
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.form import FormView
from branchdesk.tui.widgets.judgement import judgement
from branchdesk.tui.widgets.kept import cleared_word
from branchdesk.tui.widgets.prose import Prose

DRAFT = "enquiry"
DRAFT_SECONDS = 2
BROUGHT = frozenset(
    {
        "customer_name", "contract_no", "customer_kind", "id_number", "contact_person", "phone",
        "product", "amount", "due_date", "days_overdue",
    }
)  # fmt: skip
"""What a listed account brings: Enter passes over these while they are empty."""


class EnquiryScreen(DeskScreen):
    """A new enquiry; nothing typed is lost, and an unfinished form is offered again."""

    place = "enquiry"
    BINDINGS = [
        ("escape", "back", ""),
        # Before the form, which follows its cursor anyway.
        Binding("pagedown", "turn(1)", "", priority=True),
        Binding("pageup", "turn(-1)", "", priority=True),
    ]

    def __init__(self, given: dict[str, Any] | None = None) -> None:
        """Take answers known beforehand, such as the contract of a listed account."""
        super().__init__()
        self._given = given or {}
        self._kept: dict[str, Any] = {}

    def compose_work(self) -> Iterable[Horizontal]:
        """Form and judgement side by side."""
        yield Horizontal(
            FormView(spoken_form(self.desk), self.desk.today),
            Vertical(
                VerticalScroll(Prose(id="side"), id="judged", can_focus=False),
                Static(id="more", markup=False),
                classes="side",
            ),
            id="work",
        )

    def on_mount(self) -> None:
        """Fill what is known, else the draft; then the cursor into the first field."""
        view = self.query_one(FormView)
        kept = {} if self._given else (draft.find(self.desk, DRAFT) or {})
        view.fill(self._given or kept)
        self._kept = view.values()
        super().on_mount()
        judged = self.query_one("#judged")
        for measure in ("virtual_size", "container_size"):
            self.watch(judged, measure, self._name_keys)
        if kept:
            self.house.saved("screen.draft-found")
        view.focus_first()
        self.set_interval(DRAFT_SECONDS, self.keep_draft)

    async def action_back(self) -> None:
        """Go back; the draft is kept."""
        self.keep_draft()
        await super().action_back()

    def tell(self) -> None:
        """Form and judgement in the reader's language."""
        self.query_one(FormView).tell(self.words)
        self.query_one("#more", Static).update(plain(self.words("screen.side-more"), "dim"))
        self._judge()

    def keep_draft(self) -> None:
        """The answers so far are on the disk, if they changed."""
        values = self.query_one(FormView).values()
        if values != self._kept:
            self._kept = values
            draft.keep(self.desk, DRAFT, values)
        fault = draft.fault(self.desk)
        if fault is not None:
            self.explain(self.words.finding(fault.findings[0]))

    @on(FormView.Changed)
    def _judge(self) -> None:
        values = self.query_one(FormView).values()
        seen = preview(self.desk, with_extra(self.desk, values))
        self.query_one("#side", Prose).told(judgement(self.desk, seen, self.words))
        self._seen = seen
        self.query_one(FormView).passed = BROUGHT if seen.account is not None else frozenset()

    def _name_keys(self) -> None:
        """The keys that scroll the right side, where not all of it is in view."""
        side = self.query_one(".side")
        side.set_class(self.query_one("#side").size.height > side.size.height, "over")

    def action_turn(self, pages: int) -> None:
        """The right side a page further, or back."""
        judged = self.query_one("#judged")
        judged.scroll_relative(y=pages * max(1, judged.size.height - 1), animate=False)

    @on(FormView.Entered)
    def explain_field(self, event: FormView.Entered) -> None:
        """The choices or the help of the field with the cursor."""
        row = event.row
        if row.field.key in ASKED and self._seen.known:
            self.explain(self.words("screen.choose-known"))
            return
        self.explain(row.hint())

    def on_key(self, event: Any) -> None:
        """Down in a name or number offers those who are known by it."""
        focused = self.focused
        rows = [self.query_one(FormView).row(key) for key in ASKED]
        if event.key == "down" and any(row and row.answer is focused for row in rows):
            event.stop()
            self._offer_known()

    def _offer_known(self) -> None:
        found = self._seen.known[:MOST]
        if not found:
            return
        options = [Chosen(str(n), self._known_line(one)) for n, one in enumerate(found)]
        more = "screen.which-known-more" if len(self._seen.known) > MOST else "screen.which-known"

        def chosen(number: str | None) -> None:
            if number is not None:
                self.query_one(FormView).fill(found[int(number)].answers())
                self._judge()
                self.query_one(FormView).focus_open()

        self.app.push_screen(ChooseDialog(more, options), chosen)

    def _known_line(self, one: Known) -> str:
        account = one.account
        if account is None:
            known = self.words("screen.known-no-account")
            return f"{cell(one.name, 24)} {mask_identity(one.id_number)}  {known}"
        number = mask_contract(account.contract_no, account.product == "credit_card")
        amount = account.amount.grouped if account.amount is not None else "—"
        return f"{cell(one.name, 20)} {number}  {mask_identity(one.id_number)[-4:]}  {amount}"

    @on(FormView.Finished)
    def finished(self) -> None:
        """Enter in the last field saves."""
        self.do_save()

    def do_save(self) -> None:
        """Save the enquiry; faults go beside their fields and nothing typed is lost."""
        if self.app.screen is not self:
            return  # a second Enter of the same burst: it was saved with the first
        view = self.query_one(FormView)
        raw = with_extra(self.desk, view.values())
        try:
            enquiry, faults = read_enquiry(self.desk, raw, screen=True)
            if enquiry is None:
                raise BadInput(faults)
            added = add_one(self.desk, enquiry)
        except DeskError as fault:
            view.show_fault(fault, self.house.say)
            if isinstance(fault, BadInput):
                self.explain(self.words("screen.faults", count=len(fault.findings)))
        else:
            self._saved(added)

    def _saved(self, added: Added) -> None:
        self.query_one(FormView).clear()
        self._kept = {}
        draft.drop(self.desk, DRAFT)
        code = "cli.case-joined" if added.existing else "screen.case-added"
        self.house.saved(code, number=added.number)
        self.app.pop_screen()
        self.house.go("case", added.number)

    def do_clear(self) -> None:
        """Throw the draft away and begin again; twice, what was typed is back."""
        cleared = self.query_one(FormView).begin_anew({})
        self._kept = {}
        self.house.saved(cleared_word(cleared))
        self.house.attempt(lambda: draft.drop(self.desk, DRAFT))
        self.query_one(FormView).focus_first()

    def do_enquiry(self) -> None:
        """Already here: the cursor into the first field."""
        self.query_one(FormView).focus_first()


def with_extra(desk: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The branch's own fields in ``extra``, as the door wants them."""
    from branchdesk.actions.enquiry import OWN_KEYS

    top = {k: v for k, v in values.items() if k in OWN_KEYS}
    extra = {k: v for k, v in values.items() if k not in OWN_KEYS}
    return {**top, "extra": extra} if extra else top


SCREEN = EnquiryScreen
