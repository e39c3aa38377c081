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
from branchdesk.tui.widgets.prose import Prose


class FormDialog(DeskDialog):
    """Runs ``work`` with the answers; stays open with the faults until it succeeds or Esc.

    Returns what ``work`` returned, or None. The dialog itself saves nothing: ``work`` does.
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
        **facts: object,
    ) -> None:
        """Take the title's code, the form, the work, answers given beforehand, and a note.

        ``masked`` are the fields whose answer is not shown.
        """
        super().__init__()
        self._title, self._facts, self._note = title, facts, note
        self._form, self._keys = form, keys
        self._work, self._given, self._masked = work, given or {}, masked
        self._at_first: dict[str, Any] = {}
        self._asked = False

    def compose(self) -> ComposeResult:
        """Title, fields, the explaining line."""
        # Below a long note the form takes what room is left, so that the last line stays in view.
        tall = " tall" if self._note.count("\n") > 1 else ""
        with Vertical(classes=f"dialog{tall}"):
            yield Prose(classes="title", id="title")
            yield FormView(self._form, self.house.today, self._keys, self._masked)
            yield Prose(classes="foot", id="foot")

    def on_mount(self) -> None:
        """Fill what is given, then the cursor into the first field."""
        view = self.query_one(FormView)
        view.fill(self._given)
        self._at_first = view.values()
        super().on_mount()
        view.focus_first()

    def tell(self) -> None:
        """The words in the reader's language."""
        title = self.words(self._title, **self._facts)
        self.query_one("#title", Prose).told(plain(f"{title}\n{self._note}".strip()))
        self.query_one(FormView).tell(self.words)
        self.query_one("#foot", Prose).told(plain(self.words("screen.form-foot")))

    @on(FormView.Entered)
    def explain_field(self, event: FormView.Entered) -> None:
        """The choices or the help of the field with the cursor."""
        self._asked, row = False, event.row
        text = row.choices_line() if row.field.choices else row.field.help.of(self.words.lang)
        if row.field.unsaid:
            text = f"{text}\n{self.words('unsaid.keys')}".strip()
        foot = f"{text}\n{self.words('screen.form-foot')}"
        self.query_one("#foot", Prose).told(plain(foot))

    def action_leave(self) -> None:
        """Leave without saving; what was typed is thrown away by a second Esc only.

        A PIN is typed in a moment, so that its dialog does not ask.
        """
        view = self.query_one(FormView)
        if self._asked or self._masked or view.values() == self._at_first:
            super().action_leave()
            return
        self._asked = True
        self.query_one("#foot", Prose).told(plain(self.words("screen.form-leave"), "bold"))

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
            self.dismiss(result if result is not None else True)
