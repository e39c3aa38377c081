"""A visit planned: time agreed, two visitors, papers to take (R105-R108); or called off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.form import Form
from branchdesk.model.visit import Visit
from branchdesk.rules.follow.complaint import no_calls
from branchdesk.rules.visit import may_plan, named_visitors, remarks
from branchdesk.store.codec import to_plain

ACT = "visit.plan"


class Planned(msgspec.Struct, frozen=True):
    """A visit as planned, with what is still to be thought of."""

    case: Case
    visit: Visit
    findings: tuple[Finding, ...]


def plan_visit(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Planned:
    """The visit planned; its day becomes the next step.

    Raises BadInput with every fault, Refused with every reason against it.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("visit_plan"), listed(raw), desk.today if screen else None)
    if "at" in filled and filled["at"].date() < desk.today:
        faults.append(Finding("visit.in-past", {"read": filled["at"]}, field="at"))
    if faults:
        raise BadInput(faults)
    facts = without_amounts(filled) | {"visitors": named_visitors(filled["visitors"])}
    accused = no_calls(desk.me.id, case.customer_id, desk.book.complaints)
    refuse(against(desk, ACT) + may_plan(case, facts, desk.policy) + accused)
    with change(desk) as ch:
        visit = Visit(
            id=f"V-{len(case.visits) + 1}", at=facts["at"], visitors=facts["visitors"],
            by=desk.me.id, made_at=ch.commit.at, plan=to_plain(facts),
        )  # fmt: skip
        changed = msgspec.structs.replace(
            case, visits=(*case.visits, visit), next_on=visit.at.date(), next_none_because=""
        )
        saved = ch.save(changed, ACT, "visit_planned", **(facts | {"id": visit.id}))
    return Planned(saved, visit, tuple(remarks(facts)))


def visit_plan_form(desk: Desk) -> Form:
    """The form as the screen asks it: how it was agreed is needed before anything else (R106)."""
    form = desk.form("visit_plan")
    fields = (
        msgspec.structs.replace(field, required=field.required or field.key == "agreed_how")
        for field in form.fields
    )
    return Form(form.code, form.title, tuple(fields))


def listed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with the visitors as one line: a file may give them as a list."""
    visitors = raw.get("visitors")
    if isinstance(visitors, list) and all(isinstance(name, str) for name in visitors):
        return {**raw, "visitors": "、".join(visitors)}
    return dict(raw)


def waiting(desk: Desk, number: str) -> list[Visit]:
    """The planned visits of an open case that are neither recorded nor called off."""
    return [visit for visit in open_case(desk, number).visits if visit.waits]


def cancel_visit(desk: Desk, number: str, visit_id: str, ground: str) -> Case:
    """The planned visit called off with its reason. Raises BadInput, Refused."""
    case = open_case(desk, number)
    visit = next((v for v in waiting(desk, number) if v.id == visit_id), None)
    if visit is None:
        raise BadInput(Finding("visit.none", {"number": number, "id": visit_id[:20]}))
    ground = the_ground(ground)
    off = msgspec.structs.replace(visit, cancelled=ground)
    visits = tuple(off if v.id == visit_id else v for v in case.visits)
    with change(desk) as ch:
        return ch.save(
            msgspec.structs.replace(case, visits=visits), ACT, "visit_cancelled", id=visit_id,
            at=visit.at, ground=ground,
        )  # fmt: skip
