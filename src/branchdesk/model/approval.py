"""An approval: asked by one, decided by another."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """A question to a second person and the answer."""

    id: str
    """Such as ``A-1``."""
    case: str
    act: str
    """What is to be approved: an act of policy/authority.toml."""
    asked_by: str
    asked_on: date
    ground: str
    facts: dict[str, Any] = {}
    state: Literal["open", "granted", "refused", "lapsed"] = "open"
    decided_by: str = ""
    decided_on: date | None = None
    decision_ground: str = ""
    external_no: str = ""
    external_by: str = ""
    """Who at the upper branch decided, where the decision came from there."""
    version: int = 0
