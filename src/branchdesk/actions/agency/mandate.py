"""Cases entrusted to agencies and law firms: proposed, decided by another, taken back (R162)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.agency.register import agencies, find_agency
from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import open_case, sheet_of
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.agency.mandate import Mandate
from branchdesk.model.agency.register import Agency
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case, State
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.agency import mandate as rules
from branchdesk.rules.agency.register import hindrances
from branchdesk.rules.follow.event import without_contact
from branchdesk.rules.state import has_place

ASK, DECIDE, RECALL = "agency.mandate", "agency.decide", "agency.recall"


class Proposed(msgspec.Struct, frozen=True):
    """The mandate that waits for a supervisor, with what they are to know."""

    case: Case
    mandate: Mandate
    findings: tuple[Finding, ...]


def propose(
    desk: Desk, number: str, agency_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Proposed:
    """The mandate asked for; a supervisor other than the proposer decides.

    Raises BadInput with every fault, Refused with every reason against it.
    """
    case, agency = open_case(desk, number), find_agency(desk, agency_id)
    filled, faults = fill_in(desk.form("mandate"), raw, desk.today if screen else None)
    faults += _days(desk, filled)
    if faults:
        raise BadInput(faults)
    told = without_amounts(filled)
    asked = _asked(desk, case, agency, told)
    refuse(against(desk, ASK) + rules.may_mandate(asked, desk.policy, desk.today))
    found = rules.remarks(asked, desk.policy, desk.today)
    with change(desk) as ch:
        mandate = _mandate(desk, asked, told, f"A-{ch.commit.next('approval')}")
        saved = ch.save(
            msgspec.structs.replace(case, mandates=(*case.mandates, mandate)), ASK,
            "mandate_asked", id=mandate.id, agency=agency.id, name=agency.name,
            until=mandate.until, approval=mandate.approval, informed_on=mandate.informed_on,
            proof=mandate.informed_proof, ground=mandate.ground,
        )  # fmt: skip
        question = Approval(
            id=mandate.approval, case=number, act=DECIDE, asked_by=desk.me.id,
            asked_on=desk.today, ground=mandate.ground,
            facts={"mandate": mandate.id, "agency": agency.id, "name": agency.name,
                   "remarks": [f.code for f in found]},
        )  # fmt: skip
        ch.record(ASK, question.id, question)
    return Proposed(saved, mandate, tuple(found))


def _days(desk: Desk, filled: Mapping[str, Any]) -> list[Finding]:
    found = []
    if filled.get("until") and filled["until"] <= desk.today:
        found.append(Finding("mandate.until-past", {"read": filled["until"]}, field="until"))
    if filled.get("informed_on") and filled["informed_on"] > desk.today:
        found.append(Finding("agency.ahead", {"read": filled["informed_on"]}, field="informed_on"))
    return found


def _asked(desk: Desk, case: Case, agency: Agency, told: Mapping[str, Any]) -> rules.Asked:
    sheet = sheet_of(desk, case)
    return rules.Asked(
        case=case, agency=agency, until=told["until"], informed_on=told.get("informed_on"),
        informed_proof=told.get("informed_proof", ""), consent=told.get("consent", ""),
        amount=sheet.overdue, customer=sheet.customer,
    )  # fmt: skip


def asked_again(desk: Desk, sheet: CaseSheet, one: Mandate) -> rules.Asked:
    """A mandate that waits, as it was asked for, with case, customer and agency of today."""
    return rules.Asked(
        case=sheet.case, agency=find_agency(desk, one.agency), until=one.until,
        informed_on=one.informed_on, informed_proof=one.informed_proof, consent=one.consent,
        amount=sheet.overdue, customer=sheet.customer,
    )  # fmt: skip


def _mandate(desk: Desk, asked: rules.Asked, told: Mapping[str, Any], approval: str) -> Mandate:
    return Mandate(
        id=f"M-{len(asked.case.mandates) + 1}", agency=asked.agency.id, name=asked.agency.name,
        kind=asked.agency.kind, since=desk.today, until=asked.until, amount=asked.amount,
        fee=told.get("fee", ""), informed_on=asked.informed_on,
        report_days=told.get("report_days") or desk.policy.agency.report_days,
        informed_proof=asked.informed_proof, consent=asked.consent, ground=told["ground"],
        by=desk.me.id, on=desk.today, approval=approval,
    )  # fmt: skip


def decide(case: Case, approval: Approval) -> Case:
    """The mandate that was asked about, granted or refused; a granted agency has the case."""
    granted = approval.state == "granted"
    state = "granted" if granted else "refused"
    mandates = tuple(
        msgspec.structs.replace(m, state=state, granted_on=approval.decided_on if granted else None)
        if m.approval == approval.id
        else m
        for m in case.mandates
    )
    to_agency = granted and any(
        m.approval == approval.id and m.kind == "agency" for m in case.mandates
    )
    now: State = "with_agency" if to_agency else case.state
    return msgspec.structs.replace(case, mandates=mandates, state=now)


def overtaken(desk: Desk, approval: Approval) -> list[Finding]:
    """Why it can no longer be granted: the case was eased, or the agency is no longer fit."""
    case = desk.book.cases.get(approval.case)
    agency = desk.book.agencies.get(str(approval.facts.get("agency", "")))
    one = next((m for m in case.mandates if m.approval == approval.id), None) if case else None
    found = rules.overtaken(case, one.kind, desk.today) if case and one else []
    customer = desk.book.customers.get(case.customer_id) if case else None
    if customer and one and one.kind == "agency":
        found += without_contact(customer, desk.policy)
    return found + (hindrances(agency, desk.policy, desk.today) if agency is not None else [])


def takers(desk: Desk, number: str) -> tuple[list[Agency], list[Finding]]:
    """The agencies in use that the case can still go to, and the mandates it has already."""
    there = [m for m in open_case(desk, number).mandates if m.state in ("asked", "granted")]
    kinds = {m.kind for m in there}
    free = [a for a in agencies(desk) if a.in_use and a.kind not in kinds]
    return free, [Finding("mandate.there", {"id": m.id, "name": m.name}) for m in there]


def out_of_house(desk: Desk, number: str) -> list[Mandate]:
    """What of a case is with an agency or law firm now."""
    return [m for m in open_case(desk, number).mandates if m.state == "granted"]


def possible(desk: Desk, number: str) -> list[str]:
    """What the case leaves to be done about mandates: mandate, report, review, recall."""
    case = open_case(desk, number)
    stands = {
        "mandate": has_place(case, ASK),
        "report": bool(rules.reported_on(case)),
        "review": bool(rules.unreviewed(case)),
        "recall": bool(out_of_house(desk, number)),
    }
    return [code for code, there in stands.items() if there]


def recall(desk: Desk, number: str, ground: str, mandate_id: str = "") -> Case:
    """The case taken back; one that an agency had is dunned by ourselves again.

    Raises BadInput where nothing is entrusted, Refused for want of authority.
    """
    case = open_case(desk, number)
    out = [m for m in case.mandates if m.state == "granted" and mandate_id in ("", m.id)]
    if not out:
        facts = {"number": number, "id": mandate_id[:20] or "—"}
        raise BadInput(Finding("mandate.none", facts))
    if len(out) > 1:
        raise BadInput(Finding("mandate.which", {"ids": [m.id for m in out]}, field="mandate"))
    ground = the_ground(ground)
    back = msgspec.structs.replace(
        out[0], state="recalled", recalled_on=desk.today, recall_ground=ground
    )
    mandates = tuple(back if m.id == back.id else m for m in case.mandates)
    ours = case.state == "with_agency" and back.kind == "agency"
    state: State = "dunning" if ours else case.state
    with change(desk) as ch:
        return ch.save(
            msgspec.structs.replace(case, mandates=mandates, state=state), RECALL,
            "mandate_recalled", id=back.id, name=back.name, ground=ground,
        )  # fmt: skip
