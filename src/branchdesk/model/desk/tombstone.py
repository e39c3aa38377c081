"""A tombstone: what remains of a purged case, nothing of it about a person."""

from datetime import date

import msgspec


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """That there was a case, when it ended, who had it purged and why."""

    case: str
    opened_on: date
    outcome: str
    """The end state."""
    closed_on: date
    month: str
    """The archive month it was taken from."""
    purged_on: date
    asked_by: str
    confirmed_by: str
    approval: str
    ground: str
    entries: int
    letters: int
    """Issued ones and drafts."""
    received: int
    customer_too: bool
    """True where it was the customer's last case: their record went with it."""
    digest: str
    """sha256 over the salt and the case; the salt went with it, so nothing can be guessed."""
    swept: bool = False
    """True once its files are gone; until then every opening for writing goes on with it."""
