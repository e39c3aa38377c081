"""Deferrals: given within one's own authority, else asked of a supervisor (R094, R140)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.model.deferral import Deferral
from branchdesk.rules.deferral import Asked, may_defer, needs_approval

GIVE, APPROVE = "deferral.give", "deferral.approve"


class Deferred(msgspec.Struct, frozen=True):
    """The case with its deferral, in force or waiting for a supervisor."""

    case: Case
    deferral: Deferral


def defer(desk: Desk, number: str, raw: Mapping[str, Any]) -> Deferred:
    """The deferral in force at once, or asked of a supervisor where it goes beyond one's authority.

    Raises BadInput with every fault, Refused with every reason.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("deferral"), raw, desk.today)
    if faults:
        raise BadInput(faults)
    asked = Asked(case=case, days=filled["days"], role=desk.me.role)
    refuse(against(desk, GIVE) + may_defer(asked, desk.policy, desk.today))
    deferral = Deferral(
        id=f"DEF-{len(case.deferrals) + 1}", days=asked.days, on=desk.today,
        until=asked.until(desk.today), ground=filled["ground"], by=desk.me.id, state="granted",
    )  # fmt: skip
    if needs_approval(asked, desk.policy):
        return _ask(desk, case, deferral)
    with change(desk) as ch:
        saved = ch.save(
            _with(case, deferral), GIVE, "deferred", id=deferral.id, days=deferral.days,
            until=deferral.until, ground=deferral.ground,
        )  # fmt: skip
    return Deferred(saved, deferral)


def _ask(desk: Desk, case: Case, deferral: Deferral) -> Deferred:
    with change(desk) as ch:
        approval = f"A-{ch.commit.next('approval')}"
        waits = msgspec.structs.replace(deferral, approval=approval, state="asked")
        saved = ch.save(
            _with(case, waits), GIVE, "deferral_asked", id=waits.id, days=waits.days,
            until=waits.until, ground=waits.ground, approval=approval,
        )  # fmt: skip
        question = Approval(
            id=approval, case=case.number, act=APPROVE, asked_by=desk.me.id,
            asked_on=desk.today, ground=waits.ground,
            facts={"deferral": waits.id, "days": waits.days, "until": waits.until.isoformat()},
        )  # fmt: skip
        ch.record(GIVE, approval, question)
    return Deferred(saved, waits)


def _with(case: Case, deferral: Deferral) -> Case:
    before = _replaced(case) if deferral.state == "granted" else case.deferrals
    return msgspec.structs.replace(case, deferrals=(*before, deferral))


def _replaced(case: Case) -> tuple[Deferral, ...]:
    return tuple(
        msgspec.structs.replace(d, state="replaced") if d.state == "granted" else d
        for d in case.deferrals
    )


def decide(case: Case, approval: Approval) -> Case:
    """The deferral that was asked about, granted or refused; a granted one takes over."""
    granted = approval.state == "granted"
    before = _replaced(case) if granted else case.deferrals
    state = "granted" if granted else "refused"
    deferrals = tuple(
        msgspec.structs.replace(d, state=state) if d.approval == approval.id else d for d in before
    )
    return msgspec.structs.replace(case, deferrals=deferrals)


def overtaken(case: Case, approval: Approval, today: date) -> list[Finding]:
    """Why it can no longer be granted: its day has passed, or a plan or another class came."""
    asked = next((d for d in case.deferrals if d.approval == approval.id), None)
    decision = case.decision
    passed = asked is not None and asked.until < today
    eased = case.plan_in_force is not None
    if passed or eased or decision is None or decision.klass != "non_malicious":
        return [Finding("deferral.overtaken", {"id": approval.id, "number": case.number})]
    return []
