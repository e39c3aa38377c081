"""A window that is too small: said politely, while everything typed stays as it is."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen

from branchdesk.basics.wording import Words
from branchdesk.tui.plain import plain
from branchdesk.tui.widgets.prose import Prose

LEAST = Size(60, 16)
"""Columns and rows with which every screen can be worked."""
MENDING = frozenset({"backspace", "delete", "left", "right", "home", "end"})
ALWAYS = frozenset({"ctrl+q", "ctrl+k", "f12", "ctrl+r"})
"""Leaving, locking and the language need no screen."""


def too_small(size: Size) -> bool:
    """True where a screen does not fit."""
    return size.width < LEAST.width or size.height < LEAST.height


class Cover(Prose):
    """Lies over everything; the field with the cursor below keeps it, and what is typed."""

    def fill(self, size: Size) -> None:
        """How large the window is and should be, in both languages, the reader's first."""
        first = getattr(self.app, "words", Words("zh"))
        second = Words("en" if first.lang == "zh" else "zh")
        facts = {"width": size.width, "height": size.height}
        facts |= {"wide": LEAST.width, "high": LEAST.height}
        self.told(plain("\n".join(words("screen.too-small", **facts) for words in (first, second))))


def cover_or_show(screen: Screen[Any], size: Size) -> None:
    """The screen is covered while the window is too small for it, and shown again after."""
    covers = screen.query(Cover)
    if not too_small(size):
        covers.remove()
        return
    if not covers:
        screen.mount(Cover())
    for cover in screen.query(Cover):
        cover.fill(size)


def may_pass(app: App[Any], event: events.Event) -> bool:
    """Whether what was touched may act: under the cover only typing goes on, unseen keys do not."""
    if not too_small(app.size):
        return True
    if isinstance(event, events.Key):
        if event.key in ALWAYS:
            return True
        return _types(app) and (event.is_printable or event.key in MENDING)
    return isinstance(event, events.Paste) and _types(app)


def _types(app: App[Any]) -> bool:
    from textual.widgets import Input, TextArea

    return isinstance(app.focused, Input | TextArea)
