"""The call: what may be said and asked at each stage, while the telephone is in the other hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from branchdesk.actions.contact.add import Recorded
from branchdesk.actions.contact.call import (
    drop_call,
    first_stage,
    keep_call,
    kept_call,
    may_override,
    save_call,
)
from branchdesk.actions.contact.talk import (
    call_form,
    heard,
    keeps_awake,
    look,
    payoffs,
    seconds,
    suggested,
)
from branchdesk.actions.screen import draft
from branchdesk.basics.errors import BadInput, DeskError
from branchdesk.model.follow.talk import STAGES, Stage
from branchdesk.reports.call import ANSWERED, UNTALKED, asked, head_lines, recorded
from branchdesk.tui.panes.call import (
    head_text,
    numbers_text,
    payoff_text,
    say_text,
    side_text,
)
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.field import FieldRow
from branchdesk.tui.widgets.form import FormView
from branchdesk.tui.widgets.kept import cleared_word
from branchdesk.tui.widgets.prose import Prose

DRAFT_SECONDS = 2


class CallScreen(DeskScreen):
    """One call of a case, from before it is dialled until it is recorded."""

    place = "cases"
    BINDINGS = [
        ("escape", "back", ""),
        Binding("pagedown", "go_on", "", priority=True),
        Binding("pageup", "go_back", "", priority=True),
        Binding("enter", "enter", "", priority=True),
        ("shift+tab", "earlier", ""),
        # The words to say may be longer than their room; a field of several lines keeps its arrows.
        ("down", "more(1)", ""),
        ("up", "more(-1)", ""),
        Binding("ctrl+down", "more(1)", "", priority=True),
        Binding("ctrl+up", "more(-1)", "", priority=True),
    ]

    def __init__(self, number: str) -> None:
        """Name the case; nothing is dialled yet."""
        super().__init__()
        self.number = number
        self._stage: Stage = STAGES[0]
        self._began: datetime | None = None
        self._warned = self._overriding = False
        self._kept: dict[str, Any] = {}
        self._thrown: dict[str, Any] = {}
        self._offered: dict[str, str] = {}
        """What was filled in by itself, as it stands in its field."""

    @property
    def name_of(self) -> str:
        """Its help is its own."""
        return "call"

    @property
    def on_the_phone(self) -> bool:
        """True while a call keeps the screens from locking themselves."""
        return keeps_awake(self.desk, self._began)

    def compose_work(self) -> Iterable[Any]:
        """Head; on the left what to say and to ask, on the right where one stands."""
        yield Static(id="callhead", markup=False)
        yield Horizontal(
            Vertical(
                VerticalScroll(Prose(id="say"), id="saybox", can_focus=False),
                FormView(call_form(self.desk), self.desk.today),
                Prose(id="hint"),
                id="talk",
            ),
            VerticalScroll(Prose(id="side"), classes="side", can_focus=False),
            id="work",
        )

    def on_mount(self) -> None:
        """The author's unfinished call goes on; else it begins before dialling."""
        kept = kept_call(self.desk, self.number) or {}
        view = self.query_one(FormView)
        self._seen = look(self.desk, self.number, kept.get("values", {}))
        self._fill(view, kept)
        super().on_mount()
        self._enter(self._stage)
        if kept:
            self.house.saved("call.restored")
        self.set_interval(DRAFT_SECONDS, self.keep_draft)
        self.set_interval(1, self._tick)

    def _fill(self, view: FormView, kept: dict[str, Any]) -> None:
        """What the draft holds; of a new call the usual answers."""
        if kept:
            view.fill(kept.get("values", {}))
            began, stage = kept.get("began"), kept.get("stage")
            self._began = datetime.fromisoformat(began) if began else None
            self._stage = stage if stage in STAGES else STAGES[0]
        else:
            view.fill({"direction": "out"})
        self._kept = self._now()

    # ------------------------------------------------------------ telling

    def _look(self) -> None:
        typed = self.query_one(FormView).values()
        self._seen = look(self.desk, self.number, typed, self._seen)

    def tell(self) -> None:
        """Head, words to say, stages, in the reader's language and as of now."""
        self._look()
        seen = self._seen
        lines = head_lines(seen.sheet, self.desk.form, seen.complaints, self.words, seen.way)
        width = self.size.width or 80
        head = head_text(lines, seen.sheet.severity, width)
        self.query_one("#callhead", Static).update(head)
        view = self.query_one(FormView)
        typed, form = view.values(), self.desk.form("contact")
        done = {stage for stage in seen.reach if recorded(stage, seen.way, form, typed)}
        self.query_one("#side", Prose).told(side_text(seen, self._stage, self.words, done))
        view.tell(self.words)
        self._say()
        here = [row for row in view.shown if row.answer.has_focus] or view.shown[:1]
        self.query_one("#hint", Prose).told(self._hint(here[0]) if here else plain(""))

    def _say(self) -> None:
        promise = heard(self.desk, self.query_one(FormView).values())
        text = say_text(self.desk, self._seen, self._stage, self.words, promise, self._rang)
        whole = self._seen.tone not in ("technical", "arranged")
        if self._seen.way == "open" and whole and self._stage in ("facts", "promise"):
            sums = payoffs(self.desk, self._seen.sheet, promise.on)
            text.append_text(payoff_text(sums, self.words))
        self.query_one("#say", Prose).told(text)

    def _places(self) -> str:
        number = self._seen.checked.number or "—"
        if self._began is None:
            code = "call.place-rang" if self._rang else "call.place-before"
            return f" {self.words(code, number=number)}"
        passed = seconds(self.desk, self._began)
        time = f"{passed // 60:02}:{passed % 60:02}"
        return f" {self.words('call.place-running', number=number, time=time)}"

    @property
    def _rang(self) -> bool:
        """True where the customer rang: there is nothing to dial."""
        return str(self.query_one(FormView).values().get("direction", "")) == "in"

    def _tick(self) -> None:
        if self._began is not None:
            self.query_one("#places", Static).update(plain(self._places()))

    # ------------------------------------------------------------ the way through it

    def _enter(self, stage: Stage) -> None:
        """Stand at a stage, its fields in view, the cursor in the first."""
        view = self.query_one(FormView)
        self._look()
        self._stage = self._seen.nearest(stage)
        if self._stage == "close" and self._began is not None:
            self._close(self._began)
        view.show(asked(self._stage, self._seen.way, self.desk.form("contact")))
        self.retell()
        self.query_one("#saybox", VerticalScroll).scroll_home(animate=False)
        first = next(iter(view.shown), None)
        self.set_focus(first.answer if first else None)

    def _close(self, began: datetime) -> None:
        """What the talk itself has told is filled in, where the clerk typed nothing else."""
        view = self.query_one(FormView)
        told = suggested(self.desk, self._seen, view.values(), began)
        for key in {*told, *self._offered}:
            row = view.row(key)
            if row is not None and row.typed in ("", self._offered.get(key)):
                row.fill(told.get(key, ""))
                self._offered[key] = row.typed

    def action_enter(self) -> None:
        """The next field; from the last one the next stage, at the close the save.

        Done at once, without a message on its way: what is typed next is never put into the field
        before.
        """
        rows = self.query_one(FormView).shown
        here = next((n for n, row in enumerate(rows) if row.answer.has_focus), len(rows))
        if here + 1 < len(rows):
            self.set_focus(rows[here + 1].answer)
        elif self._stage == "close":
            self.do_save()
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        """The next stage; the first time the number is dialled."""
        if self._stage == "prepare":
            self._dial()
            return
        values = self.query_one(FormView).values()
        self._look()
        if self._stage == "greet" and not values.get(ANSWERED):
            self._urge("call.who-answered")
        elif self._stage == "identity" and self._seen.way == "unverified" and not self._warned:
            self._warned = True
            self._urge("call.not-enough")
        else:
            self._warned = False
            self._enter(self._seen.after(self._stage))

    def _dial(self) -> None:
        """The clock starts; what speaks against it is said once, then the fact counts."""
        self._seen = look(self.desk, self.number, self.query_one(FormView).values())
        if not self._seen.allowed and not self._warned:
            self._warned = True
            self.tell()
            self._urge("call.warn-dial")
            return
        self._warned, self._began = False, self.desk.now
        self._enter("greet")
        self.keep_draft()

    def action_more(self, way: int) -> None:
        """What to say, further down or up, where it is longer than its room."""
        box = self.query_one("#saybox", VerticalScroll)
        step = max(1, box.size.height - 1)
        box.scroll_relative(y=way * step, animate=False)

    def _urge(self, code: str) -> None:
        self.query_one("#hint", Prose).told(plain(self.words(code), "bold"))

    def action_go_back(self) -> None:
        """The stage before."""
        self._warned = False
        self._enter(self._seen.before(self._stage))

    def action_earlier(self) -> None:
        """The field before; from the first one the stage before."""
        rows = self.query_one(FormView).shown
        if not rows or rows[0].answer.has_focus:
            self.action_go_back()
        else:
            self.focus_previous()

    @on(FormView.Changed)
    def changed(self) -> None:
        """The sentence that reads the promise back follows what is typed."""
        self._overriding = False
        if self._stage == "promise":
            self._say()
        elif self._stage == "prepare":
            # Who rang, the number and what was agreed decide whether one may call.
            self.tell()
            self.query_one("#places", Static).update(plain(self._places()))

    @on(FormView.Entered)
    def explain_field(self, event: FormView.Entered) -> None:
        """The choices or the help of the field; typing replaces what was offered."""
        row = event.row
        self.query_one("#hint", Prose).told(self._hint(row))
        if row.typed and row.typed == self._offered.get(row.field.key):
            row.answer.select_all()

    def _hint(self, row: FieldRow) -> Any:
        if row.field.key == "number":
            return numbers_text(self._seen, self.words)
        talked = row.field.key == "result" and self._seen.way in ("open", "unverified")
        return plain(row.hint(UNTALKED if talked else ()))

    # ------------------------------------------------------------ keeping it

    def _now(self) -> dict[str, Any]:
        began = self._began.isoformat() if self._began else ""
        return {"values": self.query_one(FormView).values(), "stage": self._stage, "began": began}

    def keep_draft(self) -> None:
        """A call that was dialled is on the disk as it stands, if it changed."""
        now = self._now()
        if self._began is not None and now != self._kept:
            self._kept = now
            keep_call(self.desk, self.number, now)
        fault = draft.fault(self.desk)
        if fault is not None:
            self.explain(self.words.finding(fault.findings[0]))

    async def action_back(self) -> None:
        """Back to the case; what was begun is kept as a draft."""
        self.keep_draft()
        if kept_call(self.desk, self.number) is not None:
            self.house.saved("call.draft-kept")
        await super().action_back()

    def do_clear(self) -> None:
        """Throw the draft away and begin again before dialling; twice, the call is back."""
        view = self.query_one(FormView)
        back = self._thrown if self._began is None else {}
        self._thrown = self._now() if self._began else {}
        view.clear()
        self._began, self._stage = None, STAGES[0]
        self._warned, self._offered = False, {}
        self._fill(view, back)
        self._kept = {}
        self.house.attempt(lambda: drop_call(self.desk, self.number))
        self._enter(self._stage)
        self.house.saved(cleared_word(not back))

    def do_save(self) -> None:
        """Contact and promise in one commit; the first fault leads to its stage."""
        if self.app.screen is not self:
            return  # a second Enter of the same burst: it was saved with the first
        began = self._began
        if began is None:
            self._urge("call.not-begun")
            return
        values = self.query_one(FormView).values()
        try:
            done = save_call(self.desk, self.number, values, began, self._overriding)
        except DeskError as fault:
            self._refused(fault)
        else:
            self._saved(done)

    def _refused(self, fault: DeskError) -> None:
        view = self.query_one(FormView)
        findings = list(fault.findings) if isinstance(fault, BadInput) else []
        stage = first_stage(self.desk, self._seen.way, findings)
        if stage and stage != self._stage:
            self._enter(stage)
        view.show_fault(fault, self.house.say)
        # Changing the text takes it back: only the text that was warned of is kept as it stands.
        codes = {finding.code for finding in findings}
        self._overriding = codes == {"call.forbidden-override"} and may_override(self.desk)
        if findings:
            self.explain(self.words("screen.faults", count=len(findings)))

    def _saved(self, done: Recorded) -> None:
        """Say what was saved and what it broke; the case comes back, and with it F8."""
        self._began = None
        self._kept = self._now()
        self.house.attempt(lambda: drop_call(self.desk, self.number))
        if done.breaches:
            self.house.saved("screen.contact-broke", what=list(done.breaches))
        elif done.promise:
            self.house.saved("call.saved-promise", number=self.number, id=done.promise)
        else:
            self.house.saved("call.saved", number=self.number)
        self.app.pop_screen()


SCREEN = CallScreen
