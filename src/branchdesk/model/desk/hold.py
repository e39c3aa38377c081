"""A hold: somebody's reason why a case must not be purged."""

from datetime import date

import msgspec


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """It stands beside the case, not in it: what is sealed is not written again."""

    id: str
    """Such as ``H-1``."""
    case: str
    ground: str
    by: str
    on: date
    lifted_by: str = ""
    """Empty while it holds."""
    lifted_on: date | None = None
    lift_ground: str = ""

    @property
    def holds(self) -> bool:
        """True until somebody lifts it."""
        return not self.lifted_by
