"""A visit recorded: always, with what it broke; it is a contact like any other (R109-R112)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import change
from branchdesk.actions.contact.add import kept, missing, next_step, not_ahead
from branchdesk.actions.contact.around import around
from branchdesk.actions.contact.promise import half_promise, promised_there
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.sheet import find_case, open_case
from branchdesk.actions.visit.plan import listed
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.contact import Contact
from branchdesk.model.visit import Visit
from branchdesk.rules.contact import breaches
from branchdesk.rules.phrases import forbidden
from branchdesk.rules.visit import contact_result, named_visitors, visit_breaches, visit_gaps
from branchdesk.store.codec import to_plain

ACT = "visit.record"
TOLD = ("at", "counterpart", "identity_checked", "attitude", "asset_place", "recording", "text",
        "next_on", "next_none_because")  # fmt: skip
"""Answers that the contact's entry repeats."""


class Recorded(msgspec.Struct, frozen=True):
    """A visit as it was recorded, with what the supervisor and the clerk must know of it."""

    case: Case
    visit: Visit
    breaches: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    promise: str = ""
    """The promise that was made there, or empty."""


def record_visit(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Recorded:
    """The visit as it took place, planned or not; a promise made there is recorded too.

    Raises BadInput with every fault, Refused for want of authority.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("visit"), listed(raw), desk.today if screen else None)
    plan = next((v for v in case.visits if v.id == filled.get("plan") and v.waits), None)
    faults += _faults(desk, number, filled, plan, {f.field for f in faults})
    if faults:
        raise BadInput(faults)
    facts = without_amounts(filled)
    visitors = named_visitors(facts.pop("visitors", "")) or (plan.visitors if plan else ())
    broken = _broken(desk, case, facts, plan, visitors)
    wanted = [f.key for f in desk.form("visit").fields if f.complete]
    lacking = visit_gaps(facts, wanted)
    with change(desk) as ch:
        visit = Visit(
            id=plan.id if plan else f"V-{len(case.visits) + 1}",
            at=plan.at if plan else facts["at"], visitors=visitors,
            by=plan.by if plan else desk.me.id, made_at=plan.made_at if plan else ch.commit.at,
            plan=plan.plan if plan else {}, record=to_plain(facts),
            entry=len(case.timeline) + 1,
        )  # fmt: skip
        changed = msgspec.structs.replace(
            case, visits=_with(case, visit), next_on=facts.get("next_on"),
            next_none_because=facts.get("next_none_because", ""),
        )  # fmt: skip
        saved = ch.save(changed, ACT, "contact", **_entry(facts, visit, broken, lacking))
    promise = promised_there(desk, number, facts)
    return Recorded(saved, visit, tuple(broken), missing(desk.form("visit"), lacking), promise)


def _with(case: Case, visit: Visit) -> tuple[Visit, ...]:
    if all(v.id != visit.id for v in case.visits):
        return (*case.visits, visit)
    return tuple(visit if v.id == visit.id else v for v in case.visits)


def _faults(
    desk: Desk, number: str, filled: Mapping[str, Any], plan: Visit | None, faulted: set[str]
) -> list[Finding]:
    found = next_step(desk, filled, faulted)
    if "at" in filled:
        found += not_ahead(desk, filled)
    if filled.get("plan") and plan is None:
        facts = {"number": number, "id": filled["plan"]}
        found.append(Finding("visit.none", facts, field="plan"))
    return found + half_promise(filled, faulted)


def _broken(
    desk: Desk, case: Case, facts: Mapping[str, Any], plan: Visit | None, visitors: tuple[str, ...]
) -> list[Finding]:
    _, customer, _ = find_case(desk, case.number)
    identity = facts.get("identity_checked", ())
    done = Contact(
        at=facts["at"], channel="visit", counterpart=str(facts.get("counterpart", "")),
        result=contact_result(facts), customer_id=customer.id, case=case.number,
        identity=tuple(identity) if isinstance(identity, list | tuple) else (),
        agreed=plan is not None,
    )  # fmt: skip
    policy = desk.policies.on(done.at.date())
    said = "\n".join(str(facts.get(key, "")) for key in ("text", "feedback"))
    return [
        *breaches(done, around(desk, customer.id, ""), customer, policy),
        *visit_breaches(plan, facts, visitors, policy),
        *forbidden(said, policy),
    ]


def _entry(
    facts: Mapping[str, Any], visit: Visit, broken: list[Finding], lacking: tuple[str, ...]
) -> dict[str, Any]:
    told = {key: facts[key] for key in TOLD if key in facts}
    told |= {"direction": "out", "channel": "visit", "result": contact_result(facts)}
    told |= {"visit": visit.id}
    told |= {"breaches": kept(broken)} if broken else {}
    return told | ({"gaps": list(lacking)} if lacking else {})
