"""A long list: it holds keys, and writes only the lines that are in view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

HEAD = 1
"""Lines of the head, which stays while the rows scroll."""
AT, NEAR = Style(reverse=True), Style(bold=True, underline=True)
"""The row of the cursor, with the keyboard in the list and elsewhere; colour alone is no sign."""


class RowList(ScrollView, can_focus=True):
    """One line a row under a fixed head; ``keys`` name the rows, ``line`` writes one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "move(-1)", ""),
        ("down", "move(1)", ""),
        ("pageup", "page(-1)", ""),
        ("pagedown", "page(1)", ""),
        ("home", "go(0)", ""),
        ("end", "go(-1)", ""),
        ("enter", "choose", ""),
    ]

    class Told(Message):
        """Something about the row of a key."""

        def __init__(self, key: str) -> None:
            """Take the key."""
            super().__init__()
            self.key = key

    class Highlighted(Told):
        """The cursor stands on the row of this key now."""

    class Chosen(Told):
        """Enter on the row of this key, or a click on it while the cursor stands there."""

    class HeadClicked(Message):
        """A click on the head, so many cells from its left."""

        def __init__(self, cells: int) -> None:
            """Take the place."""
            super().__init__()
            self.cells = cells

    def __init__(
        self, head: Callable[[int], Text], line: Callable[[str, int], Text], **given: Any
    ) -> None:
        """Take what writes the head and a row, each in so many cells; there is no row yet."""
        super().__init__(**given)
        self._head, self._line = head, line
        self.keys: Sequence[str] = ()
        self.cursor = 0
        self._style = Style()

    @property
    def current(self) -> str:
        """The key of the cursor's row; empty where there is none."""
        return self.keys[self.cursor] if self.cursor < len(self.keys) else ""

    def show(self, keys: Sequence[str], at: str = "") -> None:
        """These rows from now on, the cursor on the row of ``at``, else on the first."""
        self.keys, self.cursor = keys, 0
        if at and at in keys:
            self.cursor = keys.index(at)
        self.grown()
        self.refresh()
        self._into_view()

    def grown(self) -> None:
        """The rows are others or more; the cursor stays where it is."""
        size = Size(1, HEAD + len(self.keys))
        if size != self.virtual_size:
            self.virtual_size = size
            self.refresh()

    def move_to(self, row: int) -> None:
        """The cursor on a row, as near as there is one, and that in view."""
        row = max(0, min(row, len(self.keys) - 1))
        if row == self.cursor:
            return
        for one in (self.cursor, row):
            self.refresh_line(HEAD + one)
        self.cursor = row
        self._into_view()
        self.post_message(self.Highlighted(self.current))

    def _page(self) -> int:
        return self.scrollable_content_region.height - HEAD

    def _into_view(self) -> None:
        page, top = self._page(), round(self.scroll_y)
        if page < 1:
            return
        if not top <= self.cursor < top + page:
            into = self.cursor if self.cursor < top else self.cursor - page + 1
            self.scroll_to(y=into, animate=False)

    def on_resize(self) -> None:
        """The cursor stays in view."""
        self._into_view()

    def on_focus(self) -> None:
        """The row of the cursor is drawn another way."""
        self.refresh_line(HEAD + self.cursor)
        if self.current:
            self.post_message(self.Highlighted(self.current))

    def on_blur(self) -> None:
        """Likewise."""
        self.refresh_line(HEAD + self.cursor)

    def action_move(self, rows: int) -> None:
        """So many rows down."""
        self.move_to(self.cursor + rows)

    def action_page(self, pages: int) -> None:
        """So many pages down."""
        self.move_to(self.cursor + pages * max(1, self._page()))

    def action_go(self, row: int) -> None:
        """The first row, or -1 for the last."""
        self.move_to(row if row >= 0 else len(self.keys) - 1)

    def action_choose(self) -> None:
        """The row of the cursor."""
        if self.current:
            self.post_message(self.Chosen(self.current))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on its row it chooses, on the head it tells where."""
        at = event.get_content_offset(self)
        if at is None:
            return
        row = at.y - HEAD + self.scroll_offset.y
        if at.y < HEAD:
            self.post_message(self.HeadClicked(at.x))
        elif row == self.cursor:
            self.action_choose()
        elif row < len(self.keys):
            self.move_to(row)

    def render_lines(self, crop: Region) -> list[Strip]:
        """All lines that are wanted; what they have in common is looked up once."""
        self._style = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The head, or the row that stands there now."""
        width = self.scrollable_content_region.width
        row = y - HEAD + self.scroll_offset.y
        if y >= HEAD and row >= len(self.keys):
            return Strip.blank(width, self._style)
        text = self._head(width) if y < HEAD else self._line(self.keys[row], width)
        text.end = ""
        strip = Strip(text.render(self.app.console)).adjust_cell_length(width)
        style = self._style
        if y >= HEAD and row == self.cursor:
            style += AT if self.has_focus else NEAR
        return strip.apply_style(style)
