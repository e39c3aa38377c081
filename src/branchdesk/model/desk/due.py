"""A sum that falls due soon, as the core system's due list says it; the account needs no case."""

from datetime import date

import msgspec

from branchdesk.basics.money import Money


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What a contract is to pay on a day, as the newest due list has it."""

    contract_no: str
    customer_name: str
    phone: str = ""
    product: str = ""
    due: date
    amount: Money
    approximate: bool = False
    """True where the list gave it rounded to 万: no message to a customer names it."""
    manager: str = ""
    sms_on: date | None = None
    """The day on which its SMS was written for the platform."""
    called_on: date | None = None
    """The day on which the customer was reminded in person."""

    @property
    def key(self) -> str:
        """A contract has one sum a day."""
        return f"{self.contract_no} {self.due.isoformat()}"

    @property
    def card(self) -> bool:
        """True where the contract's number is the number of a card."""
        return self.product == "credit_card"


class DueHead(msgspec.Struct, frozen=True, kw_only=True):
    """One imported due list: its data date and which file of D/lists/ keeps it."""

    as_of: date
    file: str
    sha256: str
    rows: int
    at: str
    by: str
