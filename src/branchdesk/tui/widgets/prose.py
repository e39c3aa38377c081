"""Running text that breaks as Chinese and English do."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual.widgets import Static

from branchdesk.tui.plain import wrapped


class Prose(Static):
    """Text laid into the width it has, and again when that changes."""

    def __init__(self, **options: Any) -> None:
        """An empty text."""
        super().__init__(markup=False, **options)
        self._told = Text()

    def told(self, text: Text) -> None:
        """Show this text."""
        self._told = text
        self._lay()

    def on_resize(self) -> None:
        """Lay it again."""
        self._lay()

    def _lay(self) -> None:
        width = self.content_size.width
        self.update(wrapped(self._told, width) if width else self._told)
