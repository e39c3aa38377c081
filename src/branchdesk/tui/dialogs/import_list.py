"""Import of the core system's list, in a thread: the screen stays alive while it reads."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from branchdesk.actions.account import Which, import_list, read_which
from branchdesk.actions.due.take import import_dues
from branchdesk.actions.due.told import Told
from branchdesk.basics.errors import BadInput, DeskError
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskDialog
from branchdesk.tui.widgets.form import FormView
from branchdesk.tui.widgets.prose import Prose


class ImportDialog(DeskDialog):
    """Asks for the file, imports it, and shows what became of each row."""

    def compose(self) -> ComposeResult:
        """Question, result."""
        with Vertical(classes="dialog"):
            yield Static(classes="title", id="title", markup=False)
            yield FormView(self.desk.form("import"), self.desk.today)
            with VerticalScroll(id="scroll", can_focus=False):
                yield Prose(id="said")
            yield Static(classes="foot", id="foot", markup=False)

    def on_mount(self) -> None:
        """The cursor into the question."""
        self.query_one("#scroll").styles.height = "auto"
        self.query_one("#scroll").styles.max_height = 9
        self._busy = False
        super().on_mount()
        self.query_one(FormView).focus_first()

    def tell(self) -> None:
        """The words in the reader's language."""
        self.query_one("#title", Static).update(plain(self.words("dialog.import")))
        self.query_one(FormView).tell(self.words)
        self.query_one("#foot", Static).update(plain(self.words("screen.form-foot")))

    @on(FormView.Finished)
    def finished(self) -> None:
        """Enter in the last field imports."""
        self.do_save()

    def do_save(self) -> None:
        """Import; a second press while it runs changes nothing."""
        if self._busy:
            return
        view = self.query_one(FormView)
        try:
            which = read_which(self.desk, view.values())
        except BadInput as fault:
            view.show_faults(fault.findings)
            return
        self._busy = True
        self._say(self.words("dialog.import-reading", file=which.path.name))
        self._import(which)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _import(self, which: Which) -> None:
        take = import_dues if which.is_due else import_list
        try:
            done = take(self.desk, which.path, which.as_of, which.dry_run)
        except DeskError as fault:
            self.app.call_from_thread(self._failed, fault)
        else:
            self.app.call_from_thread(self._imported, done.told, which.dry_run)

    def _failed(self, fault: DeskError) -> None:
        self._busy = False
        self._say("\n".join(self.words.finding(f) for f in fault.findings))

    def _imported(self, told: Told, dry_run: bool) -> None:
        self._busy = False
        words = self.words
        facts: dict[str, Any] = {"as_of": told.as_of, "read": told.read, **told.counts}
        code = "import-tried" if dry_run else "import-done"
        lines = [words(f"{told.noun}.{code}", **facts, skipped=len(told.skipped))]
        lines += [
            f"{words('word.line', line=s.row)}: {words.finding(s.finding)}" for s in told.skipped
        ]
        if told.unknown_headings:
            unknown = f"{told.noun}.import-unknown"
            lines.append(words(unknown, headings=list(told.unknown_headings)))
        lines += [f"{words('word.line', line=f.line)}: {words.finding(f)}" for f in told.findings]
        self._say("\n".join(lines))

    def _say(self, text: str) -> None:
        self.query_one("#said", Prose).told(plain(text))
