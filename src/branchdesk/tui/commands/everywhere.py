"""What every screen offers: help, menu, language, lock, leaving."""

from __future__ import annotations

from branchdesk.tui.commands.base import Command


class Save(Command):
    """Save the form on the screen."""

    code, keys, shown = "save", ("f2", "ctrl+s"), "F2"


class Letters(Command):
    """The letters of the case on the screen."""

    code, keys, shown = "letters", ("f6", "ctrl+l"), "F6"


class Help(Command):
    """Explain this screen and its keys."""

    code, keys, shown = "help", ("f1", "ctrl+g"), "F1"


class Menu(Command):
    """Everything that can be done here."""

    code, keys, shown = "menu", ("f10", "ctrl+p"), "F10"


class Language(Command):
    """Switch between Chinese and English."""

    code, keys, shown = "language", ("f12", "ctrl+r"), "F12"


class Looks(Command):
    """Other colours, or plain glyphs."""

    code = "looks"


class Quit(Command):
    """Leave the program."""

    code, keys, shown = "quit", ("ctrl+q",), "^Q"


class Lock(Command):
    """Lock the screens, or let another member of staff take the seat."""

    code, keys, shown = "lock", ("ctrl+k",), "^K"


class OwnPin(Command):
    """Set or change one's own PIN."""

    code = "own_pin"


class StaffPins(Command):
    """Issue and unlock the PINs of the staff."""

    code = "staff_pins"


class Chart(Command):
    """Print the flow chart of the procedure."""

    code = "chart"


class ClearForm(Command):
    """Throw the draft away and begin again."""

    code = "clear"
