"""A member of staff."""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal["junior", "senior", "supervisor", "legal", "records", "reader"]
ROLES: tuple[Role, ...] = ("junior", "senior", "supervisor", "legal", "records", "reader")


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A member of staff; the id is lower-case letters and digits, never a name."""

    id: str
    role: Role
    name: str = ""
    phone: str = ""
    version: int = 0
    pin: bool = False
    """A PIN was set: pins.json must have it, else that file was lost."""
    extra: dict[str, str] = {}
    """The fields that the branch added to forms/staff.toml."""
