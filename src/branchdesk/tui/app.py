"""The app: the open desk, the reader's language, and the way between the screens."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from branchdesk.actions import opening
from branchdesk.actions.desk import Desk
from branchdesk.basics import start
from branchdesk.basics.clock import MachineClock
from branchdesk.basics.errors import DeskError
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang, Words
from branchdesk.tui import ends
from branchdesk.tui.commands import LEADS, bindings
from branchdesk.tui.looks import Looks
from branchdesk.tui.room import may_pass
from branchdesk.tui.screen import BROAD, WIDE
from branchdesk.tui.seat import Seat
from branchdesk.tui.typedahead import TypedAhead

T = TypeVar("T")


SAID_SECONDS = 6
MODAL = ("help", "language", "lock", "quit")
"""What can be done while a dialog is open."""
BREAKS = ((0, "-narrow"), (WIDE, "-wide"), (BROAD, "-broad"))
IDLE_SECONDS = 5
"""How often it is looked whether anybody still works here."""
START_SECONDS = 2
"""When the first screen stands for sure."""
BACKUP_SECONDS = 10
"""When the day's first backup begins, beside the work."""
FOLD_SECONDS, FOLD_BYTES = 20, 1 << 18
"""How long nobody types, and how much was saved, before saves are folded meanwhile."""
TOUCHES = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)


