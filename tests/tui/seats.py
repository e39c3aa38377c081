"""Hands for the screens' seat: opening, giving a PIN, and a clock moved by hand."""

from __future__ import annotations

from branchdesk.basics.clock import HandClock
from tests.tui.driver import Hands

CASE = "XA-2026-00001"
MINUTE = 60


def clock_of(hands: Hands) -> HandClock:
    """From now on the clock is moved by hand."""
    machine = hands.app.desk.clock
    clock = HandClock(machine.now(), machine.ticks())
    hands.app.desk.clock = clock
    hands.app.seat.touched()
    return clock


async def give(hands: Hands, pin: str) -> None:
    """The PIN and Enter."""
    await hands.type(pin)
    await hands.press("enter")
