"""Reasons, shown until they were read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from branchdesk.basics.finding import Finding
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskDialog
from branchdesk.tui.widgets.prose import Prose


class MessageDialog(DeskDialog):
    """Findings as sentences; Enter or Esc goes on."""

    BINDINGS = [("enter", "leave", ""), ("escape", "leave", "")]

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Take the findings."""
        super().__init__()
        self._findings = findings

    def compose(self) -> ComposeResult:
        """The sentences, and how to go on."""
        with VerticalScroll(classes="dialog"):
            yield Prose(id="said")
            yield Static(classes="foot", id="foot", markup=False)

    def tell(self) -> None:
        """The sentences in the reader's language."""
        lines = []
        for finding in self._findings:
            source = f" [{finding.source}]" if finding.source else ""
            lines.append(f"{self.words.finding(finding)}{source}")
        self.query_one("#said", Prose).told(plain("\n\n".join(lines)))
        self.query_one("#foot", Static).update(plain(self.words("screen.enter-goes-on")))
