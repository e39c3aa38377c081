"""A visit: planned, then recorded; a visit without a plan is a fact as well."""

from datetime import datetime
from typing import Any

import msgspec


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One visit with the answers of its two forms."""

    id: str
    """Such as ``V-1``; one run in each case."""
    at: datetime
    """When it was planned for; where it was not planned, when it took place."""
    visitors: tuple[str, ...]
    by: str
    made_at: datetime
    plan: dict[str, Any] = {}
    """The answers of forms/visit_plan.toml; empty where it was not planned."""
    record: dict[str, Any] = {}
    """The answers of forms/visit.toml; empty until it is recorded."""
    entry: int = 0
    """The contact's entry that records it; 0 until then."""
    cancelled: str = ""
    """Why it did not take place."""

    @property
    def waits(self) -> bool:
        """True while it is planned and neither recorded nor called off."""
        return not self.entry and not self.cancelled
