"""What a pane of the settings is: lines, what is known of the one under the cursor, its act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple

from branchdesk.actions.desk import Desk
from branchdesk.basics.wording import Words
from branchdesk.model.form import Form
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.house import House
from branchdesk.tui.screen import DeskScreen


class Line(NamedTuple):
    """A line of a pane; one without a key is only read."""

    text: str
    key: str = ""
    style: str = ""


class Pane:
    """One pane; it lives as long as its screen."""

    code: ClassVar[str] = ""
    """Its name in wording/settings.toml, behind ``pane-``."""

    def __init__(self, screen: DeskScreen) -> None:
        """Take the screen on which it stands."""
        self.screen = screen

    @property
    def house(self) -> House:
        """The app."""
        return self.screen.house

    @property
    def desk(self) -> Desk:
        """The open desk."""
        return self.screen.desk

    @property
    def words(self) -> Words:
        """The reader's language."""
        return self.screen.words

    def lines(self) -> list[Line]:
        """Its lines as things stand now."""
        return []

    def record(self, key: str) -> str:
        """What is known of a line, below the list."""
        return ""

    def chosen(self, key: str) -> None:
        """Do what Enter on a line means."""

    def ask(
        self,
        title: str,
        form: Form,
        work: Callable[[dict[str, Any]], Any],
        done: Callable[[Any], None],
        given: Mapping[str, Any] | None = None,
        **facts: Any,
    ) -> None:
        """Push a form; what its work returned goes to ``done``, and the pane is told anew."""

        def closed(result: Any) -> None:
            if result is not None:
                done(result)
                self.screen.retell()

        self.house.push_screen(FormDialog(title, form, work, given, draft=False, **facts), closed)
