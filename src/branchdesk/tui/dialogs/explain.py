"""F1 in a form: the field with the cursor explained; Esc goes back to it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from branchdesk.model.form import Field
from branchdesk.reports.explained import explained
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskDialog
from branchdesk.tui.widgets.prose import Prose


class ExplainDialog(DeskDialog):
    """Returns True where the whole screen is to be explained, else None."""

    def __init__(self, field: Field) -> None:
        """Take the field."""
        super().__init__()
        self._field = field

    def compose(self) -> ComposeResult:
        """The field's name, its explanation, the way on."""
        with Vertical(classes="dialog"):
            yield Static(classes="title", id="title", markup=False)
            with VerticalScroll(id="explained"):
                yield Prose(id="said")
            yield Prose(classes="foot", id="foot")

    def tell(self) -> None:
        """The words in the reader's language."""
        title = self.query_one("#title", Static)
        title.update(plain(self._field.label.of(self.words.lang)))
        self.query_one("#said", Prose).told(plain("\n".join(explained(self._field, self.words))))
        self.query_one("#foot", Prose).told(plain(self.words("kind.foot")))
        self.query_one("#explained").focus()

    def do_help(self) -> None:
        """The whole screen."""
        self.dismiss(True)
