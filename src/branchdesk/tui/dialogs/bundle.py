"""The legal bundle of cases, made in a thread: the screen stays alive and Esc stops it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from branchdesk.actions.legal.bundle import Made, default_file, make_bundle, read_target
from branchdesk.basics.errors import BadInput, DeskError
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskDialog
from branchdesk.tui.widgets.form import FormView
from branchdesk.tui.widgets.prose import Prose


class BundleDialog(DeskDialog):
    """Asks for the file, makes the bundle, and says where it lies and its root hash."""

    def __init__(self, numbers: Sequence[str]) -> None:
        """Name the cases."""
        super().__init__()
        self._numbers = numbers
        self._busy = self._stop = False

    def compose(self) -> ComposeResult:
        """Question, warning, result."""
        with Vertical(classes="dialog"):
            yield Static(classes="title", id="title", markup=False)
            yield FormView(self.desk.form("bundle"), self.desk.today)
            yield Prose(id="said")
            yield Static(classes="foot", id="foot", markup=False)

    def on_mount(self) -> None:
        """The usual file is filled in, the cursor in it."""
        view = self.query_one(FormView)
        view.fill({"file": str(default_file(self._numbers))})
        super().on_mount()
        self._say(self.words("bundle.ask-file"))
        view.focus_first()

    def tell(self) -> None:
        """The words in the reader's language."""
        first, count = self._numbers[0], len(self._numbers)
        title = self.words("bundle.ask", number=first)
        if count > 1:
            title = self.words("bundle.ask-many", number=first, count=count)
        self.query_one("#title", Static).update(plain(title))
        self.query_one(FormView).tell(self.words)
        self.query_one("#foot", Static).update(plain(self.words("screen.form-foot")))

    @on(FormView.Finished)
    def finished(self) -> None:
        """Enter in the last field makes it."""
        self.do_save()

    def do_save(self) -> None:
        """Make it; a second press while it runs changes nothing."""
        if self._busy:
            return
        view = self.query_one(FormView)
        try:
            path = read_target(self.desk, view.values())
        except BadInput as fault:
            view.show_faults(fault.findings)
            return
        self._busy, self._stop = True, False
        self._make(path)

    def action_leave(self) -> None:
        """While it runs, Esc stops it; else the dialog goes."""
        if self._busy:
            self._stop = True
        else:
            self.dismiss(None)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _make(self, path: Path) -> None:
        try:
            made = make_bundle(self.desk, self._numbers, path, self._progress)
        except DeskError as fault:
            self.app.call_from_thread(self._failed, fault)
        else:
            self.app.call_from_thread(self._made, made)

    def _progress(self, done: int, total: int) -> bool:
        line = self.words("bundle.making", done=done, total=total)
        self.app.call_from_thread(self._say, line)
        return not self._stop

    def _failed(self, fault: DeskError) -> None:
        self._busy = False
        left = self.query_one(FormView).show_faults(fault.findings)
        self._say("\n".join(self.words.finding(f) for f in left))

    def _made(self, made: Made) -> None:
        self._busy = False
        self._say(self.words("bundle.made", file=made.file, files=made.files, root=made.root))

    def _say(self, text: str) -> None:
        self.query_one("#said", Prose).told(plain(text))
