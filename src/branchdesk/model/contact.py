"""A contact as the rules see it: one that has happened, or one that is planned."""

from datetime import datetime

import msgspec


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Who contacted whom, when, by which way; a planned one has no result."""

    at: datetime
    direction: str = "out"
    """``out``: we contacted; ``in``: they came to us."""
    channel: str = "call"
    number: str = ""
    """Digits without the country's 86; empty where none is known."""
    counterpart: str = ""
    result: str = ""
    identity: tuple[str, ...] = ()
    agreed: bool = False
    """The time was agreed with the customer beforehand."""
    stop: bool = False
    """Whoever answered asked not to be contacted again."""
    customer_id: str = ""
    case: str = ""
    seq: int = 0

    @property
    def line(self) -> str:
        """What calls are counted by: the number, or the customer where none is known."""
        return self.number or self.customer_id
