"""A desk with PINs for tests: a hash that counts instead of taking long, a clock moved by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from branchdesk.actions import opening
from branchdesk.actions.desk import Desk
from branchdesk.actions.staff import pin as pins
from branchdesk.basics.clock import HandClock
from branchdesk.basics.pin import Scrypt

PIN, OTHER = "85207419", "30481957"
MORNING = datetime(2026, 11, 22, 9, 30)


class CountingHash:
    """The fake of scrypt: quick, and it knows how often it was asked."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.asked = 0

    def __call__(self, pin: str, salt: bytes, how: Scrypt) -> bytes:
        """A quick hash."""
        self.asked += 1
        return hashlib.sha256(salt + pin.encode("utf-8", "surrogatepass")).digest()


@contextmanager
def quick_desk(place: Path, staff: str, hasher: CountingHash, clock: HandClock) -> Iterator[Desk]:
    """The desk open for writing with that clock and hash; opened anew it stands for a restart."""
    with opening.open_to_write(place, staff) as desk:
        desk.clock, desk.pins.hasher = clock, hasher
        yield desk


def with_pin(place: Path, hasher: CountingHash, clock: HandClock, **chosen: str) -> None:
    """Each of the members has the PIN named."""
    for member, pin in chosen.items():
        with quick_desk(place, member, hasher, clock) as desk:
            pins.set_own(desk, "", pin)
