"""A quick start: while the program is loaded nothing is thrown away, so nothing is looked through.

Python's collector goes through everything that was loaded, again and again while more is loaded:
a seventh of the start, for nothing.
"""

from __future__ import annotations

import gc


def begin() -> None:
    """The collector rests from here on."""
    gc.disable()


def over() -> None:
    """The collector works again and leaves alone what is loaded by now; again it is nothing."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
