"""The first start: there is no desk yet; set one up or open another folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static
from textual.widgets.option_list import Option

from branchdesk.actions import opening
from branchdesk.actions.opening import read_set_up, set_up_form, where_form
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import Told
from branchdesk.tui.widgets.options import OptionList

CHOICES = ("set-up", "practise", "open-other", "leave")


class FirstStartScreen(Told, Screen[None]):
    """What to do where no desk was found; never a usage error."""

    name_of = "first_start"

    def compose(self) -> ComposeResult:
        """A greeting and the ways on."""
        yield Static(id="greeting", classes="pane", markup=False)
        yield OptionList(id="options", classes="list", markup=False)
        yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Tell everything once."""
        self.query_one("#greeting", Static).styles.height = 8
        self.retell()

    def retell(self) -> None:
        """The words in the reader's language."""
        words = self.words
        greeting = words("first.greeting", folder=self.house.folder)
        self.query_one("#greeting", Static).update(plain(greeting))
        options = self.query_one("#options", OptionList)
        options.clear_options()
        options.add_options(
            Option(plain(f"{n}  {words(f'first.{choice}')}")) for n, choice in enumerate(CHOICES, 1)
        )
        options.highlighted = 0
        options.focus()
        self.query_one("#keys", Static).update(plain(words("first.keys")))

    def on_key(self, event: Any) -> None:
        """A digit chooses at once."""
        if event.character and event.character in "1234":
            event.stop()
            self._choose(CHOICES[int(event.character) - 1])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or the mouse chooses."""
        self._choose(CHOICES[event.option_index])

    def do_language(self) -> None:
        """The other language."""
        self.house.do_language()

    def do_quit(self) -> None:
        """Leave."""
        self.app.exit()

    def _choose(self, choice: str) -> None:
        if choice == "leave":
            self.app.exit()
        elif choice == "open-other":
            self.app.push_screen(
                FormDialog("first.open-other", where_form(), self._found), self._opened
            )
        else:
            form = set_up_form()
            practice = choice == "practise"

            def work(values: dict[str, Any]) -> Path:
                return read_set_up(form, values, self.house.folder, self.words.lang, practice)

            self.app.push_screen(FormDialog(f"first.{choice}", form, work), self._opened)

    def _found(self, values: dict[str, Any]) -> Path:
        folder = Path(str(values.get("folder", ""))).expanduser()
        return opening.must_be_desk(folder)

    def _opened(self, folder: Path | None) -> None:
        if folder is not None:
            self.house.open_desk(folder)


SCREEN = FirstStartScreen
