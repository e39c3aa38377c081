"""Promises to pay, as the customer made them."""

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
