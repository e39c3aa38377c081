"""A customer: one person or enterprise, however many loans."""

from typing import Literal

import msgspec

from branchdesk.model.follow.event import Event

CustomerKind = Literal["enterprise", "person", ""]


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """A customer's record; the same identity number is the same customer."""

    id: str
    """Such as ``C00001``."""
    name: str
    kind: CustomerKind = ""
    id_number: str = ""
    contact_person: str = ""
    phones: tuple[str, ...] = ()
    """As given; compared by their digits alone."""
    email: str = ""
    address: str = ""
    flags: tuple[str, ...] = ()
    version: int = 0
    events: tuple[Event, ...] = ()
    """What happened to them, over all their cases, oldest first."""
    extra: dict[str, str] = {}
    """The fields that the branch added to forms/customer.toml."""
