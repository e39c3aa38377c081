"""How long work tells how far it is; whoever listens may stop it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], bool]
"""Called with (done, total); False stops the work."""


def go_on(done: int, total: int) -> bool:
    """Nobody listens: the work goes on to its end."""
    return done <= total
