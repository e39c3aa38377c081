"""Reversal of a penalty that the bank itself caused: asked by one, decided by another (R149)."""

from __future__ import annotations

from datetime import date

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import open_case, sheet_of
from branchdesk.basics.finding import Finding
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.model.waiver import Reversal
from branchdesk.rules.reversal import caused, may_reverse_penalty

ASK, APPROVE = "penalty.reverse", "penalty.reverse_approve"


class AskedFor(msgspec.Struct, frozen=True):
    """The case with the reversal that waits for a supervisor."""

    case: Case
    reversal: Reversal


def ask(desk: Desk, number: str, ground: str) -> AskedFor:
    """The reversal asked for: in full, without a cap; a supervisor decides it.

    Raises BadInput without a ground, Refused with every reason.
    """
    case = open_case(desk, number)
    ground = the_ground(ground)
    debt = sheet_of(desk, case).debt
    refuse(against(desk, ASK) + may_reverse_penalty(case, debt))
    with change(desk) as ch:
        approval = f"A-{ch.commit.next('approval')}"
        reversal = Reversal(
            id=f"RV-{len(case.reversals) + 1}", amount=caused(debt), on=desk.today,
            by=desk.me.id, ground=ground, evidence=str(case.indicators.get("evidence", "")),
            approval=approval, credit_days=desk.policy.reversal.credit_days,
        )  # fmt: skip
        saved = ch.save(
            msgspec.structs.replace(case, reversals=(*case.reversals, reversal)), ASK,
            "reversal_asked", id=reversal.id, amount=reversal.amount, ground=ground,
            approval=approval,
        )  # fmt: skip
        question = Approval(
            id=approval, case=case.number, act=APPROVE, asked_by=desk.me.id,
            asked_on=desk.today, ground=ground,
            facts={"reversal": reversal.id, "amount": str(reversal.amount)},
        )  # fmt: skip
        ch.record(ASK, approval, question)
    return AskedFor(saved, reversal)


def decide(case: Case, approval: Approval) -> Case:
    """The reversal in effect from the day of the decision, or refused."""
    state = "granted" if approval.state == "granted" else "refused"
    reversals = tuple(
        msgspec.structs.replace(r, state=state, decided_on=approval.decided_on)
        if r.approval == approval.id
        else r
        for r in case.reversals
    )
    return msgspec.structs.replace(case, reversals=reversals)


def overtaken(case: Case, approval: Approval, _today: date) -> list[Finding]:
    """Why it can no longer be granted: the case is no longer the bank's own fault."""
    decision = case.decision
    bank = case.indicators.get("fault_party") == "bank"
    if decision is not None and decision.klass == "technical" and bank:
        return []
    return [Finding("reversal.overtaken", {"id": approval.id, "number": case.number})]
