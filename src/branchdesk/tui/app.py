"""The app: the open desk, the reader's language, and the way between the screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App
from textual.screen import Screen

from branchdesk.actions import opening
from branchdesk.actions.desk import Desk
from branchdesk.actions.staff.member import members
from branchdesk.actions.staff.sign_in import sign_in
from branchdesk.basics.clock import MachineClock
from branchdesk.basics.errors import DeskError, HeldElsewhere
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang, Words
from branchdesk.tui.commands import bindings
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.message import MessageDialog

T = TypeVar("T")


SAID_SECONDS = 6


class BranchdeskApp(App[None]):
    """The desk on the screen."""

    CSS_PATH = "branchdesk.tcss"
    TITLE = "branchdesk"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings()

    def __init__(self, folder: Path, staff: str | None, lang: Lang | None, system: Lang) -> None:
        """Name the desk's folder, who acts, and the language; nothing is opened yet."""
        super().__init__()
        self._staff, self._lang = staff, lang
        self.folder = folder
        self.words = Words(lang or system)
        self._desk: Desk | None = None
        self.said = ""
        """What was saved a moment ago; it stands in the explaining line for a while."""
        self._said_count = 0

    @property
    def desk(self) -> Desk:
        """The open desk; the first-start screen is the only one without."""
        assert self._desk is not None
        return self._desk

    def on_mount(self) -> None:
        """Open the desk, or ask which one."""
        self.theme = "textual-ansi" if self.ansi_color else "textual-dark"
        if opening.is_desk(self.folder):
            self.open_desk(self.folder)
        else:
            self.go("first_start")

    def open_desk(self, folder: Path) -> bool:
        """Open a desk and show today's work; read-only where another window holds it."""
        held: HeldElsewhere | None = None
        try:
            try:
                desk = opening.take(folder, self._staff, self._lang)
            except HeldElsewhere as fault:
                held, desk = fault, opening.open_to_read(folder, self._staff, self._lang)
        except DeskError as fault:
            self.say(fault)
            return False
        self._desk, self.folder = desk, folder
        self.words = Words(self._lang or desk.lang)
        self.go("today", fresh=True)
        if desk.member is None:
            self.do_sign_in()
        if held is not None:
            self.say(held, Finding("screen.opened-read-only"))
        return True

    @property
    def today(self) -> date:
        """The business date; the computer's while no desk is open."""
        return self._desk.today if self._desk else MachineClock().today()

    def on_unmount(self) -> None:
        """Let the desk go."""
        if self._desk is not None:
            self._desk.close()

    # ------------------------------------------------------------ the way between the screens

    def go(self, name: str, *args: Any, fresh: bool = False) -> None:
        """Show a screen by its name; ``fresh`` begins anew from it."""
        if fresh:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        self.push_screen(self.screen_named(name)(*args))

    def screen_named(self, name: str) -> type[Screen[None]]:
        """The class of a screen, loaded when it is first asked for."""
        from importlib import import_module

        module = import_module(f"branchdesk.tui.screens.{name}")
        found: type[Screen[None]] = module.SCREEN
        return found

    # ------------------------------------------------------------ commands

    def target(self, code: str, screen: Screen[Any]) -> Callable[[], Any] | None:
        """What carries out a command on a screen: its own method, else the app's."""
        own: Callable[[], Any] | None = getattr(screen, f"do_{code}", None)
        allows: Callable[[str], bool] | None = getattr(screen, "allows", None)
        if own is not None:
            return own if allows is None or allows(code) else None
        if self._desk is None or (screen.is_modal and code not in ("language", "quit")):
            return None
        general: Callable[[], Any] | None = getattr(self, f"do_{code}", None)
        return general

    async def action_command(self, code: str) -> None:
        """Carry out a command, if it can be given here."""
        method = self.target(code, self.screen)
        if method is not None:
            result = method()
            if result is not None and hasattr(result, "__await__"):
                await result

    def do_help(self) -> None:
        """Explain the screen and the keys."""
        self.go("help", getattr(self.screen, "name_of", "today"))

    def do_find(self) -> None:
        """The case list."""
        self.go("case_list")

    def do_enquiry(self) -> None:
        """A new enquiry."""
        self.go("enquiry")

    def do_today(self) -> None:
        """What must be done now."""
        self.go("today", fresh=True)

    def do_approvals(self) -> None:
        """What waits for a second person."""
        self.go("approval")

    def do_archive_list(self) -> None:
        """The archived cases."""
        self.go("archive")

    def do_month(self) -> None:
        """The month-end summary."""
        self.go("month")

    def do_import_list(self) -> None:
        """Take over the core system's list."""
        from branchdesk.tui.dialogs.import_list import ImportDialog

        self.push_screen(ImportDialog(), lambda _: self.tell_all())

    def do_menu(self) -> None:
        """Everything that can be done here, to choose from."""
        screen: Any = self.screen
        commands = [c for c in screen.offered() if c.code != "menu"]
        options = [
            Chosen(c.code, f"{self.words(f'command.{c.code}')}  {c.shown}") for c in commands
        ]

        def run(code: str | None) -> None:
            if code:
                self.call_later(self.action_command, code)

        self.push_screen(ChooseDialog("screen.menu", options), run)

    def do_sign_in(self) -> None:
        """Who acts from now on."""
        options = [
            Chosen(m.id, f"{m.name or m.id}  {self.words.label('role', m.role)}")
            for m in members(self.desk)
        ]

        def chosen(staff_id: str | None) -> None:
            if staff_id:
                self.attempt(lambda: sign_in(self.desk, staff_id))
                self.tell_all()

        self.push_screen(ChooseDialog("screen.sign-in", options), chosen)

    def do_language(self) -> None:
        """The other language, at once and on every open screen."""
        self.words = Words("en" if self.words.lang == "zh" else "zh")
        self.tell_all()

    def do_quit(self) -> None:
        """Leave; drafts are kept."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()
        self.exit()

    # ------------------------------------------------------------ saying things

    def tell_all(self) -> None:
        """Every open screen tells its words again."""
        for screen in self.screen_stack:
            retell = getattr(screen, "retell", None)
            # A dialog pushed a moment ago has no widgets yet and will tell its words itself.
            if retell is not None and screen.children:
                retell()

    def attempt(self, work: Callable[[], T]) -> T | None:
        """The result of an action, or None with its reasons shown."""
        try:
            return work()
        except DeskError as fault:
            self.say(fault)
            return None

    def say(self, fault: DeskError, *more: Finding) -> None:
        """Every reason of a fault, in a dialog that stays until it was read."""
        self.push_screen(MessageDialog([*fault.findings, *more]))

    def saved(self, code: str, **facts: object) -> None:
        """One line says what was saved and how to correct it."""
        self.said = self.words(code, **facts)
        self._said_count += 1
        self.call_later(self._explain_again)
        self.set_timer(SAID_SECONDS, partial(self._said_long_enough, self._said_count))

    def _said_long_enough(self, count: int) -> None:
        # A later sentence has its own time.
        if count == self._said_count:
            self.said = ""
            self._explain_again()

    def _explain_again(self) -> None:
        again = getattr(self.screen, "explain_again", None)
        if again is not None and self.screen.children:
            again()


def run_screens(folder: Path, staff: str | None, lang: Lang | None, system: Lang) -> None:
    """Open the screens on a desk's folder, or on the first-start screen where there is no desk."""
    BranchdeskApp(folder, staff, lang, system).run()
