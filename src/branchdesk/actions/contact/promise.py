"""Promises to pay: one open a debt; a new one replaces it, a wrong one is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import Change, against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import case_sheet, open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.rules.promise import may_reverse, named

ACT = "promise.reverse"


class Promised(msgspec.Struct, frozen=True):
    """A promise as it was recorded, and the open ones that it replaces."""

    case: Case
    id: str
    replaces: tuple[str, ...]


def add_promise(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Promised:
    """The case with a promise to pay; what was owed then is kept beside it (R042).

    Raises BadInput with every fault, Refused for want of authority.
    """
    case = open_case(desk, number)
    facts, faults = read_promise(desk, case, raw, screen)
    if faults:
        raise BadInput(faults)
    with change(desk) as ch:
        saved = keep_promise(ch, case, facts, facts["due_on"])
    return Promised(saved, str(facts["id"]), tuple(facts.get("replaces", ())))


def read_promise(
    desk: Desk, case: Case, raw: Mapping[str, Any], screen: bool = False
) -> tuple[dict[str, Any], list[Finding]]:
    """What the entry of a promise keeps, and every fault of what was given."""
    filled, faults = fill_in(desk.form("promise"), raw, desk.today if screen else None)
    made_on = filled.setdefault("made_on", desk.today)
    if "due_on" in filled and filled["due_on"] < made_on:
        faults.append(Finding("promise.before-made", {"read": filled["due_on"]}, field="due_on"))
    facts = {"owed": case.loan.amount, **without_amounts(filled)}
    facts["id"] = f"PR-{len(case.entries('promise')) + 1}"
    replaces = [id_ for id_, _, state in promises(desk, case.number) if state == "open"]
    return facts | ({"replaces": replaces} if replaces else {}), faults


def keep_promise(ch: Change, case: Case, facts: Mapping[str, Any], next_on: date) -> Case:
    """The case with the promise in this commit; what follows is due on ``next_on``."""
    changed = msgspec.structs.replace(case, next_on=next_on, next_none_because="")
    return ch.save(changed, "promise.add", "promise", **facts)


def half_promise(filled: Mapping[str, Any], faulted: set[str]) -> list[Finding]:
    """What is wrong with a promise that a record of a call or visit tells of in two fields."""
    amount, on = filled.get("promise_amount"), filled.get("promise_on")
    if (amount is None) != (on is None) and not faulted & {"promise_amount", "promise_on"}:
        field = "promise_on" if amount else "promise_amount"
        return [Finding("promise.half", field=field)]
    if on is not None and "at" in filled and on < filled["at"].date():
        return [Finding("promise.before-made", {"read": on}, field="promise_on")]
    return []


def told_promise(facts: Mapping[str, Any]) -> dict[str, str]:
    """The promise that the record of a call or visit tells of, as its own form takes it."""
    if "promise_amount" not in facts:
        return {}
    made = facts["at"].date().isoformat()
    on = facts["promise_on"].isoformat()
    return {"amount": str(facts["promise_amount"]), "due_on": on, "made_on": made}


def promised_there(desk: Desk, number: str, facts: Mapping[str, Any]) -> str:
    """The id of the promise that a visit brought, recorded like any other; or empty."""
    told = told_promise(facts)
    return add_promise(desk, number, told).id if told else ""


def promises(desk: Desk, number: str) -> list[tuple[str, Entry, str]]:
    """Each promise of a case with its id and state. Raises BadInput."""
    sheet = case_sheet(desk, number)
    ids = {entry.seq: id_ for id_, entry in named(sheet.case).items()}
    return [(ids[entry.seq], entry, state) for entry, state in sheet.promises]


def reverse_promise(desk: Desk, number: str, promise_id: str, ground: str) -> Case:
    """The promise taken back by an entry that names it; it stays to be read (R171).

    Raises BadInput for no such promise or without a ground, Refused with every reason.
    """
    case = open_case(desk, number)
    known = {id_: (entry, state) for id_, entry, state in promises(desk, number)}
    if promise_id not in known:
        raise BadInput(Finding("promise.none", {"number": number, "id": promise_id[:40]}))
    ground = the_ground(ground)
    entry, state = known[promise_id]
    refuse(against(desk, ACT) + may_reverse(case, promise_id, state))
    facts = {"amount": entry.facts["amount"], "due": entry.facts["due_on"], "entry": entry.seq}
    with change(desk) as ch:
        return ch.save(case, ACT, "promise_reversed", id=promise_id, ground=ground, **facts)
