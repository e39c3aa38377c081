"""What screens and dialogs may ask of the app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.screen import Screen

from branchdesk.basics.errors import DeskError
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Words

if TYPE_CHECKING:
    from branchdesk.actions.desk import Desk

T = TypeVar("T")


class Seating(Protocol):
    """Who sits at the screens, as these see it."""

    locked: str
    as_it_was: Screen[Any] | None

    def sit(self, staff_id: str, pin: str) -> None:
        """The member works from now on. Raises the reasons why not."""
        ...

    def take_new_pin(self, staff_id: str, old: str, new: str) -> None:
        """The member has a PIN of their own in the place of an issued or lost one."""
        ...

    def arrived(self, staff_id: str) -> None:
        """Show the desk to the member who signed in."""
        ...


class House(Protocol):
    """The app as its screens see it."""

    words: Words
    folder: Path
    said: str
    scope: tuple[str, str]

    @property
    def seat(self) -> Seating:
        """Who sits at the screens."""
        ...

    @property
    def desk(self) -> Desk:
        """The open desk."""
        ...

    @property
    def opened(self) -> Desk | None:
        """The desk, or None while there is none."""
        ...

    @property
    def today(self) -> date:
        """The business date."""
        ...

    def go(self, name: str, *args: Any, fresh: bool = False) -> None:
        """Show a screen by its name."""
        ...

    def open_desk(self, folder: Path) -> bool:
        """Open a desk; False where it could not be opened."""
        ...

    def policies_stand(self) -> bool:
        """True where the policy can be read; else it is told why no desk is open."""
        ...

    def reopen(self, folder: Path, staff_id: str) -> None:
        """Open the desk anew after its files were replaced."""
        ...

    def target(self, code: str, screen: Any) -> Callable[[], Any] | None:
        """What carries out a command on a screen now."""
        ...

    @property
    def push_screen(self) -> Any:
        """Show a dialog, and say what is done with its value."""
        ...

    def attempt(self, work: Callable[[], T]) -> T | None:
        """The result of an action, or None with its reasons shown."""
        ...

    def say(self, fault: DeskError, *more: Finding) -> None:
        """Show every reason of a fault."""
        ...

    def saved(self, code: str, **facts: object) -> None:
        """Say what was saved."""
        ...

    def hush(self) -> None:
        """What was saved before the last key is said no longer."""
        ...

    def do_menu(self) -> None:
        """What can be done on the screen on top."""
        ...

    def do_language(self) -> None:
        """The other language."""
        ...
