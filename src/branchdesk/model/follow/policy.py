"""What the branch's policy says of events, grades, complaints, classes and their steps."""

from decimal import Decimal
from typing import Literal

import msgspec

from branchdesk.basics.wording import Label
from branchdesk.model.days import AtLeastOne, Days
from branchdesk.model.follow.grade import Grade


class Claim(msgspec.Struct, frozen=True):
    """When a claim must be filed, counted from the announcement: from so many days to so many."""

    days: Days
    months: Days = 0
    most_days: Days = 0


Counterpart = Literal["self", "legal_representative", "employee", "family", "other", "guarantor"]


class EventEffect(msgspec.Struct, frozen=True):
    """What follows from an event of the customer."""

    task: Label
    task_days: Days
    watch_days: AtLeastOne
    whose: tuple[Literal["person", "enterprise"], ...] = ()
    stops: tuple[Counterpart, ...] = ()
    """Who is no longer contacted."""
    channels: tuple[str, ...] = ()
    """By which ways; empty is any."""
    opens: tuple[Counterpart, ...] = ()
    """Who may be asked although contact with the debtor is not lost."""
    papers: tuple[str, ...] = ()
    papers_until_look: tuple[str, ...] = ()
    interest_stops: bool = False
    claim: Claim | None = None


class GradePolicy(msgspec.Struct, frozen=True):
    """Bounds of the habit grade, and the weeks in which each arrears grade is worked."""

    cutoff_days: tuple[int, int]
    months_a: AtLeastOne
    months_b: AtLeastOne
    months_late: AtLeastOne
    months_idle: AtLeastOne
    borrowed_share: Decimal
    weeks: dict[Grade, tuple[tuple[int, int], ...]]
    """Spans of weeks of the month, 1 to 5; in each of them a customer is worked once."""

    def __post_init__(self) -> None:
        """Refuse weeks that no month has, and spans that end before they begin."""
        spans = [span for spans in self.weeks.values() for span in spans]
        if any(not 1 <= first <= last <= 5 for first, last in spans):
            raise ValueError("weeks need spans such as [2, 3] within 1 to 5")
        if not 1 <= self.cutoff_days[0] < self.cutoff_days[1] <= 31:
            raise ValueError("cutoff_days need two rising days of a month")


class ComplaintPolicy(msgspec.Struct, frozen=True):
    """The clocks of a complaint, the branch's and the law's."""

    respond_hours: AtLeastOne
    investigate_workdays: AtLeastOne
    simple_days: AtLeastOne
    complex_days: AtLeastOne
    special_days: Days
    most_representatives: AtLeastOne
    review_days: AtLeastOne

    def __post_init__(self) -> None:
        """Refuse an extension that would shorten the time."""
        if self.complex_days < self.simple_days:
            raise ValueError("complex_days must not be below simple_days")


class Strategy(msgspec.Struct, frozen=True, rename={"klass": "class"}):
    """For which severities and classes a step is meant; an empty list is any."""

    severity: tuple[Literal["none", "light", "moderate", "severe"], ...]
    klass: tuple[Literal["undecided", "non_malicious", "suspected", "malicious", "technical"], ...]
    again: bool = False
    """True: only for a loan that is overdue again after its case was archived."""

    def fits(self, severity: str, klass: str, again: bool = False) -> bool:
        """True where the step is meant for a case of this severity and class."""
        right = (again or not self.again) and (not self.severity or severity in self.severity)
        return right and (not self.klass or klass in self.klass)


class MonthPolicy(msgspec.Struct, frozen=True):
    """What a month is measured by."""

    recovery_target: dict[Literal["light", "moderate", "severe"], Decimal]

    def __post_init__(self) -> None:
        """Refuse a share that is none: it would never be reached."""
        if not all(0 <= share < 1 for share in self.recovery_target.values()):
            raise ValueError("recovery_target needs shares from 0 to below 1")


class SnoozePolicy(msgspec.Struct, frozen=True):
    """What of today's work may be put off: most days by kind, and the clocks that never may."""

    most_days: dict[str, Days]
    clocks: tuple[str, ...]
