"""Contacts and promises: what happened is always recorded; no next case without a next date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import change
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case


def add_contact(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Case:
    """The case with the contact and its next step (R085). Raises BadInput with every fault."""
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("contact"), raw, desk.today if screen else None)
    filled.setdefault("at", desk.now)
    faults += _next_step(desk, filled, {f.field for f in faults}) + _not_ahead(desk, filled)
    if faults:
        raise BadInput(faults)
    changed = msgspec.structs.replace(
        case,
        next_on=filled.get("next_on"),
        next_none_because=filled.get("next_none_because", ""),
    )
    with change(desk) as ch:
        return ch.save(changed, "contact.add", "contact", **without_amounts(filled))


def _next_step(desk: Desk, filled: Mapping[str, Any], faulted: set[str]) -> list[Finding]:
    """No contact without a next step, or the reason why none is needed."""
    on, none_because = filled.get("next_on"), filled.get("next_none_because")
    if on is not None and on < desk.today:
        return [Finding("contact.next-in-past", {"read": on}, field="next_on")]
    if on or none_because or faulted & {"next_on", "next_none_because"}:
        return []
    return [Finding("contact.no-next-step", source="R085", field="next_on")]


def _not_ahead(desk: Desk, filled: Mapping[str, Any]) -> list[Finding]:
    at = filled["at"]
    if at.date() <= desk.today:
        return []
    return [Finding("contact.in-future", {"read": at}, field="at")]


def add_promise(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Case:
    """The case with a promise to pay; what was owed then is kept beside it (R042)."""
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("promise"), raw, desk.today if screen else None)
    made_on = filled.setdefault("made_on", desk.today)
    if "due_on" in filled and filled["due_on"] < made_on:
        faults.append(Finding("promise.before-made", {"read": filled["due_on"]}, field="due_on"))
    if faults:
        raise BadInput(faults)
    filled = without_amounts(filled)
    changed = msgspec.structs.replace(case, next_on=filled["due_on"], next_none_because="")
    with change(desk) as ch:
        return ch.save(changed, "promise.add", "promise", owed=case.loan.amount, **filled)
