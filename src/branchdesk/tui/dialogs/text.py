"""A text to be read; Enter or Esc goes on."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.widgets import Static

from branchdesk.basics.wording import Words
from branchdesk.tui.dialogs.message import MessageDialog
from branchdesk.tui.plain import plain
from branchdesk.tui.widgets.prose import Prose


class TextDialog(MessageDialog):
    """Told anew where the language changes."""

    def __init__(self, text: Callable[[Words], Text]) -> None:
        """Take what tells the text in a language."""
        super().__init__(())
        self._text = text

    def tell(self) -> None:
        """The text in the reader's language."""
        self.query_one("#said", Prose).told(self._text(self.words))
        self.query_one("#foot", Static).update(plain(self.words("screen.enter-goes-on")))


def lined(title: str, lines: list[str]) -> Text:
    """A title and lines below it."""
    return plain(f"{title}\n", "bold").append_text(plain("\n".join(lines)))
