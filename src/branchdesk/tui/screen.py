"""What all screens share: a head line, the places, a line that explains, a line of keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from branchdesk.basics.errors import DeskError
from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import Words
from branchdesk.tui.commands import COMMANDS, Command
from branchdesk.tui.house import House
from branchdesk.tui.plain import cell, fitted, plain
from branchdesk.tui.room import cover_or_show

if TYPE_CHECKING:
    from branchdesk.actions.desk import Desk

ALWAYS_SHOWN = ("help", "menu", "language")
WIDE, BROAD, EXPLAIN_ROWS = 80, 120, 2
"""The width until the screen has its own; rows of the explaining line, at most."""
PLACES = ("today", "cases", "enquiry", "approvals", "archive", "month")


class Told:
    """A screen or dialog whose words can be told again in the other language."""

    app: Any

    @property
    def house(self) -> House:
        """The app, as its screens may use it."""
        return cast(House, self.app)

    @property
    def words(self) -> Words:
        """The reader's language."""
        return self.house.words

    @property
    def desk(self) -> Desk:
        """The open desk."""
        return self.house.desk

    def tell(self) -> None:
        """Write all words of the screen; called at the start and when the language changes."""

    def on_resize(self) -> None:
        """A window too small for the screen covers it; what is on it stays."""
        cover_or_show(cast(Screen[Any], self), self.app.size)

    def on_screen_resume(self) -> None:
        """It may have become too small, or large enough, below another screen."""
        cover_or_show(cast(Screen[Any], self), self.app.size)

    async def _dispatch_message(self, message: Message) -> None:
        """A form or page that cannot be read is told like any refusal: no screen ends of it."""
        try:
            # What it stands beside is a screen of Textual, which has it.
            await super()._dispatch_message(message)  # type: ignore[misc]
        except DeskError as fault:
            self.house.say(fault)

    def offered(self, shown: bool = False) -> list[type[Command]]:
        """The commands that can be given here now; ``shown``, those with a key of their own."""
        target = self.house.target
        asked = [command for command in COMMANDS if command.shown or not shown]
        return [command for command in asked if target(command.code, self) is not None]


