"""Who sits at the screens: signing in, locking, and coming back to where one was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol

from textual.screen import Screen

from branchdesk.actions.desk import Desk
from branchdesk.actions.staff.sign_in import idle_too_long, may_anybody_sit, sign_in
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.tui.screen import DeskScreen

NOBODYS = ("fold", "backup", "reckoning")
"""Work beside the screens that is done in nobody's name."""


class Room(Protocol):
    """The app as the seat sees it."""

    said: str

    @property
    def desk(self) -> Desk:
        """The open desk."""
        ...

    @property
    def opened(self) -> Desk | None:
        """The desk, or None while there is none."""
        ...

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """The screens, the visible one last."""
        ...

    @property
    def workers(self) -> Any:
        """What runs beside the screens."""
        ...

    def go(self, name: str, *args: Any, fresh: bool = False) -> None:
        """Show a screen by its name."""
        ...

    def policies_stand(self) -> bool:
        """True where the policy can be read; else it is told why no desk is open."""
        ...

    def pop_screen(self) -> Any:
        """Leave the visible screen."""
        ...

    def keep_drafts(self) -> None:
        """Keep what is half typed as its author's draft."""
        ...


class Seat:
    """The one seat before the screens. While it is locked nothing of the desk is shown or done."""

    def __init__(self, app: Room) -> None:
        """Take the app; nobody sits yet."""
        self._app = app
        self._seen: tuple[datetime, int] | None = None
        self._locked_on: date | None = None
        self.locked = ""
        """The member for whom the screens are locked; empty while somebody works."""
        self.as_it_was: Screen[Any] | None = None
        """The screen that comes back as it was left: it does not tell its words again."""

    # ------------------------------------------------------------ taking the seat

    def open(self) -> None:
        """The desk was opened: straight to today's work, or first the question who it is."""
        desk = self._app.desk
        self._note()
        if desk.member is not None and may_anybody_sit(desk, desk.member):
            self._app.go("today", fresh=True)
        elif self._app.policies_stand():
            self._app.go("sign_in", desk.member.id if desk.member else "", fresh=True)

    def sit(self, staff_id: str, pin: str) -> None:
        """The member works from now on. Raises the reasons why not."""
        self._leave_to(staff_id)
        sign_in(self._app.desk, staff_id, pin)
        self.arrived(staff_id)

    def take_new_pin(self, staff_id: str, old: str, new: str) -> None:
        """The member has a PIN of their own in the place of an issued or lost one.

        Raises the reasons why not; ``arrived`` then shows the desk.
        """
        from branchdesk.actions.staff.pin import change_issued

        self._leave_to(staff_id)
        change_issued(self._app.desk, staff_id, old, new)

    def _leave_to(self, staff_id: str) -> None:
        """Whoever was there leaves the seat to another: what they typed stays theirs."""
        if not self.locked or staff_id == self.locked:
            return
        if any(one.is_running and one.group not in NOBODYS for one in self._app.workers):
            # It would be finished in the name of whoever sits there then.
            raise BadInput(Finding("screen.still-working", {"who": self.locked}))
        self._app.keep_drafts()

    def arrived(self, staff_id: str) -> None:
        """Show the desk to the member: as they left it, or today's work."""
        came_back, self.locked = staff_id == self.locked, ""
        self._note()
        if came_back:
            self._back()
        else:
            self._app.said = ""
            self._app.go("today", fresh=True)

    def _back(self) -> None:
        below = self._app.screen_stack[-2]
        # Only a new day has something to tell; else the cursor stays where it was.
        if isinstance(below, DeskScreen) and self._locked_on == self._app.desk.today:
            self.as_it_was = below
        self._app.pop_screen()

    # ------------------------------------------------------------ leaving it alone

    def lock(self) -> None:
        """Cover everything until somebody signs in."""
        desk = self._app.desk
        if self.locked or desk.member is None or self._asking():
            return
        self._app.keep_drafts()
        self.locked, self._locked_on = desk.member.id, desk.today
        self._app.go("sign_in", self.locked)

    def touched(self) -> bool:
        """True where the key may pass; after too long a pause it only locks."""
        if self.lock_if_idle():
            return False
        self._note()
        return True

    def lock_if_idle(self) -> bool:
        """True where nobody touched a key for too long, and the screens were locked for it.

        Where anybody could come back without a PIN, and nobody else could sit here, nothing locks.
        """
        desk = self._app.opened
        if desk is None or self.locked or self._seen is None or desk.member is None:
            return False
        if self._asking() or self._on_the_phone() or not idle_too_long(desk, self._seen):
            return False
        if len(desk.book.staff) == 1 and may_anybody_sit(desk, desk.member):
            return False
        self.lock()
        return True

    def _asking(self) -> bool:
        return any(getattr(screen, "shut", False) for screen in self._app.screen_stack)

    def _on_the_phone(self) -> bool:
        """True while a call runs: whoever speaks touches no key, for a while."""
        return any(getattr(screen, "on_the_phone", False) for screen in self._app.screen_stack)

    def _note(self) -> None:
        desk = self._app.opened
        if desk is not None:
            self._seen = (desk.now, desk.clock.ticks())
