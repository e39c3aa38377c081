"""Keys that come before a form or dialog stands, or while it goes: kept in order, given after."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.widget import Widget

FORM, ROW = "FormView", "FieldRow"
"""By their names: they are loaded with the first form, not with the first picture."""
ROUNDS = 200
"""How often the program may come round before a key is given in any case."""


class TypedAhead:
    """Who types without looking, or on a slow line, finds each key where it was meant."""

    def __init__(self, app: Any, give: Callable[[events.Event], Awaitable[None]]) -> None:
        """Take the app and what hands a key to the screen on top."""
        self._app, self._give = app, give
        self._held: deque[events.Event] = deque()
        self._rounds = 0
        self._field: Widget | None = None
        """Where the last key wrote a character."""

    @property
    def waits(self) -> bool:
        """True where keys are held."""
        return bool(self._held)

    async def take(self, event: events.Event) -> None:
        """Hand it on at once where everything before it is done, else behind that."""
        if not self._held and (self._goes_on(event) or stands(self._app)):
            await self._hand(event)
            return
        self._held.append(event)
        if len(self._held) == 1:
            self._app.call_later(self._next)

    async def _next(self) -> None:
        await asyncio.sleep(0)  # the others' turn
        self._rounds += 1
        ready = self._goes_on(self._held[0]) or stands(self._app)
        if self._rounds < ROUNDS and not ready:
            self._app.call_later(self._next)
            return
        self._rounds = 0
        await self._hand(self._held.popleft())
        while self._held and self._goes_on(self._held[0]):
            await self._hand(self._held.popleft())
        if self._held:
            self._app.call_later(self._next)

    async def _hand(self, event: events.Event) -> None:
        field = self._app.focused if self._app.screen_stack else None
        writes = isinstance(event, events.Key) and event.is_printable
        self._field = field if writes and _in_form(field) else None
        await self._give(event)

    def _goes_on(self, event: events.Event) -> bool:
        """A further character of the same field: writing moves no cursor, so nothing is awaited."""
        writes = isinstance(event, events.Key) and event.is_printable
        return writes and self._field is not None and self._field is self._app.focused


def _in_form(widget: Widget | None) -> bool:
    return widget is not None and type(widget.parent).__name__ == ROW


def stands(app: Any) -> bool:
    """True where the screen on top waits for a key: it is whole, and nothing is on its way to it.

    A list that is being reckoned is not waited for; its keys go nowhere else.
    """
    if not app.screen_stack:
        return True
    screen = app.screen
    if not (app._message_queue.empty() and screen.is_mounted) or getattr(screen, "left", False):
        return False
    if not (screen.is_modal or screen.query(FORM)):
        return True
    nodes = screen.walk_children(with_self=True)
    return all(node.is_mounted and node._message_queue.empty() for node in nodes)
