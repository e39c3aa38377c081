"""A form in a dialog; what is wrong is said beside the fields, what is right is handed back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from branchdesk.basics.errors import DeskError
from branchdesk.model.form import Form
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskDialog
from branchdesk.tui.widgets.form import FormView
from branchdesk.tui.widgets.kept import DRAFT_SECONDS, Kept, cleared_word
from branchdesk.tui.widgets.prose import Prose


class FormDialog(DeskDialog):
    """Runs ``work`` with the answers; stays open with the faults until it succeeds or Esc.

    Returns what ``work`` returned, or None. The dialog itself saves nothing but a draft of what
    was typed, for its author and for what it is about; ``work`` saves.
    """

    def __init__(
        self,
        title: str,
        form: Form,
        work: Callable[[dict[str, Any]], Any],
        given: Mapping[str, Any] | None = None,
        keys: Sequence[str] | None = None,
        note: str = "",
        masked: Sequence[str] = (),
        draft: bool = True,
        **facts: object,
    ) -> None:
        """Take the title's code, the form, the work, answers given beforehand, and a note.

        ``masked`` are the fields whose answer is not shown: such a form keeps no draft. ``facts``
        belong to the title and tell one draft from another: name in them what it is about.
        """
        super().__init__()
        self._title, self._facts, self._note = title, facts, note
        self._form, self._keys = form, keys
        self._work, self._given, self._masked = work, given or {}, masked
        self._draft = "" if masked or not draft else f"dialog-{title.rpartition('.')[2]}"
        self._told, self._asked = "", False

    def compose(self) -> ComposeResult:
        """Title, fields, the explaining line."""
        # Below a long note the form takes what room is left, so that the last line stays in view.
        tall = " tall" if self._note.count("\n") > 1 else ""
        with Vertical(classes=f"dialog{tall}"):
            yield Prose(classes="title", id="title")
            yield FormView(self._form, self.house.today, self._keys, self._masked)
            yield Prose(classes="foot", id="foot")

    def on_mount(self) -> None:
        """Fill what is given, then what was typed before; the cursor into the first field."""
        view = self.query_one(FormView)
        view.fill(self._given)
        about = (self._facts[key] for key in sorted(self._facts))
        self.kept = Kept(self.house, view, self._draft, *about)
        self._told = "screen.form-draft-back" if self.kept.restore() else ""
        if self.kept.able:
            self.set_interval(DRAFT_SECONDS, self.keep_draft)
        super().on_mount()
        view.focus_first()

    def tell(self) -> None:
        """The words in the reader's language."""
        title = self.words(self._title, **self._facts)
        told = self.words(self._told) if self._told else ""
        lines = [line for line in (title, self._note, told) if line]
        self.query_one("#title", Prose).told(plain("\n".join(lines)))
        self.query_one(FormView).tell(self.words)
        self.query_one("#foot", Prose).told(plain(self._ways_on()))

    def _ways_on(self) -> str:
        return self.words("screen.form-foot-draft" if self.kept.able else "screen.form-foot")

    @on(FormView.Entered)
    def explain_field(self, event: FormView.Entered) -> None:
        """The choices or the help of the field with the cursor."""
        self._asked, row = False, event.row
        self.query_one("#foot", Prose).told(plain(f"{row.hint()}\n{self._ways_on()}"))

    def action_leave(self) -> None:
        """Leave without saving; what was typed is kept as a draft.

        Where none can be kept a second Esc is asked for, but not for a PIN, typed in a moment.
        """
        if self.kept.able:
            self.keep_draft()
            if self.kept.there:
                self.house.saved("screen.form-draft-kept")
        elif not (self._asked or self._masked or not self.kept.changed()):
            self._asked = True
            self.query_one("#foot", Prose).told(plain(self.words("screen.form-leave"), "bold"))
            return
        super().action_leave()

    def keep_draft(self) -> None:
        """What was typed so far is kept, if it changed."""
        fault = None if self.left else self.kept.keep()
        if fault is not None:
            self.query_one("#foot", Prose).told(plain(self.words.finding(fault.findings[0])))

    def do_clear(self) -> None:
        """Throw the draft away: only what was given beforehand stands there; twice, it is back."""
        self._told = cleared_word(self.kept.clear())
        self.tell()
        self.query_one(FormView).focus_first()

    def do_menu(self) -> None:
        """What can be done with the form."""
        self.house.do_menu()

    @on(FormView.Finished)
    def finished(self) -> None:
        """Enter in the last field saves."""
        self.do_save()

    def do_save(self) -> None:
        """Run the work, once if it succeeds; faults go beside their fields."""
        if self.left:
            return
        view = self.query_one(FormView)
        try:
            result = self._work(view.values())
        except DeskError as fault:
            view.show_fault(fault, self.house.say)
        else:
            self.kept.drop()
            self.dismiss(result if result is not None else True)
