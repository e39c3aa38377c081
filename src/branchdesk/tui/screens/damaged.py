"""A desk that cannot be opened: why, and the ways on, back to a backup among them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static
from textual.widgets.option_list import Option

from branchdesk.actions import opening
from branchdesk.actions.safety.kept import backups_of, made_at, read_file
from branchdesk.basics.errors import DeskError
from branchdesk.basics.wording import Words
from branchdesk.tui.dialogs.choose import KEYS
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.dialogs.restore import RestoreDialog, WayBack
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import Told
from branchdesk.tui.widgets.options import OptionList
from branchdesk.tui.widgets.prose import Prose

NEWEST = 5
"""Backups that are offered at once; every other is named by its file."""


class DamagedScreen(Told, Screen[None]):
    """Nothing of the desk was changed; nothing is, before somebody types that it shall be."""

    name_of = "damaged"

    def __init__(self, folder: Path, fault: DeskError) -> None:
        """Name the desk and what stands against opening it."""
        super().__init__()
        self._folder, self._fault = folder, fault

    def compose(self) -> ComposeResult:
        """The reasons and the ways on."""
        yield Prose(id="greeting", classes="pane")
        yield OptionList(id="options", classes="list", markup=False)
        yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Tell everything once."""
        self.query_one("#greeting").styles.height = "auto"
        self.retell()

    def retell(self) -> None:
        """The words in the reader's language."""
        words = self.words
        reasons = [words.finding(one) for one in self._fault.findings]
        told = [words("damaged.greeting", folder=self._folder), "", *reasons, ""]
        self.query_one("#greeting", Prose).told(plain("\n".join(told)))
        self._ways = self._found_ways()
        options = self.query_one("#options", OptionList)
        options.clear_options()
        options.add_options(
            Option(plain(f"{KEYS[n]}  {text}")) for n, (text, _) in enumerate(self._ways)
        )
        options.highlighted = 0
        options.focus()
        self.query_one("#keys", Static).update(plain(words("damaged.keys")))

    def _found_ways(self) -> list[tuple[str, Callable[[], object]]]:
        words = self.words
        again = partial(self.house.reopen, self._folder, "")
        found: list[tuple[str, Callable[[], object]]] = [(words("damaged.again"), again)]
        for one in backups_of(self._folder)[:NEWEST]:
            if one.manifest is not None:
                why = words(f"settings.why-{one.manifest.why}")
                told = words("damaged.back-to", at=one.at, why=why)
                found.append((told, partial(self._restore, one.file)))
        found.append((words("settings.backup-from"), self._from_elsewhere))
        found.append((words("first.leave"), self.app.exit))
        return found

    def on_key(self, event: events.Key) -> None:
        """A digit chooses at once."""
        if event.character and event.character in KEYS[: len(self._ways)]:
            event.stop()
            self._ways[KEYS.index(event.character)][1]()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or the mouse chooses."""
        self._ways[event.option_index][1]()

    def do_language(self) -> None:
        """The other language."""
        self.house.do_language()

    def do_quit(self) -> None:
        """Leave."""
        self.app.exit()

    def _from_elsewhere(self) -> None:
        form = opening.shipped_form("file")

        def chosen(file: Path | None) -> None:
            if file is not None:
                self._restore(file)

        dialog = FormDialog("dialog.restore-from", form, partial(read_file, form), draft=False)
        self.app.push_screen(dialog, chosen)

    def _restore(self, source: Path) -> None:
        """The records cannot be read, so that nobody can be asked for authority."""
        code = self.house.attempt(lambda: opening.branch_code(self._folder))
        at = self.house.attempt(lambda: made_at(source))
        if code is None or at is None:
            return

        def told(words: Words) -> list[str]:
            back, lost = words("settings.restore-to", at=at), words("damaged.lost")
            return [back, lost, words("settings.restore-type", word=code)]

        way = WayBack(
            folder=self._folder, source=source, code=code, who="",
            form=opening.shipped_form("confirm"), told=told, let_go=lambda: None,
        )  # fmt: skip
        self.app.push_screen(RestoreDialog(self.house, way))


SCREEN = DamagedScreen
