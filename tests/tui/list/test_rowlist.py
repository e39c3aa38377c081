"""The list of very many rows: it writes those in view and no other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rich.text import Text
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from branchdesk.tui.plain import cell, plain
from branchdesk.tui.widgets.rowlist import RowList

MANY = 100_000


class Shown(App[None]):
    """A hundred thousand rows on a screen of ten lines."""

    def __init__(self) -> None:
        """Nothing was written yet."""
        super().__init__()
        self.written: list[str] = []
        self.told: list[tuple[str, str | int]] = []

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield RowList(lambda cells: plain(cell("名称", cells)), self.line)

    def line(self, key: str, cells: int) -> Text:
        """A row with Chinese, brackets and a control byte in it."""
        self.written.append(key)
        return plain(cell(f"{key} [/red]\x1b[2J 渭滨农机服务有限公司" * 9, cells))

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Keep what was told."""
        self.told.append(("at", event.key))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Keep what was told."""
        self.told.append(("chosen", event.key))

    def on_row_list_head_clicked(self, event: RowList.HeadClicked) -> None:
        """Keep what was told."""
        self.told.append(("head", event.cells))


@asynccontextmanager
async def shown() -> AsyncIterator[tuple[Shown, RowList, Pilot[None]]]:
    """The list with its rows, the keyboard in it."""
    app = Shown()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(RowList)
        rows.show([str(n) for n in range(MANY)])
        await pilot.pause()
        yield app, rows, pilot


def lines(app: Shown) -> list[str]:
    """The screen as text."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


async def test_only_the_rows_in_view_are_written() -> None:
    """Nine of a hundred thousand; the head stays; nothing acts on the terminal."""
    async with shown() as (app, rows, pilot):
        assert set(app.written) == {str(n) for n in range(9)}
        await pilot.press("end")
        await pilot.pause()
        seen = lines(app)
        assert seen[0].startswith("名称") and seen[9].startswith("99999 [/red]␛[2J")
        assert "\x1b" not in "".join(seen) and "…" in seen[9]
        assert len(set(app.written)) <= 9 * 3
        assert (rows.cursor, app.told[-1]) == (MANY - 1, ("at", "99999"))


async def test_keys_and_mouse_move_the_cursor() -> None:
    """Page, home, end, arrows, wheel; a second click or Enter chooses, the head tells where."""
    async with shown() as (app, rows, pilot):
        await pilot.press("pagedown", "pagedown", "down", "up", "up")
        assert rows.cursor == 17
        await pilot.press("home", "up")
        assert rows.cursor == 0
        await pilot.click(RowList, offset=(3, 4))
        assert rows.cursor == 3 and ("chosen", "3") not in app.told
        await pilot.click(RowList, offset=(3, 4))
        await pilot.click(RowList, offset=(5, 0))
        assert app.told[-2:] == [("chosen", "3"), ("head", 5)]
        rows.show(["7", "8"], at="8")
        await pilot.press("enter")
        assert app.told[-1] == ("chosen", "8")
        rows.show([])
        await pilot.press("enter", "down", "end")
        assert rows.current == "" and lines(app)[1].strip() == ""
