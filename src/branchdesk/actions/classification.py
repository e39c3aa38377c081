"""The clerk's decision on the class; malicious waits for a second person (R050-R054, R148)."""

from __future__ import annotations

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import open_case, sheet_of
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case, CaseClass, Decision
from branchdesk.rules.classification import CLASSES, may_classify

STAYS = ("in_arrangement", "with_legal", "with_agency", "dunning")


def classify(desk: Desk, number: str, klass: str, ground: str) -> Case:
    """The classified case; a malicious class is stored unconfirmed and opens an approval.

    Raises BadInput without a ground, Refused while what the class rests on is missing.
    """
    case = open_case(desk, number)
    if klass not in CLASSES:
        raise BadInput(Finding("classify.no-class", {"read": klass}, field="class"))
    ground = the_ground(ground)
    sheet = sheet_of(desk, case)
    reasons = may_classify(case, klass, sheet.to_complete, desk.form("enquiry"))
    refuse(against(desk, "case.classify") + reasons)
    with change(desk) as ch:
        approval = ""
        if klass == "malicious":
            approval = f"A-{ch.commit.next('approval')}"
        decided = _decided(desk, case, klass, ground, approval)
        saved = ch.save(decided, "case.classify", "classified", klass=klass, ground=ground)
        if approval:
            asked = Approval(
                id=approval, case=number, act="class.malicious", asked_by=desk.me.id,
                asked_on=desk.today, ground=ground,
            )  # fmt: skip
            ch.record("case.classify", approval, asked)
    return saved


def _decided(desk: Desk, case: Case, klass: str, ground: str, approval: str) -> Case:
    decision = Decision(
        klass=_class(klass),
        ground=ground,
        by=desk.me.id,
        on=desk.today,
        confirmed=klass != "malicious",
        approval=approval,
        evidence=str(case.indicators.get("evidence", "")),
    )
    # What turns out to be technical is no longer dunned (R149).
    dunned = case.state == "dunning" and klass == "technical"
    state = case.state if case.state in STAYS and not dunned else "classified"
    return msgspec.structs.replace(case, decisions=(*case.decisions, decision), state=state)


def _class(word: str) -> CaseClass:
    return next(k for k in ("non_malicious", "malicious", "technical") if k == word)
