"""Reports to the police: on a suspected crime, with legal, decided by a supervisor (R158)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import find_case, open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.model.trace.police import PoliceReport
from branchdesk.rules.state import out_of_place
from branchdesk.store.codec import to_plain

ASK, DECIDE, FILE = "police.ask", "police.decide", "police.file"


def ask(
    desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False
) -> tuple[Case, PoliceReport]:
    """The report asked for; a supervisor other than the asker decides.

    Raises BadInput with every fault, Refused: no confirmed malicious class, no place in the state.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("police"), raw, desk.today if screen else None)
    evidence = filled.get("evidence", "")
    if evidence and all(paper.id != evidence for paper in case.received):
        faults.append(Finding("police.no-evidence", {"read": evidence}, field="evidence"))
    if faults:
        raise BadInput(faults)
    told = {k: v for k, v in filled.items() if k in PoliceReport.__struct_fields__}
    refuse(against(desk, ASK) + out_of_place(case, ASK) + overtaken(case, None, desk.today))
    with change(desk) as ch:
        report = PoliceReport(
            id=f"PO-{len(case.police) + 1}", by=desk.me.id, on=desk.today,
            approval=f"A-{ch.commit.next('approval')}", **told,
        )  # fmt: skip
        saved = ch.save(
            msgspec.structs.replace(case, police=(*case.police, report)), ASK, "police_asked",
            **(to_plain(filled) | {"id": report.id, "approval": report.approval}),
        )  # fmt: skip
        question = Approval(
            id=report.approval, case=number, act=DECIDE, asked_by=desk.me.id,
            asked_on=desk.today, ground=report.facts, facts={"report": report.id},
        )  # fmt: skip
        ch.record(ASK, question.id, question)
    return saved, report


def overtaken(case: Case, _approval: Approval | None, _today: date) -> list[Finding]:
    """Only what is malicious, and confirmed so by a second person, is taken to the police."""
    decision = case.decision
    if decision is not None and decision.klass == "malicious" and decision.confirmed:
        return []
    return [Finding("police.not-malicious", source="R158")]


def decide(case: Case, approval: Approval) -> Case:
    """The report as it was granted or refused."""
    state = "granted" if approval.state == "granted" else "refused"
    reports = tuple(
        msgspec.structs.replace(r, state=state) if r.approval == approval.id else r
        for r in case.police
    )
    return msgspec.structs.replace(case, police=reports)


def filed(
    desk: Desk, number: str, report_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Case:
    """The granted report as it was filed. Raises BadInput, Refused."""
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("police_filed"), raw, desk.today if screen else None)
    on = filled.get("on")
    if on and on > desk.today:
        faults.append(Finding("trace.ahead", {"read": on}, field="on"))
    found = next((r for r in case.police if r.id == report_id and r.state == "granted"), None)
    if found is None:
        faults.append(Finding("police.none", {"number": number, "id": report_id[:20]}))
    if faults or found is None:
        raise BadInput(faults)
    kept = msgspec.structs.replace(
        found, filed_on=filled["on"], office=filled["office"], receipt=filled.get("receipt", "")
    )
    with change(desk) as ch:
        return ch.save(
            msgspec.structs.replace(
                case, police=tuple(kept if r.id == kept.id else r for r in case.police)
            ),
            FILE, "police_filed", **(to_plain(filled) | {"id": kept.id}),
        )  # fmt: skip


def to_file(desk: Desk, number: str) -> list[PoliceReport]:
    """The reports that a supervisor granted and nobody filed yet."""
    case = find_case(desk, number)[0]
    return [r for r in case.police if r.state == "granted" and r.filed_on is None]
