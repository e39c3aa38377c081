"""A clock: a day by which something must be done, why, and what moved it last."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.workdays import Deadline

Kind = Literal["limitation", "guarantee", "guarantor_limitation", "mortgage", "claim", "court"]
State = Literal["running", "held", "met", "expired", "unknown"]


class Interruption(msgspec.Struct, frozen=True, kw_only=True):
    """What begins a limitation period anew, if it can be proved (Civil Code 195)."""

    on: date
    what: str
    """Its word in wording/clock.toml, such as ``payment`` or ``contact``."""
    entry: int = 0
    """The entry of the case's history that records it; 0 where it stands elsewhere."""
    evidence: str = ""
    """What proves it, as people wrote it; empty where nothing was recorded."""
    lacks: str = ""
    """What keeps it from counting, by its word; empty where it counts."""
    consents: bool = False
    """The debtor agreed to pay: this binds even after the period ended (Civil Code 192)."""

    @property
    def counts(self) -> bool:
        """True where it can be proved."""
        return not self.lacks


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """A period that runs in a case."""

    kind: Kind
    code: str = ""
    """Of a court's clock, which one."""
    party: Literal["borrower", "guarantor", "collateral", "court"]
    who: str = ""
    """The guarantor's name; empty for all others."""
    since: date | None
    until: date | None
    """The last day; None where none runs or it cannot be counted."""
    provisional: bool = False
    """The last day lies in a year whose holidays are not known."""
    state: State = "running"
    last: Interruption | None = None
    """What moved it last."""
    weak: tuple[Interruption, ...] = ()
    """What would have moved it had it been proved; oldest first."""
    why: Finding
    warn: tuple[int, ...] = ()
    """Days before the end at which it is told, falling; the last is the most urgent."""

    @property
    def deadline(self) -> Deadline | None:
        """The last day with its mark, as people read it."""
        return Deadline(self.until, self.provisional) if self.until is not None else None

    @property
    def source(self) -> str:
        """The law that it rests on."""
        return self.why.source


def running(until: date, as_of: date) -> State:
    """``running`` up to the last day, ``expired`` after it."""
    return "running" if as_of <= until else "expired"
