"""Many saves are folded into the casebook's file while nobody types."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.tui import app as app_module
from tests.builders import NOW, a_case
from tests.desks import a_desk
from tests.tui.driver import desk_open


async def test_saves_are_folded_while_nobody_types(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a thread of its own, only after a pause, and only where there is enough of it."""
    monkeypatch.setattr(app_module, "FOLD_BYTES", 100)
    async with desk_open(a_desk(tmp_path).path) as hands:
        book = hands.app.desk.book
        with book.commit(NOW, "s01", "supervisor") as commit:
            commit.save(a_case(), "enquiry.add", new=True)
        assert book.unfolded > 100
        await hands.press("f1", "escape")
        hands.app.fold_if_idle()
        await hands.app.workers.wait_for_complete()
        assert book.unfolded > 100, "somebody is typing"
        hands.app.fold_if_idle()
        await hands.app.workers.wait_for_complete()
        assert book.unfolded == 0
