"""A member's PIN as the desk keeps it: its hash and the tries that failed, never the PIN."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from branchdesk.basics.pin import Scrypt

Tries = Annotated[int, msgspec.Meta(ge=0)]
PinState = Literal["none", "set", "issued", "waits", "locked", "lost"]
"""No PIN · set · issued, to be changed · waits after wrong tries · locked · its file is lost."""


class PinRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What D/pins.json holds of one member."""

    salt: bytes
    hash: bytes
    how: Scrypt = Scrypt()
    pin_must_change: bool = False
    """Issued by a supervisor: it opens nothing until its owner has chosen another one."""
    tries: Tries = 0
    """Failed since the last right one; counted before the hash is looked at."""
    since: datetime | None = None
    """The moment of the last counted try; the wait runs from here."""
    ticks: int = 0
    """The same by the clock that nobody sets (seconds)."""
