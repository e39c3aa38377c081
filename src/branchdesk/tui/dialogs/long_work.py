"""Work that takes a while, asked for by a form: in a thread, with progress, and Esc stops it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from branchdesk.basics.errors import BadInput, DeskError
from branchdesk.basics.progress import Progress
from branchdesk.model.form import Form
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskDialog
from branchdesk.tui.widgets.form import FormView
from branchdesk.tui.widgets.prose import Prose

Job = Callable[[Progress], str]
"""Does the work in the thread; gives back the sentence that says what became of it."""


class LongWork(DeskDialog):
    """Asks, works, and says what became of it; stays open until it was read."""

    def __init__(
        self,
        title: str,
        form: Form,
        prepare: Callable[[Mapping[str, Any]], Job],
        given: Mapping[str, Any],
        note: str = "",
        once: bool = False,
        **facts: object,
    ) -> None:
        """Take the title's code, the form, and what makes a job of its answers or raises BadInput.

        ``note`` is the code of a sentence shown beforehand; ``facts`` belong to the title.
        ``once``: what was done is not done again, F2 then closes.
        """
        super().__init__()
        self._title, self._facts, self._note = title, facts, note
        self._form, self._prepare, self._given = form, prepare, given
        self._busy = self._stop = self._over = False
        self._once = once

    def compose(self) -> ComposeResult:
        """Question, progress, result."""
        with Vertical(classes="dialog"):
            yield Static(classes="title", id="title", markup=False)
            yield FormView(self._form, self.house.today)
            yield Prose(id="said")
            yield Static(classes="foot", id="foot", markup=False)

    def on_mount(self) -> None:
        """The usual answer is filled in, the cursor in it."""
        view = self.query_one(FormView)
        view.fill(self._given)
        super().on_mount()
        if self._note:
            self._say(self.words(self._note, **self._facts))
        view.focus_first()

    def tell(self) -> None:
        """The words in the reader's language."""
        title = self.words(self._title, **self._facts)
        self.query_one("#title", Static).update(plain(title))
        self.query_one(FormView).tell(self.words)
        self.query_one("#foot", Static).update(
            plain(self.words(f"dialog.work-{'over' if self._over else 'foot'}"))
        )

    @on(FormView.Finished)
    def finished(self) -> None:
        """Enter in the last field begins."""
        self.do_save()

    def do_save(self) -> None:
        """Begin; a second press while it runs changes nothing, and closes what is done once."""
        if self._over:
            self.dismiss(None)
        if self._busy or self._over:
            return
        view = self.query_one(FormView)
        try:
            job = self._prepare(view.values())
        except BadInput as fault:
            view.show_faults(fault.findings)
            return
        self._busy, self._stop = True, False
        self._run_job(job)

    def action_leave(self) -> None:
        """While it runs, Esc stops it; else the dialog goes."""
        if self._busy:
            self._stop = True
        else:
            self.dismiss(None)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _run_job(self, job: Job) -> None:
        try:
            said = job(self._progress)
        except DeskError as fault:
            self.app.call_from_thread(self._failed, fault)
        else:
            self.app.call_from_thread(self._done, said)

    def _progress(self, done: int, total: int) -> bool:
        line = self.words("dialog.working", done=done, total=total)
        self.app.call_from_thread(self._say, line)
        return not self._stop

    def _failed(self, fault: DeskError) -> None:
        self._busy = False
        left = self.query_one(FormView).show_faults(fault.findings)
        self._say("\n".join(self.words.finding(f) for f in left))

    def _done(self, said: str) -> None:
        self._busy, self._over = False, self._once
        self._say(said)
        self.tell()

    def _say(self, text: str) -> None:
        self.query_one("#said", Prose).told(plain(text))
