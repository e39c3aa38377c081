"""Keeping what a screen shows as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from branchdesk.actions.handed import read_file_name
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.dialogs.pin import beside
from branchdesk.tui.house import House

T = TypeVar("T")


def ask_for_file(
    house: House,
    name: str,
    save: Callable[[Path], T],
    said: Callable[[T], None],
    title: str = "dialog.csv",
) -> None:
    """Ask where the file goes, ``name`` in the home folder at first; then save and say so."""

    def work(values: dict[str, Any]) -> T:
        file = read_file_name(house.desk, values)
        with beside("file"):
            return save(file)

    def closed(done: T | None) -> None:
        if done is not None:
            said(done)

    given = {"file": str(Path.home() / f"{name}.csv")}
    house.push_screen(FormDialog(title, house.desk.form("csv"), work, given, draft=False), closed)
