"""A line of a case's history; it is added, never edited."""

from datetime import datetime
from typing import Any

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, when, by whom and on what authority; its text is made when it is read."""

    seq: int
    at: datetime
    by: str
    role: str
    authority: str
    """The act of policy/authority.toml that allowed it."""
    kind: str
    """The address of its sentence in wording/entry.toml."""
    facts: dict[str, Any] = {}
    deputy_for: str = ""
    """The supervisor in whose place it was done; the authority is theirs."""


class AuditRow(msgspec.Struct, frozen=True, kw_only=True):
    """One commit's line in the chain of digests."""

    seq: int
    at: datetime
    by: str
    role: str
    verb: str
    ref: str
    digest: str
    parts: dict[str, str] | None = None
    """What the commit saved: ``table:key`` and the salted digest of the record, empty where it was
    removed; None in rows of before it was kept."""
