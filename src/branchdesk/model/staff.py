"""A member of staff."""

from datetime import date
from typing import Literal

import msgspec

Role = Literal["junior", "senior", "supervisor", "legal", "records", "reader"]
ROLES: tuple[Role, ...] = ("junior", "senior", "supervisor", "legal", "records", "reader")


class Deputyship(msgspec.Struct, frozen=True, kw_only=True):
    """That a member decides in a supervisor's place for some days."""

    principal: str
    since: date
    until: date
    """The last day of it."""
    named_by: str
    named_on: date

    def runs(self, day: date) -> bool:
        """True on its days."""
        return self.since <= day <= self.until


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A member of staff; the id is lower-case letters and digits, never a name."""

    id: str
    role: Role
    name: str = ""
    phone: str = ""
    version: int = 0
    pin: bool = False
    """A PIN was set: pins.json must have it, else that file was lost."""
    deputyships: tuple[Deputyship, ...] = ()
    """Oldest first; those that are over too."""
    extra: dict[str, str] = {}
    """The fields that the branch added to forms/staff.toml."""