class DeskScreen(Told, Screen[None]):
    """A place of the desk."""

    _explained = ""
    _laid = 0
    _just_told = False
    """Whether its words stand there already when it is shown for the first time."""
    _explain_rows = -1
    place = ""
    """Which of the places it belongs to; it stands in brackets in the line of places."""

    BINDINGS = [("escape", "back", "")]

    def compose(self) -> ComposeResult:
        """Head, places, the work, the explaining line, the keys."""
        yield Static(id="head", markup=False)
        yield Static(id="places", markup=False)
        yield from self.compose_work()
        yield Static(id="explain", markup=False)
        yield Static(id="keys", markup=False)

    def compose_work(self) -> Iterable[Any]:
        """The widgets of the work itself."""
        return ()

    def on_mount(self) -> None:
        """Tell everything once."""
        self.retell()
        self._just_told = True

    def on_screen_resume(self) -> None:
        """Come back: the records may have changed meanwhile."""
        seat, told, self._just_told = self.house.seat, self._just_told, False
        if told:
            return
        if seat.as_it_was is self:
            seat.as_it_was = None
            self.show_keys()
        elif self.is_mounted and self.query("#head"):
            self.retell()

    def on_screen_suspend(self) -> None:
        """Below a dialog only the keys that still act are named."""
        if self.query("#keys"):
            self.show_keys()

    def retell(self) -> None:
        """Head, places, keys, and the screen's own words."""
        self._laid = self.size.width or WIDE
        self.query_one("#head", Static).update(plain(self._head(), "reverse"))
        self.query_one("#places", Static).update(plain(self._places()))
        self.explain(self.words(f"screen.{self.name_of}"))
        try:
            self.tell()
        except DeskError as fault:
            # In the line below, not above it: the dialog would come back with each return here.
            self.explain("! " + " ".join(self.words.finding(one) for one in fault.findings))
        self.show_keys()

    def on_resize(self) -> None:
        """The lines are laid anew where the width changed; the cursor stays where it is."""
        if self.size.width == self._laid or not (self.is_mounted and self.query("#head")):
            return
        self._laid = self.size.width
        self.query_one("#head", Static).update(plain(self._head(), "reverse"))
        self.relay()
        self.explain_again()
        self.show_keys()

    def relay(self) -> None:
        """What the screen cut to its width is cut again."""

    @property
    def name_of(self) -> str:
        """The screen's name in wording/screen.toml."""
        return self.place

    def explain(self, text: str) -> None:
        """One line below the work; what was just saved stands there until a key leads on."""
        self._explained = text
        self.house.hush()
        self.explain_again()

    def on_descendant_focus(self) -> None:
        """Another field: what was saved gives way to what explains it."""
        if self.house.said:
            self.house.hush()
            self.explain_again()

    def explain_again(self) -> None:
        """Show what was just saved, or once its time is over what was explained last."""
        said = self.house.said
        told = fitted(said or self._explained, self.size.width or WIDE, EXPLAIN_ROWS)
        rows, self._explain_rows = self._explain_rows, told.count("\n")
        # Of the same height it moves nothing else: laying the screen anew would cost every key.
        self.query_one("#explain", Static).update(
            plain(told, "bold" if said else "dim"), layout=rows != self._explain_rows
        )

    def show_keys(self) -> None:
        """The line of keys: what can be done now, here or in the dialog above."""
        top = self.app.screen
        told = top if isinstance(top, DeskDialog) else self
        parts = {
            command.code: f"{command.shown} {self.words(f'command.{command.code}')}"
            for command in told.offered(shown=True)
        }
        # The menu leads to everything else, so it is never the one that finds no room.
        tail = [parts.pop(code) for code in ALWAYS_SHOWN if code in parts]
        room = (self.size.width or WIDE) - sum(cell_width(part) + 2 for part in tail)
        head: list[str] = []
        for part in parts.values():
            if cell_width("  ".join([*head, part])) <= room:
                head.append(part)
        self.query_one("#keys", Static).update(plain("  ".join([*head, *tail])))

    def _head(self) -> str:
        member = self.desk.member
        role = self.words.label("role", member.role) if member else ""
        who = f"{member.name or member.id} {role}" if member else "—"
        return head_line(self.desk, self.words, who, self.size.width)

    def _places(self) -> str:
        names = [(place, self.words(f"place.{place}")) for place in PLACES]
        return " " + "  ".join(f"[{n}]" if p == self.place else f" {n} " for p, n in names)

    async def action_back(self) -> None:
        """Go back to the screen before; the first one stays."""
        if len(self.app.screen_stack) > 2:
            self.app.pop_screen()


class DeskDialog(Told, ModalScreen[Any]):
    """A dialog; Esc leaves it without a value, and it leaves once.

    Keys that came together are still on their way to it when it is gone: without the mark each of
    them would hand its value over again and take away the screen below.
    """

    BINDINGS = [("escape", "leave", "")]
    left = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Hand the value over and go; a second time does nothing."""
        if self.left:
            return AwaitComplete()
        self.left = True
        return super().dismiss(result)

    def on_mount(self) -> None:
        """Tell everything once."""
        self.tell()

    def retell(self) -> None:
        """The words again."""
        self.tell()

    def action_leave(self) -> None:
        """Leave without a value."""
        self.dismiss(None)


def head_line(desk: Desk, words: Words, who: str, width: int) -> str:
    """Branch, what warns, who works here and the day, as wide as the screen."""
    mark = words(f"paper.{desk.branch.kind}-mark") if desk.branch.practice else ""
    if not desk.writable:
        mark = f"{mark} {words('screen.read-only')}"
    # What warns (practice, read only) comes before the branch, so that it is never cut away.
    left = (
        f" branchdesk {mark} {desk.branch.branch}" if mark else f" branchdesk  {desk.branch.branch}"
    )
    right = f"{who}   {words.show(desk.today)} "
    room = max(10, (width or WIDE) - cell_width(right))
    return f"{cell(left, room - 1)} {right}"
