"""An event of a customer: death, bankruptcy, a move; it is watched until it is closed (R183)."""

from datetime import date, datetime

import msgspec


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody found when they looked into it."""

    on: date
    by: str
    found: str


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to the customer, how it is known, and what was done about it."""

    id: str
    """Such as ``EV-1``; one run for each customer."""
    kind: str
    """A key of policy/event.toml, which says what follows."""
    on: date
    case: str
    """The case in which it was recorded."""
    evidence: str
    by: str
    at: datetime
    """When it was recorded: contacts before it broke nothing."""
    proof: str = ""
    """The paper taken in, such as ``R-1``."""
    announced_on: date | None = None
    claim_by: date | None = None
    """The last day for filing the claim, as the court's notice says."""
    claim_filed_on: date | None = None
    looks: tuple[Look, ...] = ()
    next_on: date | None = None
    """The next look, where somebody chose it."""
    told: dict[str, str] = {}
    """The other answers of forms/event.toml."""
    closed_on: date | None = None
    closed_because: str = ""
    wrong: bool = False
    """Recorded in error: it never counts."""

    def open_at(self, moment: datetime) -> bool:
        """True where it was known at a moment and not closed yet."""
        if self.wrong or self.at > moment:
            return False
        return self.closed_on is None or moment.date() <= self.closed_on

    @property
    def is_open(self) -> bool:
        """True until it is closed."""
        return self.closed_on is None
