"""Keeping the case on the screen beyond its time, and lifting that again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from branchdesk.actions.retention.hold import hold, holds_of, unhold
from branchdesk.tui.clockwork import ClockWork
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen


class HoldWork(ClockWork):
    """Holds of one case, open or archived; ``number`` names it."""

    def do_hold(self) -> None:
        """Hold it; where it is held already, ask whether to lift that."""
        if not holds_of(self.desk, self.number):
            self._with_ground("hold", hold)
            return

        def chosen(code: str | None) -> None:
            if code:
                self._with_ground(code, hold if code == "hold" else unhold)

        options = [Chosen(code, self.words(f"hold.do-{code}")) for code in ("unhold", "hold")]
        self.app.push_screen(ChooseDialog("hold.do", options, number=self.number), chosen)

    def _with_ground(self, title: str, act: Callable[[Any, str, str], Any]) -> None:
        def work(values: dict[str, Any]) -> Any:
            return act(self.desk, self.number, str(values.get("ground", "")))

        self._ask(title, self.desk.form("ground"), work)