class BranchdeskApp(App[None]):
    """The desk on the screen."""

    CSS_PATH = "branchdesk.tcss"
    TITLE = "branchdesk"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = list(BREAKS)
    BINDINGS = bindings()

    def __init__(
        self, folder: Path, staff: str | None, lang: Lang | None, system: Lang, look: str = ""
    ) -> None:
        """Name the desk's folder, who acts, the language and a look; nothing is opened yet."""
        super().__init__()
        self._staff, self.asked_lang = staff, lang
        self.looks = Looks(self, look)
        self.folder = folder
        self.words = Words(lang or system, screen=True)
        self._desk: Desk | None = None
        self.said = ""
        """What was saved a moment ago; it stands in the explaining line for a while."""
        self.scope = ("", "")
        """Whose work Today shows, and which member chose so."""
        self._said_count = self._said_at = self._touches = 0
        self._typed = False
        self.ahead = TypedAhead(self, super().on_event)
        self.seat = Seat(self)

    @property
    def desk(self) -> Desk:
        """The open desk; the first-start screen is the only one without."""
        assert self._desk is not None
        return self._desk

    @property
    def opened(self) -> Desk | None:
        """The desk, or None while there is none."""
        return self._desk

    def on_mount(self) -> None:
        """Open the desk, or ask which one."""
        self.set_interval(IDLE_SECONDS, self.seat.lock_if_idle)
        self.set_interval(FOLD_SECONDS, self.fold_if_idle)
        self.set_timer(START_SECONDS, start.over)
        ends.heed(self)
        if opening.is_desk(self.folder):
            self.open_desk(self.folder)
        else:
            self.go("first_start")
            self.looks.offer_english()

    def refresh_css(self, animate: bool = True) -> None:
        """The styles are read again for other colours than those in which they were read."""
        if self.looks.drawn_in != self.theme:
            self.looks.drawn_in = self.theme
            super().refresh_css(animate)

    def fold_if_idle(self) -> None:
        """While nobody types, fold many saves into the casebook's file, in a thread of its own."""
        desk, typed, self._typed = self._desk, self._typed, False
        if desk is not None and desk.writable and not typed and desk.book.unfolded > FOLD_BYTES:
            self.run_worker(desk.fold, thread=True, group="fold", exclusive=True)

    def back_up(self) -> None:
        """The day's first backup, in a thread of its own; where it fails, a dialog says why."""
        desk = self._desk
        if desk is not None and desk.writable:
            work = partial(self._back_up, desk)
            self.run_worker(work, thread=True, group="backup", exit_on_error=False)

    def _back_up(self, desk: Desk) -> None:
        from branchdesk.actions.safety.backup import daily_or_note

        failed = daily_or_note(desk)
        if failed:
            self.call_later(self.say, DeskError(failed))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Whatever a backup failed of, it is told, and work goes on."""
        if event.worker.group == "backup" and event.state is WorkerState.ERROR:
            self.say(DeskError([Finding("backup.not-made")]))

    def open_desk(self, folder: Path) -> bool:
        """Open a desk and show today's work; read-only where it cannot be held."""
        try:
            desk = opening.take_or_look(folder, self._staff, self.asked_lang)
        except DeskError as fault:
            if self._desk is None and opening.is_desk(folder):
                self.go("damaged", folder, fault, fresh=True)
            else:
                self.say(fault)
            return False
        self._desk, self.folder = desk, folder
        self.words = Words(self.asked_lang or desk.lang, screen=True)
        self.seat.open()
        if self.opened is None:
            return False
        self.looks.opened()
        if desk.shut is not None:
            self.say(desk.shut, Finding("screen.opened-read-only"))
        if desk.writable:
            self.set_timer(BACKUP_SECONDS, self.back_up)
        if desk.notes:
            self.say(DeskError(desk.notes))
        return True

    def policies_stand(self) -> bool:
        """True where the policy can be read; else the screen of a desk that cannot be opened.

        Asked behind the first picture, which needs none.
        """
        try:
            return self.desk.policies is not None
        except DeskError as fault:
            self.desk.close()
            self._desk = None
            self.go("damaged", self.folder, fault, fresh=True)
            return False

    def reopen(self, folder: Path, staff_id: str) -> None:
        """Open the desk anew after its files were replaced, for the member who was there."""
        self._staff = staff_id if opening.knows(folder, staff_id) else None
        self.open_desk(folder)

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
        if getattr(screen, "shut", False) and code not in ("help", "language", "quit"):
            return None
        own: Callable[[], Any] | None = getattr(screen, f"do_{code}", None)
        allows: Callable[[str], bool] | None = getattr(screen, "allows", None)
        if own is not None:
            return own if allows is None or allows(code) else None
        if self._desk is None:
            return self.do_help if code == "help" else None
        if screen.is_modal and code not in MODAL:
            return None
        if code == "staff_pins" and not self._may("pin.issue"):
            return None
        leads = LEADS.get(code)
        if leads:
            return partial(self.go, leads)
        general: Callable[[], Any] | None = getattr(self, f"do_{code}", None)
        return general

    def _may(self, act: str) -> bool:
        member = self.desk.member
        return member is not None and member.role in self.desk.policy.authority.get(act, ())

    async def on_event(self, event: events.Event) -> None:
        """A key after too long a pause locks, and does nothing else."""
        if isinstance(event, TOUCHES) and not event.is_forwarded:
            self._typed = True
            self._touches += 1
            if not self.seat.touched() or not may_pass(self, event):
                return
            if isinstance(event, events.Key | events.Paste):
                await self.ahead.take(event)
                return
        await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those of the look, then Textual's own for colours, which makes dim a colour too."""
        own = (f for f in super().get_line_filters() if isinstance(f, ANSIToTruecolor))
        return [*self.looks.filters, *own]

    async def action_command(self, code: str) -> None:
        """Carry out a command, if it can be given here."""
        try:
            method = self.target(code, self.screen)
            result = method() if method is not None else None
            if result is not None and hasattr(result, "__await__"):
                await result
        except DeskError as fault:
            self.say(fault)

    def do_help(self) -> None:
        """Explain the field with the cursor, or the screen and the keys."""
        from branchdesk.tui.explain import explain

        explain(self)

    def do_today(self) -> None:
        """What must be done now."""
        self.go("today", fresh=True)

    def do_import_list(self) -> None:
        """Take over the core system's list."""
        from branchdesk.tui.dialogs.import_list import ImportDialog

        self.push_screen(ImportDialog(), lambda _: self.tell_all())

    def do_menu(self) -> None:
        """Everything that can be done here."""
        from branchdesk.tui.menu import open_menu

        open_menu(self)

    def do_lock(self) -> None:
        """Cover everything; the PIN comes back to the same place, another member begins anew."""
        self.seat.lock()

    def do_own_pin(self) -> None:
        """Set or change one's own PIN."""
        from branchdesk.tui.dialogs.pin import own_pin_dialog

        def done(changed: object) -> None:
            if changed is not None:
                self.saved("pin.set", id=self.desk.me.id)

        dialog = self.attempt(lambda: own_pin_dialog(self.desk))
        if dialog is not None:
            self.push_screen(dialog, done)

    def do_staff_pins(self) -> None:
        """Issue and unlock the PINs of the others."""
        from branchdesk.tui.dialogs.staff_pins import choose_member

        choose_member(self)

    def do_looks(self) -> None:
        """Other colours, or plain glyphs."""
        self.looks.choose()

    def do_language(self) -> None:
        """The other language, at once and on every open screen."""
        self.words = Words("en" if self.words.lang == "zh" else "zh", screen=True)
        self.tell_all()

    def do_quit(self) -> None:
        """Leave; drafts are kept."""
        self.keep_drafts()
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C copies in a field and else ends nothing: it says which key leaves."""
        self.saved("screen.ctrl-c")

    def keep_drafts(self) -> None:
        """What is half typed on any open screen is kept as its author's draft."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None and screen.is_mounted:
                keep()

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
        from branchdesk.tui.dialogs.message import MessageDialog

        self.push_screen(MessageDialog([*fault.findings, *more]))

    def saved(self, code: str, **facts: object) -> None:
        """One line says what was saved and how to correct it."""
        self.said = self.words(code, **facts)
        self._said_count += 1
        self._said_at = self._touches
        self.call_later(self._explain_again)
        self.set_timer(SAID_SECONDS, partial(self._said_long_enough, self._said_count))

    def hush(self) -> None:
        """What was saved has been read where a key led on to something else since."""
        if self._touches != self._said_at:
            self.said = ""

    def _said_long_enough(self, count: int) -> None:
        # A later sentence has its own time.
        if count == self._said_count:
            self.said = ""
            self._explain_again()

    def _explain_again(self) -> None:
        if not self.screen_stack:
            return  # its time ended while the program was being left
        again = getattr(self.screen, "explain_again", None)
        if again is not None and self.screen.children:
            again()


def run_screens(
    folder: Path, staff: str | None, lang: Lang | None, system: Lang, look: str = ""
) -> None:
    """Open the screens on a desk's folder, or on the first-start screen where there is no desk."""
    ends.forgive_bytes()
    app = BranchdeskApp(folder, staff, lang, system, look)
    app.run()
    if app.return_code:
        sys.exit(app.return_code)
