"""Guarantors as the contracts have them, and claims on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.ground import read_ground
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.loan import Guarantor

EDIT, CLAIM = "guarantor.edit", "clock.record"
KEYS = ("name", "kind", "phone", "until", "contract_no", "maximum", "address")


def add_guarantor(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Case:
    """The case with one more guarantor (Civil Code 681).

    Raises BadInput with every fault, Refused for want of authority.
    """
    case, form = open_case(desk, number), desk.form("guarantor")
    filled, faults = fill_in(form, raw, desk.today if screen else None)
    given = without_amounts(filled)
    name = given.get("name", "")
    if any(name in one.names for one in case.loan.guarantors):
        faults.append(Finding("clock.name-there", {"name": name}, field="name"))
    if faults:
        raise BadInput(faults)
    refuse(against(desk, EDIT))
    added = Guarantor(**{key: given[key] for key in KEYS if key in given})
    with change(desk) as ch:
        kept = _with(case, (*case.loan.guarantors, added))
        return ch.save(kept, EDIT, "guarantor_added", **given)


def edit_guarantor(
    desk: Desk, number: str, no: int, raw: Mapping[str, Any], ground: str, screen: bool = False
) -> Case:
    """The case with a guarantor corrected: keys given count, one given empty is emptied.

    An earlier name stays known: claims recorded under it still count. Raises BadInput, Refused.
    """
    case, form = open_case(desk, number), desk.form("guarantor")
    one = the_guarantor(case, no)
    filled, faults = fill_in(form, {"name": one.name, **raw}, desk.today if screen else None)
    ground, wrong = read_ground(ground)
    faults += wrong
    given = without_amounts(filled)
    told = {key: given.get(key, getattr(Guarantor(""), key)) for key in raw if form.field(key)}
    told = {key: value for key, value in told.items() if value != getattr(one, key, None)}
    taken = [g for g in case.loan.guarantors if g is not one and told.get("name") in g.names]
    if taken:
        faults.append(Finding("clock.name-there", {"name": told["name"]}, field="name"))
    if not told and not faults:
        faults.append(Finding("clock.nothing-given"))
    if faults:
        raise BadInput(faults)
    refuse(against(desk, EDIT))
    before = {key: getattr(one, key, None) for key in told}
    older = (one.name,) if "name" in told else ()
    new = msgspec.structs.replace(one, **told, earlier_names=(*one.earlier_names, *older))
    many = tuple(new if g is one else g for g in case.loan.guarantors)
    with change(desk) as ch:
        return ch.save(
            _with(case, many), EDIT, "guarantor_edited", name=new.name, keys=sorted(told),
            before=before, ground=ground,
        )  # fmt: skip


def claim(
    desk: Desk, number: str, no: int, raw: Mapping[str, Any], screen: bool = False
) -> tuple[Case, list[Finding]]:
    """The case with a claim on a guarantor, and what keeps it from counting (Civil Code 693).

    A fact is recorded with evidence or without. Raises BadInput, Refused for want of authority.
    """
    case = open_case(desk, number)
    one = the_guarantor(case, no)
    filled, faults = fill_in(desk.form("claim"), raw, desk.today if screen else None)
    faults += ahead(desk, filled)
    if faults:
        raise BadInput(faults)
    refuse(against(desk, CLAIM))
    with change(desk) as ch:
        saved = ch.save(case, CLAIM, "guarantor_claimed", guarantor=one.name, **filled)
    return saved, unproved(filled)


def ahead(desk: Desk, filled: Mapping[str, Any]) -> list[Finding]:
    """Only what has happened is recorded."""
    if "on" not in filled or filled["on"] <= desk.today:
        return []
    return [Finding("clock.ahead", {"read": filled["on"]}, field="on")]


def unproved(filled: Mapping[str, Any]) -> list[Finding]:
    """What is told to whoever records a fact without evidence."""
    return [] if filled.get("evidence") else [Finding("clock.counts-not", source="时效解释8")]


def the_guarantor(case: Case, no: int) -> Guarantor:
    """The guarantor with this place in the list, from 1. Raises BadInput."""
    many = case.loan.guarantors
    if not 1 <= no <= len(many):
        facts = {"number": case.number, "read": no, "count": len(many)}
        raise BadInput(Finding("clock.no-guarantor", facts))
    return many[no - 1]


def _with(case: Case, many: tuple[Guarantor, ...]) -> Case:
    loan = msgspec.structs.replace(case.loan, guarantors=many)
    return msgspec.structs.replace(case, loan=loan)


def guarantor_answers(desk: Desk, number: str, no: int) -> dict[str, Any]:
    """What stands there now, as a person would type it. Raises BadInput."""
    one = the_guarantor(open_case(desk, number), no)
    values = {key: getattr(one, key) for key in KEYS}
    return {key: str(value) for key, value in values.items() if value not in ("", None)}


def correct_guarantor(
    desk: Desk, number: str, no: int, before: Mapping[str, Any], values: Mapping[str, Any]
) -> Case:
    """The case with the answers that differ from those before. Raises BadInput, Refused."""
    keys = {*before, *values} - {"ground"}
    changed = {
        key: values.get(key, "")
        for key in sorted(keys)
        if str(values.get(key, "")) != str(before.get(key, ""))
    }
    return edit_guarantor(desk, number, no, changed, str(values.get("ground", "")), screen=True)
