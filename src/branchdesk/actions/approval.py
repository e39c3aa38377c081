"""Approvals: asked by one person, granted or refused by another (R148, R172)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import read_name, the_ground
from branchdesk.actions.relief import deferral, reversal, waiver
from branchdesk.actions.staff.sign_in import must_be_given_now
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case, State
from branchdesk.model.plan import Plan
from branchdesk.model.suit import Suit


class External(msgspec.Struct, frozen=True):
    """A decision of the upper branch, recorded here."""

    number: str = ""
    decided_by: str = ""
    decided_on: date | None = None


def approvals(desk: Desk) -> list[Approval]:
    """All approvals, open ones first."""
    return sorted(desk.book.approvals, key=lambda a: (a.state != "open", int(a.id[2:])))


def grant(desk: Desk, approval_id: str, ground: str, external: External | None = None) -> Approval:
    """The granted approval: the class confirmed, the plan in force. Raises BadInput, Refused."""
    return _decide(desk, approval_id, ground, "granted", external or External())


def refuse_approval(desk: Desk, approval_id: str, ground: str) -> Approval:
    """The refused approval; the class stays suspected, the plan falls. Raises BadInput, Refused."""
    return _decide(desk, approval_id, ground, "refused", External())


def _decide(desk: Desk, approval_id: str, ground: str, state: str, external: External) -> Approval:
    must_be_given_now(desk)
    approval = desk.book.approvals.get(approval_id)
    if approval is None:
        raise BadInput(Finding("approval.none", {"id": approval_id[:40]}))
    ground = the_ground(ground)
    number = read_name(external.number, "external_no")
    decided_by = read_name(external.decided_by, "decided_by")
    if external.decided_on is not None and external.decided_on > desk.today:
        facts = {"read": external.decided_on}
        raise BadInput(Finding("approval.ahead", facts, field="decided_on"))
    refuse(_against(desk, approval) + (_overtaken(desk, approval) if state == "granted" else []))
    decided = msgspec.structs.replace(
        approval,
        state="granted" if state == "granted" else "refused",
        decided_by=desk.me.id,
        decided_on=external.decided_on or desk.today,
        decision_ground=ground,
        external_no=number,
        external_by=decided_by,
        version=approval.version + 1,
    )
    case = desk.book.cases.get(approval.case)
    with change(desk) as ch:
        ch.record(approval.act, approval.id, decided)
        if case is not None:
            ch.save(
                EFFECTS[approval.act](case, decided), approval.act, f"approval_{state}",
                id=approval.id, what=approval.act, ground=ground,
                external_no=number, external_by=decided_by,
            )  # fmt: skip
    return decided


def _against(desk: Desk, approval: Approval) -> list[Finding]:
    found = against(desk, approval.act)
    if approval.state != "open":
        found.append(Finding("approval.decided", {"id": approval.id}))
    # The approver is not the maker, whatever roles the maker holds.
    if approval.asked_by == desk.me.id:
        found.append(Finding("approval.own", {"id": approval.id}, source="R172"))
    return found


def _overtaken(desk: Desk, approval: Approval) -> list[Finding]:
    case = desk.book.cases.get(approval.case)
    judge = OVERTAKEN.get(approval.act)
    return [] if case is None or judge is None else judge(case, approval, desk.today)


def _class_overtaken(case: Case, approval: Approval, _today: date) -> list[Finding]:
    # A class that was decided anew meanwhile is no longer the one that was asked about.
    if case.decision is None or case.decision.approval == approval.id:
        return []
    return [Finding("approval.overtaken", {"id": approval.id, "number": case.number})]


def _confirm_class(case: Case, approval: Approval) -> Case:
    if approval.state != "granted":
        return case
    decisions = tuple(
        msgspec.structs.replace(d, confirmed=True) if d.approval == approval.id else d
        for d in case.decisions
    )
    return msgspec.structs.replace(case, decisions=decisions)


def _decide_plan(case: Case, approval: Approval) -> Case:
    """A granted plan is in force at once: from then on dunning papers are blocked."""
    granted = approval.state == "granted"
    plans = tuple(_after(plan, approval, granted) for plan in case.plans)
    state: State = "in_arrangement" if granted else case.state
    return msgspec.structs.replace(case, plans=plans, state=state)


def _after(plan: Plan, approval: Approval, granted: bool) -> Plan:
    if plan.approval == approval.id:
        return msgspec.structs.replace(plan, state="granted" if granted else "refused")
    if granted and plan.state == "granted":
        return msgspec.structs.replace(plan, state="replaced")
    return plan


def _give_to_legal(case: Case, approval: Approval) -> Case:
    """From the day of the decision on the clock of the court papers runs (R162, R164)."""
    if approval.state != "granted" or approval.decided_on is None:
        return case
    stages = case.suit.stages if case.suit else ()
    suit = Suit(since=approval.decided_on, approval=approval.id, stages=stages)
    return msgspec.structs.replace(case, suit=suit, state="with_legal")


EFFECTS: dict[str, Callable[[Case, Approval], Case]] = {
    "class.malicious": _confirm_class,
    "plan.approve": _decide_plan,
    "suit.decide": _give_to_legal,
    deferral.APPROVE: deferral.decide,
    waiver.APPROVE: waiver.decide,
    waiver.OVERRIDE: waiver.decide,
    reversal.APPROVE: reversal.decide,
}
"""What a decision does to the case, by the act that was asked for."""

OVERTAKEN: dict[str, Callable[[Case, Approval, date], list[Finding]]] = {
    "class.malicious": _class_overtaken,
    deferral.APPROVE: deferral.overtaken,
    waiver.APPROVE: waiver.overtaken,
    waiver.OVERRIDE: waiver.overtaken,
    reversal.APPROVE: reversal.overtaken,
}
"""What may have happened since it was asked for, so that it can no longer be granted."""
