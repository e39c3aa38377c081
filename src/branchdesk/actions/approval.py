"""Approvals: asked by one person, granted or refused by another (R148, R172)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions import policy
from branchdesk.actions.agency import mandate
from branchdesk.actions.change import Change, against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.relief import deferral, reversal, waiver
from branchdesk.actions.retention import purge
from branchdesk.actions.staff.sign_in import must_be_given_now
from branchdesk.actions.trace import police
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case, State
from branchdesk.model.plan import Plan
from branchdesk.model.staff import Member
from branchdesk.model.suit import Suit
from branchdesk.rules.authority import deputy_of
from branchdesk.rules.court.suit import may_hand_over
from branchdesk.rules.state import out_of_place

RECORD, CONFIRM = "approval.record_external", "approval.confirm_external"


def approvals(desk: Desk) -> list[Approval]:
    """All approvals, open ones first."""
    return sorted(desk.book.approvals, key=lambda a: (a.state != "open", int(a.id[2:])))


def grant(desk: Desk, approval_id: str, ground: str) -> Approval:
    """The granted approval: the class confirmed, the plan in force. Raises BadInput, Refused."""
    return _decide(desk, approval_id, ground, granted=True)


def refuse_approval(desk: Desk, approval_id: str, ground: str) -> Approval:
    """The refused approval; the class stays suspected, the plan falls. Raises BadInput, Refused."""
    return _decide(desk, approval_id, ground, granted=False)


def _decide(desk: Desk, approval_id: str, ground: str, granted: bool) -> Approval:
    approval, ground = _asked(desk, approval_id, ground)
    refuse(against_decision(desk, approval, "grant" if granted else "refuse"))
    principal = principal_for(desk, approval.act)
    decided = msgspec.structs.replace(
        approval,
        state="granted" if granted else "refused",
        decided_by=desk.me.id,
        decided_on=desk.today,
        decision_ground=ground,
        deputy_for=principal.id if principal else "",
        version=approval.version + 1,
    )
    _settle(desk, decided, approval.act, ground, principal)
    return decided


def against_decision(desk: Desk, approval: Approval, way: str) -> list[Finding]:
    """Why the one at the desk may not ``grant``, ``refuse``, ``confirm`` or enter it (R148, R172).

    Asked before the reason is typed and again when it is saved; empty where they may.
    """
    found = _undecided(approval)
    if way == "external":
        return against(desk, RECORD) + found + _overtaken(desk, approval)
    if way == "confirm":
        found = against(desk, CONFIRM) + found + _own(desk, approval, None)
        if not approval.recorded_by:
            found.append(Finding("approval.nothing-recorded", {"id": approval.id}, "R148"))
        if approval.recorded_by == desk.me.id:
            found.append(Finding("approval.own-record", {"id": approval.id}, "R172"))
        return found + _overtaken(desk, approval)
    principal = principal_for(desk, approval.act)
    may_not = against(desk, approval.act) if principal is None else []
    found = may_not + found + _own(desk, approval, principal)
    if way == "grant":
        found += _overtaken(desk, approval) + _recorded_already(approval)
    return found


def _asked(desk: Desk, approval_id: str, ground: str) -> tuple[Approval, str]:
    """The approval, and the reason as it is kept; the PIN was given for this very act."""
    must_be_given_now(desk)
    approval = desk.book.approvals.get(approval_id)
    if approval is None:
        raise BadInput(Finding("approval.none", {"id": approval_id[:40]}))
    return approval, the_ground(ground)


def _settle(
    desk: Desk, decided: Approval, act: str, ground: str, principal: Member | None = None
) -> None:
    """The decision and what it does to the case, in one commit."""
    case = desk.book.cases.get(decided.case)
    with change(desk, principal) as ch:
        ch.record(act, decided.id, decided)
        if case is not None:
            ch.save(
                EFFECTS[decided.act](case, decided), act, f"approval_{decided.state}",
                id=decided.id, what=decided.act, ground=ground,
                external_no=decided.external_no, external_by=decided.external_by,
            )  # fmt: skip
        elif decided.act in DESK_EFFECTS:
            DESK_EFFECTS[decided.act](desk, ch, decided, act)
    if decided.act in AFTERWARDS:
        AFTERWARDS[decided.act](desk)


def record_external(desk: Desk, approval_id: str, raw: Mapping[str, Any]) -> Approval:
    """A decision of the upper branch, entered by one; nothing takes effect before another confirms.

    Raises BadInput beside the fields (forms/external.toml), Refused.
    """
    filled, faults = fill_in(desk.form("external"), raw, desk.today)
    if filled.get("decided_on", desk.today) > desk.today:
        facts = {"read": filled["decided_on"]}
        faults.append(Finding("approval.ahead", facts, field="decided_on"))
    if faults:
        raise BadInput(faults)
    approval, ground = _asked(desk, approval_id, filled["ground"])
    refuse(against_decision(desk, approval, "external"))
    recorded = msgspec.structs.replace(
        approval,
        decided_on=filled.get("decided_on", desk.today),
        decision_ground=ground,
        external_no=filled["external_no"],
        external_by=filled["decided_by"],
        recorded_by=desk.me.id,
        version=approval.version + 1,
    )
    with change(desk) as ch:
        ch.record(RECORD, approval.id, recorded)
        case = desk.book.cases.get(approval.case)
        if case is not None:
            ch.save(
                case, RECORD, "external_recorded", id=approval.id, what=approval.act,
                ground=ground, external_no=recorded.external_no,
                external_by=recorded.external_by,
            )  # fmt: skip
    return recorded


def confirm_external(desk: Desk, approval_id: str, ground: str) -> Approval:
    """The upper branch's decision confirmed by a second person: only now it takes effect (R148).

    Raises BadInput, Refused: neither who asked nor who entered it confirms.
    """
    approval, ground = _asked(desk, approval_id, ground)
    refuse(against_decision(desk, approval, "confirm"))
    decided = msgspec.structs.replace(
        approval, state="granted", decided_by=desk.me.id, version=approval.version + 1
    )
    _settle(desk, decided, CONFIRM, ground)
    return decided


def principal_for(desk: Desk, act: str) -> Member | None:
    """The supervisor whose deputy the one who acts is today; None where they may by themselves."""
    if not against(desk, act):
        return None
    staff = list(desk.book.staff)
    return deputy_of(act, desk.me, staff, desk.policy, desk.today)


def _undecided(approval: Approval) -> list[Finding]:
    return [] if approval.state == "open" else [Finding("approval.decided", {"id": approval.id})]


def _recorded_already(approval: Approval) -> list[Finding]:
    # What the upper branch has decided is confirmed, not decided once more.
    if not approval.recorded_by:
        return []
    facts = {"id": approval.id, "number": approval.external_no}
    return [Finding("approval.to-confirm", facts, source="R148")]


def _own(desk: Desk, approval: Approval, principal: Member | None) -> list[Finding]:
    # The approver is not the maker, whatever roles the maker holds, nor acts in the maker's place.
    if approval.asked_by == desk.me.id:
        return [Finding("approval.own", {"id": approval.id}, source="R172")]
    if principal is not None and approval.asked_by == principal.id:
        facts = {"id": approval.id, "principal": principal.id}
        return [Finding("approval.own-principal", facts, source="R172")]
    return []


def _overtaken(desk: Desk, approval: Approval) -> list[Finding]:
    if approval.act in DESK_OVERTAKEN:
        return DESK_OVERTAKEN[approval.act](desk, approval)
    case = desk.book.cases.get(approval.case)
    judge = OVERTAKEN.get(approval.act)
    if case is None:
        return []
    # The case may have ended, or gone another way, since it was asked.
    found = out_of_place(case, approval.act)
    return found if found or judge is None else judge(case, approval, desk.today)


def _class_overtaken(case: Case, approval: Approval, _today: date) -> list[Finding]:
    # A class that was decided anew meanwhile is no longer the one that was asked about.
    if case.decision is None or case.decision.approval == approval.id:
        return []
    return [Finding("approval.overtaken", {"id": approval.id, "number": case.number})]


def _plan_overtaken(case: Case, approval: Approval, _today: date) -> list[Finding]:
    # A plan is for the non-malicious (R140): the class may have been revised since.
    if case.decision is not None and case.decision.klass == "non_malicious":
        return []
    return [Finding("approval.overtaken", {"id": approval.id, "number": case.number})]


def _suit_overtaken(case: Case, _approval: Approval, _today: date) -> list[Finding]:
    return may_hand_over(case)


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
    mandate.DECIDE: mandate.decide,
    police.DECIDE: police.decide,
    deferral.APPROVE: deferral.decide,
    waiver.APPROVE: waiver.decide,
    waiver.OVERRIDE: waiver.decide,
    reversal.APPROVE: reversal.decide,
}
"""What a decision does to the case, by the act that was asked for."""

OVERTAKEN: dict[str, Callable[[Case, Approval, date], list[Finding]]] = {
    "class.malicious": _class_overtaken,
    "plan.approve": _plan_overtaken,
    "suit.decide": _suit_overtaken,
    deferral.APPROVE: deferral.overtaken,
    waiver.APPROVE: waiver.overtaken,
    waiver.OVERRIDE: waiver.overtaken,
    reversal.APPROVE: reversal.overtaken,
    police.DECIDE: police.overtaken,
}
"""What may have happened since it was asked for, so that it can no longer be granted."""

DESK_EFFECTS: dict[str, Callable[[Desk, Change, Approval, str], None]] = {
    purge.PURGE: purge.purge,
    policy.CONFIRM: policy.take_effect,
}
"""What a decision does to the desk, in its commit; the last argument is the act it rests on."""

DESK_OVERTAKEN: dict[str, Callable[[Desk, Approval], list[Finding]]] = {
    purge.PURGE: purge.overtaken,
    mandate.DECIDE: mandate.overtaken,
    policy.CONFIRM: policy.overtaken,
}
"""The same for what hangs on more than one open case."""

AFTERWARDS: dict[str, Callable[[Desk], None]] = {
    purge.PURGE: purge.sweep,
    policy.CONFIRM: policy.lay,
}
"""What follows once the commit is on the disk."""
