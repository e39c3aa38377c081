"""Where text is typed or pasted: what acts or hides shows as a sign, what is kept is what came."""

from __future__ import annotations

import re

from rich.text import Text
from textual import events
from textual.widgets import Input, TextArea

from branchdesk.basics.text import signed

BREAKS = re.compile(r"\r\n|\r|\n")


class OneLine(Input):
    """One line; of a paste of several no line is lost, they stand behind each other."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        line = " ".join(BREAKS.split(event.text.strip("\r\n")))
        if self.selection.is_empty:
            self.insert_text_at_cursor(line)
        else:
            self.replace(line, *self.selection)

    @property
    def _value(self) -> Text:
        """What is drawn: a control mark would reach the terminal and act there."""
        drawn = super()._value
        return Text(signed(drawn.plain), no_wrap=True, overflow="ignore", end="")


class Paragraph(TextArea):
    """Several lines."""

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn."""
        line = super().get_line(line_index)
        return Text(signed(line.plain, keep="\t"), end="", no_wrap=True)
