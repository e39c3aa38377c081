"""A complaint: what is complained of, the two clocks, what was found, what became of it."""

from datetime import date, datetime
from typing import Literal

import msgspec

About = Literal["conduct", "privacy", "amount", "product", "system", "agency", "other"]
Verdict = Literal["justified", "partly", "unjustified"]
Longer = Literal["complex", "special"]
State = Literal["received", "responded", "investigated", "closed", "withdrawn"]
UPHELD: tuple[Verdict, ...] = ("justified", "partly")


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """The first answer to who complained (R174)."""

    at: datetime
    how: str
    text: str
    by: str


class Inquiry(msgspec.Struct, frozen=True, kw_only=True):
    """What an investigation found, and what was put right (R175)."""

    on: date
    finding: Verdict
    facts: str
    rectification: str = ""
    rectified_on: date | None = None
    evidence: str = ""
    investigator: str = ""
    """Somebody of the upper branch; empty: who recorded it."""
    by: str


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """More time: a complex matter, or a special one with the approval of the upper branch."""

    to: Longer
    ground: str
    on: date
    approved_by: str = ""
    approval_no: str = ""
    told_on: date | None = None
    """The day on which the complainant was told of it."""
    by: str


class Sanction(msgspec.Struct, frozen=True, kw_only=True):
    """What followed for a member of staff; for supervisors' eyes only (R178)."""

    staff: str
    measure: str
    ground: str
    on: date
    by: str
    at: datetime


class Complaint(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint of a customer about a case, or of anybody where no case is known."""

    id: str
    """Such as ``CP-1``; never given again."""
    case: str = ""
    customer_id: str = ""
    name: str
    """Who complains."""
    phone: str = ""
    id_number: str = ""
    relation: str = ""
    """By the choices of forms/complaint.toml; empty: the customer."""
    representatives: int = 0
    """How many speak for all in a joint complaint."""
    received_at: datetime
    channel: str
    about: About
    text: str
    claim: str = ""
    """What is asked for."""
    against: tuple[str, ...] = ()
    """The members of staff that are complained of."""
    note: str = ""
    by: str
    at: datetime
    response: Response | None = None
    inquiries: tuple[Inquiry, ...] = ()
    """The last one counts."""
    extensions: tuple[Extension, ...] = ()
    told_on: date | None = None
    """The day on which the complainant was told the result (R176): it is closed."""
    told_how: str = ""
    told_note: str = ""
    withdrawn_on: date | None = None
    withdrawn_because: str = ""
    sanctions: tuple[Sanction, ...] = ()
    extra: dict[str, str] = {}
    """The fields that the branch added to forms/complaint.toml."""

    @property
    def inquiry(self) -> Inquiry | None:
        """The investigation that counts, or None."""
        return self.inquiries[-1] if self.inquiries else None

    @property
    def state(self) -> State:
        """How far it has come."""
        if self.withdrawn_on is not None:
            return "withdrawn"
        if self.told_on is not None:
            return "closed"
        if self.inquiries:
            return "investigated"
        return "responded" if self.response else "received"

    @property
    def is_open(self) -> bool:
        """True until the complainant was told or took it back."""
        return self.state not in ("closed", "withdrawn")
