"""The look chosen at this terminal: kept for the next time, no record of the branch."""

from __future__ import annotations

import os
import platform

from branchdesk.actions.desk import Desk
from branchdesk.model.desk.look import Look, fitting_look, has_no_chinese, read_look, terminal_of
from branchdesk.store.looks import Looks


def chosen_look(desk: Desk) -> Look | None:
    """What was chosen at this terminal before, or None."""
    return read_look(Looks(desk.folder.looks).find(_here()))


def choose_look(desk: Desk, look: Look) -> bool:
    """The look stays with this terminal; False in a read-only window, which keeps nothing.

    Raises Fault where the disk refuses.
    """
    if not desk.writable:
        return False
    Looks(desk.folder.looks).keep(_here(), look.code)
    return True


def look_of_terminal() -> Look:
    """The look that fits where the program runs."""
    return fitting_look(os.environ, os.name == "nt")


def chinese_is_missing() -> bool:
    """True where this terminal has no Chinese characters."""
    return has_no_chinese(os.environ)


def _here() -> str:
    return terminal_of(os.environ, platform.node())
