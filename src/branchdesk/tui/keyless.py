"""What a command is, and those that the menu alone leads to: they have no key of their own."""

from __future__ import annotations

from typing import ClassVar


class Command:
    """A thing a person can do; the screen or the app that offers it has a method ``do_<code>``."""

    code: ClassVar[str] = ""
    keys: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[str] = ""
    """The key as the line of keys writes it."""


class Scope(Command):
    """One's own work, or the whole branch's."""

    code = "scope"


class Unfold(Command):
    """All that one customer has due."""

    code = "unfold"


class Snooze(Command):
    """Put off the line under the cursor."""

    code = "snooze"


class Wake(Command):
    """Take up again what was put off."""

    code = "wake"


class Changes(Command):
    """The newest list against the one before."""

    code = "changes"


class Log(Command):
    """The branch's log."""

    code = "log"


class AddLine(Command):
    """Add a line to the branch's log."""

    code = "log_add"


class AddAgency(Command):
    """Register an agency or law firm."""

    code = "agency_add"


class AgencyPaper(Command):
    """Record a paper of the agency under the cursor."""

    code = "agency_paper"


class EvaluateAgency(Command):
    """Record an evaluation of the agency under the cursor."""

    code = "agency_evaluate"


class EditAgency(Command):
    """Correct the record of the agency under the cursor."""

    code = "agency_edit"


class OwnPin(Command):
    """Set or change one's own PIN."""

    code = "own_pin"


class StaffPins(Command):
    """Issue and unlock the PINs of the staff."""

    code = "staff_pins"


class Hold(Command):
    """Keep the case beyond its time, or lift that."""

    code = "hold"
