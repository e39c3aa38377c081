"""A delivery: how a letter was sent, what came of it, what proves it."""

from datetime import date, datetime
from typing import Literal

import msgspec

Way = Literal["ems", "post", "courier", "hand", "email", "sms", "publication"]
Proof = Literal["signed", "sealed", "refused", "returned", "left", "published", "arrived"]
Told = Literal["received", "not_received", "unreached"]


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One sending of an issued letter; a letter that came back may be sent again."""

    id: str
    """Such as ``S-1``; one run in each case."""
    way: Way
    posted_on: date
    to: str = ""
    """Who it was sent to; empty is the borrower."""
    place: str = ""
    tracking: str = ""
    content: str = ""
    """The description of the contents on the postal stub (内件品名)."""
    agreed_address: bool = False
    """The address was agreed on for service: a paper that comes back counts as served."""
    note: str = ""
    by: str
    at: datetime
    proof: Proof | Literal[""] = ""
    """What came of it; empty until it is known."""
    on: date | None = None
    """The day of the proof."""
    signer: str = ""
    relation: str = ""
    """Who signed, by the choices of forms/delivered.toml."""
    slip: bool = False
    """The letter's own return slip came back signed."""
    witness: str = ""
    reason: str = ""
    """Why it came back, by the choices of the form."""
    medium: str = ""
    lost: bool = False
    """Published because the whereabouts are unknown."""
    evidence: str = ""
    """What is kept of it: the stub, a screenshot, a received paper."""
    result_note: str = ""
    confirmed_on: date | None = None
    told: Told | Literal[""] = ""
    """What the call that asked for it was told (R126)."""
    recording: str = ""
