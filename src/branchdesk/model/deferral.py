"""A deferral: the customer may pay by a later day, and is not dunned until then."""

from datetime import date
from typing import Literal

import msgspec

DeferralState = Literal["asked", "granted", "refused", "replaced", "lapsed"]


class Deferral(msgspec.Struct, frozen=True, kw_only=True):
    """A deferral as it was given or asked for; a later one that is granted replaces it."""

    id: str
    """Such as ``DEF-1``; one run in each case."""
    days: int
    on: date
    """The day from which the days count."""
    until: date
    """The last day on which the payment still counts as deferred."""
    ground: str
    by: str
    approval: str = ""
    """Empty where it lay within the giver's own authority."""
    state: DeferralState = "asked"

    def runs(self, day: date) -> bool:
        """True where it was granted and its day has not passed."""
        return self.state == "granted" and self.on <= day <= self.until
