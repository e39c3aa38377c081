"""How the screens end from outside: a closed window, a signal, a suspended shell."""

from __future__ import annotations

import asyncio
import codecs
import os
import signal
from collections.abc import Callable
from functools import partial
from threading import Timer
from typing import Any

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in dir(signal)
)
"""What ends the program; Windows knows no closed window by a signal, there the drafts must do."""
PATIENCE = 4.0
"""Seconds for taking leave of a terminal that may be gone."""


def heed(app: Any) -> None:
    """From now on what ends or stops the program first keeps what is typed.

    Call it inside the running loop, after Textual's driver has set its own handlers.
    """
    if app.is_headless:
        return
    loop = asyncio.get_running_loop()
    try:
        for number in ENDING:
            loop.add_signal_handler(number, partial(end, app, number))
        _keep_before_stopping(app, loop)
    except (NotImplementedError, RuntimeError, ValueError):
        # Windows' loop takes no handlers, nor does one outside the main thread.
        return


def end(app: Any, number: int) -> None:
    """Keep the drafts, give the desk free at once, and leave with the signal's exit code."""
    app.keep_drafts()
    if app.opened is not None:
        app.opened.close()
    # Its terminal may be gone and never answer: the work is safe, nothing more is waited for.
    last = Timer(PATIENCE, os._exit, (128 + number,))
    last.daemon = True
    last.start()
    app.exit(return_code=128 + number)


def _keep_before_stopping(app: Any, loop: asyncio.AbstractEventLoop) -> None:
    if not hasattr(signal, "SIGTSTP"):
        return
    stop: Callable[..., Any] | int | None = signal.getsignal(signal.SIGTSTP)

    def stopped() -> None:
        app.keep_drafts()
        if app.opened is not None:
            app.opened.drafts.flush()
        if callable(stop):
            stop(signal.SIGTSTP, None)

    if callable(stop):
        loop.add_signal_handler(signal.SIGTSTP, stopped)


def forgive_bytes() -> None:
    """A terminal of another encoding sends bytes that are no UTF-8: shown as �, not the end.

    Textual's thread that reads the keys decodes strictly and would take the program down with it.
    """
    try:
        from textual.drivers import linux_driver
    except ImportError:
        return  # Windows hands over characters
    strict = codecs.getincrementaldecoder

    def forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
        return partial(strict(encoding), errors="replace")

    linux_driver.getincrementaldecoder = forgiving  # type: ignore[attr-defined, assignment]
