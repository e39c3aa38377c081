"""PINs: which may be chosen, and when the next try is allowed after wrong ones."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.model.pin import PinRecord

if TYPE_CHECKING:
    from branchdesk.model.policy import PinPolicy


class Standing(msgspec.Struct, frozen=True):
    """How a member stands with their tries."""

    free: int
    """Tries that may follow at once."""
    wait: int
    """Seconds until the next try; 0 where it may come now."""
    locked: bool
    """Only a supervisor can open it again."""


def standing(
    record: PinRecord, now: datetime, ticks: int, policy: PinPolicy, unlockable: bool
) -> Standing:
    """How a member stands now.

    ``unlockable`` says that another supervisor is there who could unlock. Without one the longest
    wait comes back after each try: a lock that nobody can open would be the end of the desk.
    """
    if record.tries >= policy.most_tries and unlockable:
        return Standing(0, 0, True)
    wait = wait_after(record.tries, policy)
    free = max(0, policy.free_tries - record.tries)
    return Standing(free, max(0, wait - passed(record, now, ticks)), False)


def wait_after(tries: int, policy: PinPolicy) -> int:
    """Seconds to wait after so many wrong tries; the last wait repeats."""
    beyond = tries - policy.free_tries
    return 0 if beyond < 0 else policy.waits[min(beyond, len(policy.waits) - 1)]


def passed(record: PinRecord, now: datetime, ticks: int) -> int:
    """Seconds since the last try on which both clocks agree; never more than really passed.

    The clock on the wall can be set forward, so the one that nobody sets has to confirm it. That
    one begins again when the computer starts: then what it shows has passed at the least.
    """
    if record.since is None:
        return 0
    wall = int((now - record.since).total_seconds())
    steady = ticks - record.ticks if ticks >= record.ticks else ticks
    return max(0, min(wall, steady))


def went_back(record: PinRecord, now: datetime) -> bool:
    """True where the clock shows a time before the last try: the whole wait begins again."""
    return record.since is not None and now < record.since


def length_of_wait(seconds: int) -> Finding:
    """The wait as people say it: minutes, rounded up, or seconds."""
    if seconds > 60:
        return Finding("pin.minutes", {"n": -(-seconds // 60)})
    return Finding("pin.seconds", {"n": seconds})


def against_chosen(pin: str, policy: PinPolicy) -> list[Finding]:
    """Why a PIN may not be chosen; no reason repeats the PIN."""
    least, most = policy.chosen_digits
    if not (pin.isascii() and pin.isdigit() and least <= len(pin) <= most):
        return [Finding("pin.bad-length", {"least": least, "most": most}, field="new_pin")]
    return [Finding(code, field="new_pin") for code in trivial(pin)]


def trivial(pin: str) -> list[str]:
    """Why some digits are among the first that anybody would try; empty where they are not."""
    if len(set(pin)) == 1:
        return ["pin.same-digits"]
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps in ({1}, {9}):
        return ["pin.running"]
    if any(pin == (pin[:n] * len(pin))[: len(pin)] for n in range(2, len(pin) // 2 + 1)):
        return ["pin.repeated"]
    return ["pin.a-date"] if _is_date(pin) else []


def _is_date(pin: str) -> bool:
    if len(pin) != 8 or pin[:2] not in ("19", "20"):
        return False
    try:
        date(int(pin[:4]), int(pin[4:6]), int(pin[6:]))
    except ValueError:
        return False
    return True


def is_idle(seen: tuple[datetime, int], now: datetime, ticks: int, minutes: int) -> bool:
    """True where nobody touched a key for so many minutes, by either clock.

    A sleeping computer stops the steady clock, a clock that is set moves the one on the wall: the
    one that says more counts.
    """
    wall, steady = (now - seen[0]).total_seconds(), ticks - seen[1]
    return max(wall, steady) >= minutes * 60
