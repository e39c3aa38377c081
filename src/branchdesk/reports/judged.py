"""What one case asks for today, judged once and kept until something of it is another."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from branchdesk.basics.masking import mask_text
from branchdesk.basics.wording import Label
from branchdesk.model.desk.due import Due
from branchdesk.model.follow.complaint import Complaint
from branchdesk.model.policy import Policy, PolicyBook
from branchdesk.reports.agency.work import mandate_items
from branchdesk.reports.case import CaseSheet, Face
from branchdesk.reports.clockwork import clock_items
from branchdesk.reports.contactwork import contact_items
from branchdesk.reports.due import reminder_items
from branchdesk.reports.follow.complaint import not_recorded
from branchdesk.reports.follow.items import event_items, plan_items
from branchdesk.reports.trace.work import trace_items
from branchdesk.reports.worklist import Item, case_items
from branchdesk.rules.follow.snooze import Snooze, in_force

Marks = tuple[object, ...]
"""What a case is judged by, as it lies in the file: case, customer, register, neighbours."""


@dataclass(frozen=True)
class Ground:
    """By what every case is judged alike."""

    asked: Mapping[str, Label]
    """The names of the enquiry's fields."""
    said: Mapping[str, Label]
    """Those of the records of contacts."""
    policy: Policy
    today: date
    supervisor: bool
    """A supervisor looks: breaches are told."""
    closing: bool
    """The hour of the hand-in has come."""


class Judged(msgspec.Struct, frozen=True, gc=False):
    """The lines of one case; the case itself is let go."""

    face: Face
    own: tuple[Item, ...]
    """What it asks for itself; these stand first where all else is equal."""
    told: tuple[Item, ...]
    """What contacts, letters, mandates, clocks and complaints ask for."""
    events: tuple[Item, ...]
    """Of the customer's events: they stand once, at the first of their cases that lives."""
    waiting: tuple[Snooze, ...]
    """What is put off today."""


@dataclass
class KeptItems:
    """The lines of all cases, as they were judged last."""

    basis: Hashable
    """By what all of them were judged alike, the policies apart."""
    policies: PolicyBook
    ground: Ground
    cases: dict[str, tuple[Marks, Judged]] = field(default_factory=dict)
    sealed: tuple[Hashable, tuple[Item, ...]] = (None, ())
    """Those of archived cases, with the state of the archive."""


def judge_case(
    sheet: CaseSheet, dues: Sequence[Due], complaints: Sequence[Complaint], ground: Ground
) -> Judged:
    """The case as today's list has it; dues and complaints are those of its loan and customer."""
    policy, today = ground.policy, ground.today
    return Judged(
        face=sheet.face,
        own=_masked(case_items(sheet, ground.asked, today)),
        told=_masked(_told(sheet, dues, complaints, ground)),
        events=_masked(event_items(sheet, policy, today)),
        waiting=tuple(in_force(sheet.case, today)),
    )


def _told(
    sheet: CaseSheet, dues: Sequence[Due], complaints: Sequence[Complaint], ground: Ground
) -> Iterator[Item]:
    policy, today = ground.policy, ground.today
    yield from contact_items(sheet, ground.said, policy, today, ground.supervisor, ground.closing)
    yield from reminder_items(sheet, dues, policy, today)
    yield from mandate_items(sheet, policy, today)
    yield from trace_items(sheet)
    yield from plan_items(sheet, policy, today)
    yield from clock_items(sheet, today)
    yield from not_recorded(sheet, complaints, today)


def _masked(items: Iterator[Item]) -> tuple[Item, ...]:
    return tuple(masked(item) for item in items)


def masked(item: Item) -> Item:
    """The line without whole numbers in the customer's name."""
    name = mask_text(item.customer)
    return item if name == item.customer else msgspec.structs.replace(item, customer=name)
