"""An approval: asked by one, decided by another."""

from datetime import date
from typing import Any, Literal

import msgspec


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """A question to a second person and the answer."""

    id: str
    """Such as ``A-1``."""
    case: str
    """Empty where it is about the desk itself: several cases, or the policy."""
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
    recorded_by: str = ""
    """Who entered the upper branch's decision; another confirms it."""
    deputy_for: str = ""
    """The supervisor in whose place it was decided; empty where the decider may by themself."""
    version: int = 0

    @property
    def about(self) -> str:
        """What it is about in a word: the case, the cases, or the key of the policy."""
        many = self.facts.get("cases") or [self.facts.get("key", "")]
        return self.case or ", ".join(str(one) for one in many)

    @property
    def reason(self) -> str:
        """Why it is asked, of a change of the policy behind the key, the value and its day."""
        names = ("key", "value", "since") if "key" in self.facts else ()
        change = [str(self.facts[name]) for name in names]
        return " ".join([*change, self.ground])
