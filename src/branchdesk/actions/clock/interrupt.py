"""Interruptions of limitation that stand nowhere else, and the taking back of a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.clock.guarantor import CLAIM, ahead, unproved
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.rules.clock.interruption import reversed_entries

RECORDED = ("interrupted", "guarantor_claimed")


def interrupt(
    desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False
) -> tuple[Case, list[Finding]]:
    """The case with an interruption, and what keeps it from counting (Civil Code 195).

    Raises BadInput with every fault, Refused for want of authority.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("interruption"), raw, desk.today if screen else None)
    faults += ahead(desk, filled)
    if faults:
        raise BadInput(faults)
    refuse(against(desk, CLAIM))
    with change(desk) as ch:
        saved = ch.save(case, CLAIM, "interrupted", **filled)
    return saved, unproved(filled)


def recorded(case: Case) -> list[Entry]:
    """The interruptions and claims that were entered and still stand, oldest first."""
    gone = reversed_entries(case)
    found = [e for kind in RECORDED for e in case.entries(kind) if e.seq not in gone]
    return sorted(found, key=lambda e: e.seq)


def take_back(desk: Desk, number: str, seq: int, ground: str) -> Case:
    """The case with a wrong interruption or claim taken back; the clocks are as without it.

    Raises BadInput where there is none, Refused for want of authority.
    """
    case, ground = open_case(desk, number), the_ground(ground)
    if seq not in {entry.seq for entry in recorded(case)}:
        raise BadInput(Finding("clock.no-entry", {"read": seq}))
    refuse(against(desk, CLAIM))
    with change(desk) as ch:
        return ch.save(case, CLAIM, "interruption_reversed", entry=seq, ground=ground)
