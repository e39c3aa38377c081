"""What a case still lacks before each step, with the command that fills it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual.widgets import Static

from branchdesk.basics.wording import Words
from branchdesk.model.desk.gate import Gate
from branchdesk.tui.dialogs.message import MessageDialog
from branchdesk.tui.plain import plain
from branchdesk.tui.widgets.prose import Prose

COMMAND = {
    "case edit": "edit",
    "case verify": "verify",
    "case classify": "classify",
    "case close": "close",
    "contact add": "contact",
    "customer edit": "records",
    "payment add": "payment",
}
"""The entry of the menu that does what a command of the shell does."""


class LacksDialog(MessageDialog):
    """Each step with its reasons; Enter or Esc goes on."""

    def __init__(self, gates: Sequence[Gate]) -> None:
        """Take the steps."""
        super().__init__(())
        self._gates = gates

    def tell(self) -> None:
        """Each step, whether it is open, and every lack beneath it."""
        text = Text()
        for gate in self._gates:
            state = self.words("gate.ready" if gate.ready else "gate.not-yet")
            name = self.words.label("gate", gate.before)
            text.append_text(plain(f"{name}: {state}\n", "bold"))
            for line, blocks in _lines(gate, self.words):
                text.append_text(plain(f"  {'!' if blocks else '-'} {line}\n"))
        self.query_one("#said", Prose).told(text)
        self.query_one("#foot", Static).update(plain(self.words("screen.enter-goes-on")))


def _lines(gate: Gate, words: Words) -> Iterable[tuple[str, bool]]:
    for gap in gate.gaps:
        source = f" [{gap.finding.source}]" if gap.finding.source else ""
        command = COMMAND.get(gap.fills)
        # What the menu cannot do is named as the shell writes it.
        fills = words.label("command", command) if command else gap.fills
        yield f"{words.finding(gap.finding)}{source}{f' → {fills}' if fills else ''}", gap.blocks
