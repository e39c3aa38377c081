"""What a command is: a class with a code; its words stand in wording/."""

from __future__ import annotations

from typing import ClassVar


class Command:
    """A thing a person can do; the screen or the app that offers it has a method ``do_<code>``."""

    code: ClassVar[str] = ""
    keys: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[str] = ""
    """The key as the line of keys writes it."""
    leads: ClassVar[str] = ""
    """The screen it only opens, by its name: a place that every screen leads to."""
