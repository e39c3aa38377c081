"""The only place that asks the machine for the time."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

TODAY_VARIABLE = "BRANCHDESK_TODAY"


class Clock(Protocol):
    """What the program needs to know of time: the moment and the business date."""

    def now(self) -> datetime:
        """The moment, local time, to the second, without a zone: one desk stands in one place."""
        ...

    def today(self) -> date:
        """The business date."""
        ...

    def ticks(self) -> int:
        """Seconds of a clock that only goes forward and that nobody sets."""
        ...


class MachineClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The computer's moment, cut to the second."""
        return datetime.now().replace(microsecond=0)

    def today(self) -> date:
        """The computer's date."""
        return self.now().date()

    def ticks(self) -> int:
        """Seconds since the computer started."""
        return int(time.monotonic())


@dataclass(frozen=True)
class FixedDayClock:
    """A clock whose day stands still while its hours go on: for practice and demonstration."""

    day: date

    def now(self) -> datetime:
        """The set day with the computer's time of day."""
        moment = datetime.now().replace(microsecond=0)
        return datetime.combine(self.day, moment.time())

    def today(self) -> date:
        """The set day."""
        return self.day

    def ticks(self) -> int:
        """Seconds since the computer started: a set day does not stop them."""
        return int(time.monotonic())


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still: the fake for tests."""

    moment: datetime

    def now(self) -> datetime:
        """The set moment."""
        return self.moment

    def today(self) -> date:
        """The day of the set moment."""
        return self.moment.date()

    def ticks(self) -> int:
        """No second passes."""
        return 0


@dataclass
class HandClock:
    """A clock that a hand moves: the fake for waits, jumps and restarts."""

    moment: datetime
    steady: int = 100_000

    def now(self) -> datetime:
        """The moment it was moved to."""
        return self.moment

    def today(self) -> date:
        """Its day."""
        return self.moment.date()

    def ticks(self) -> int:
        """What the steady clock shows."""
        return self.steady

    def wait(self, seconds: int) -> None:
        """So many seconds really pass."""
        self.steady += seconds
        self.moment += timedelta(seconds=seconds)

    def jump(self, seconds: int) -> None:
        """The clock on the wall is set, forward or back; no time passes."""
        self.moment += timedelta(seconds=seconds)

    def restart(self) -> None:
        """The computer starts again: the steady clock begins at 0."""
        self.steady = 0


def desk_clock(practice: bool) -> Clock:
    """The clock of a desk; ``BRANCHDESK_TODAY`` counts on practice and demonstration desks only.

    Raises ValueError where the variable is set but is no ISO date.
    """
    named = os.environ.get(TODAY_VARIABLE, "")
    if practice and named:
        return FixedDayClock(date.fromisoformat(named))
    return MachineClock()
