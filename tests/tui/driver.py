"""Hands and eyes for the screens: keys as a person presses them, the screen as text."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import events
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from branchdesk.basics.wording import Lang
from branchdesk.tui.app import BranchdeskApp
from branchdesk.tui.typedahead import stands
from tests.desks import DAY, pages_read_once

PATIENCE = 100
"""How often the program comes round before a field has the cursor, at most."""
ROUNDS = 100
"""How often every widget empties its queue after a key, at most: three are what a dialog needs."""
BESIDE = 4
"""How often it is looked whether work beside the screens is done: a test may want to see it run."""


async def _give_way(_least: float = 0) -> None:
    """Let the program run; Textual's own wait sleeps 20 ms before it looks, twice a key."""
    await asyncio.sleep(0)


_PARSE_RULES = Stylesheet._parse_rules
_RULES: dict[object, list[RuleSet]] = {}


def _rules_of(sheet: Stylesheet, css: str, **source: Any) -> list[RuleSet]:
    """The rules of a style sheet in its colours; in one process the same sheet is parsed once."""
    key = (css, *source.items(), *sheet._variables.items())
    if key not in _RULES:
        _RULES[key] = _PARSE_RULES(sheet, css, **source)
    return _RULES[key]


def _not_painted(compositor: Compositor, **_: Any) -> None:
    """Nobody sits before a headless screen: it is painted when a test looks at it, not before."""
    compositor._dirty_regions.clear()


class Hands:
    """A person at the keyboard of a running app."""

    def __init__(self, app: BranchdeskApp, pilot: Pilot[None]) -> None:
        """Take the running app."""
        self.app, self._pilot = app, pilot
        self.pressed = 0
        """Keys pressed so far beside the typed text."""

    async def press(self, *keys: str) -> None:
        """Press keys by their names, such as ``f2`` or ``enter``."""
        for key in keys:
            self.pressed += 1
            await self._pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text key by key, Chinese too."""
        await self._pilot.press(*text)
        await self.settle()

    async def put(self, text: str) -> None:
        """Put text in at once, as an input method commits it."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def menu(self, name: str) -> None:
        """Open the menu, type the name of an entry and choose it."""
        await self.press("f10")
        await self.put(name)
        found = [line for line in self.screen.splitlines() if re.search(r"[|│] ?1  ", line)]
        if not found or not re.search(rf"1  {re.escape(name)}(\s|$)", found[0]):
            raise AssertionError(f"the menu has no {name}:\n{self.screen}")
        await self.press("enter")

    async def settle(self) -> None:
        """Wait until the screens have done what the last key asked for."""
        for count in range(ROUNDS):
            await self._held()
            works = count < BESIDE and any(worker.is_running for worker in self.app.workers)
            if self._quiet() and not works:
                return

    async def _held(self) -> None:
        """Wait until every key that came has been given."""
        await self._pilot.pause(0)
        while self.app.ahead.waits:
            await self._pilot.pause(0)

    def _quiet(self) -> bool:
        """True where nothing that was asked for waits: no message, no refresh."""
        screen: Any = self.app.screen
        nodes: list[Any] = [self.app, *screen.walk_children(with_self=True)]
        return not (
            self.app.ahead.waits
            or any(not node._message_queue.empty() or node._next_callbacks for node in nodes)
            or screen._callbacks
            or screen._layout_required
            or screen._dirty_widgets
        )

    async def answer(self, **answers: str) -> None:
        """Fill fields of the form on the screen."""
        from branchdesk.tui.widgets.form import FormView

        view = self.app.screen.query_one(FormView)
        for key, text in answers.items():
            row = view.row(key)
            assert row is not None, key
            row.answer.focus()
            for _ in range(PATIENCE):
                await _give_way()
                if self.app.focused is row.answer:
                    break
            assert self.app.focused is row.answer, f"the cursor does not go to {key}"
            self.app.post_message(events.Paste(text))
            await self._taken()
        await self.settle()

    async def _taken(self) -> None:
        """Wait until the form has taken what was put in: several lines call the cursor back."""
        for _ in range(PATIENCE):
            await self._held()
            if stands(self.app):
                return

    @property
    def screen(self) -> str:
        """What the screen shows, line by line."""
        compositor: Any = self.app.screen._compositor
        lines = ["".join(s.text for s in strip).rstrip() for strip in compositor.render_strips()]
        return "\n".join(lines)

    def sees(self, *words: str) -> bool:
        """True where the screen shows every one of the words."""
        shown = self.screen.replace("\n", "")
        return all(word in shown or word in self.screen for word in words)


@asynccontextmanager
async def desk_open(
    folder: Path,
    *,
    lang: Lang | None = "zh",
    staff: str | None = None,
    size: tuple[int, int] = (80, 24),
    day: str = DAY,
) -> AsyncIterator[Hands]:
    """The program on a desk's folder, at 80x24, on the business day of the tests."""
    at_once = patch("textual.app.wait_for_idle", _give_way)
    styles = patch.object(Stylesheet, "_parse_rules", _rules_of)
    unpainted = patch.object(Compositor, "render_update", _not_painted)
    with (
        patch.dict(os.environ, {"BRANCHDESK_TODAY": day}),
        at_once,
        styles,
        unpainted,
        pages_read_once(),
    ):
        app = BranchdeskApp(folder, staff, lang, lang or "zh")
        async with app.run_test(size=size) as pilot:
            hands = Hands(app, pilot)
            await hands.settle()
            yield hands
