"""A step of the search for a customer, and an asset whose place is known."""

from datetime import date, datetime

import msgspec


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a search; a third person's answer stands in the contact that it names."""

    id: str
    """Such as ``SE-1``; one run in each case."""
    on: date
    channel: str
    source: str
    contact: int | None = None
    """The entry of the contact, where a third person was asked."""
    result: str
    """found, clue, nothing, pending."""
    text: str = ""
    by: str
    at: datetime
    seen_by: str = ""
    """The supervisor who took note of it."""

    @property
    def reported(self) -> bool:
        """True where it is to be brought before a supervisor: something was found."""
        return self.result in ("found", "clue")


class Asset(msgspec.Struct, frozen=True, kw_only=True):
    """Where an asset is, how it was identified, and how that is known."""

    id: str
    """Such as ``AS-1``; one run in each case."""
    on: date
    kind: str
    name: str
    chassis_no: str = ""
    engine_no: str = ""
    matched: tuple[str, ...] = ()
    """Which numbers were compared with the papers: chassis, engine."""
    place: str
    site: str = ""
    access: str = ""
    source: str
    court_order: str = ""
    by: str
    at: datetime
    seen_by: str = ""

    @property
    def identified(self) -> bool:
        """True where nothing has to be matched, or both numbers were (R113)."""
        numbered = self.kind in ("vehicle", "machine")
        return not numbered or {"chassis", "engine"} <= set(self.matched)
