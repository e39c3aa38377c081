"""The legal side of a case: since when legal has it, and each stage that was reached."""

from datetime import date, datetime
from typing import Literal

import msgspec

StageCode = Literal[
    "papers_ready", "mediation", "preserved", "filed", "accepted", "arbitration_filed", "hearing",
    "judgment", "appealed", "effective", "enforcement", "enforcement_settled",
    "enforcement_ended", "resumed", "withdrawn", "rejected", "published", "seizure_renewed",
]  # fmt: skip


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the proceedings, as it happened."""

    code: StageCode
    on: date
    number: str = ""
    """The court's or arbitrator's own number."""
    court: str = ""
    amount: str = ""
    note: str = ""
    seized: Literal["", "deposit", "movable", "real_estate"] = ""
    """What was seized: it decides how long the seizure lasts."""
    by: str
    at: datetime


class Suit(msgspec.Struct, frozen=True, kw_only=True):
    """What legal has of a case."""

    since: date
    """The day on which the supervisor's decision took effect: the clock of the papers begins."""
    approval: str
    stages: tuple[Stage, ...] = ()

    def reached(self, *codes: str) -> Stage | None:
        """The last stage with one of these codes, or None."""
        return next((s for s in reversed(self.stages) if s.code in codes), None)
