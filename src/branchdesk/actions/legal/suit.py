"""A case on its way to court: asked for, decided by the supervisor, followed stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import find_case, open_case, sheet_of
from branchdesk.basics.errors import BadInput, Refused
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Words
from branchdesk.intake.form import fill_in
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.model.suit import Stage
from branchdesk.reports.legal import LegalSheet, legal_sheet
from branchdesk.rules.court.legal import lacking, triggers
from branchdesk.rules.court.suit import (
    Clock,
    clocks,
    may_ask,
    may_hand_over,
    may_list_credit,
    preservation_fee,
    unusual,
)

ASK, DECIDE, STAGE, CREDIT = "suit.ask", "suit.decide", "suit.stage", "credit.list"


def ask_to_sue(desk: Desk, number: str, ground: str) -> Approval:
    """The question whether to sue, for the supervisor; another than who asks decides (R162).

    Raises BadInput, Refused with every reason: no trigger fired, no class, technical.
    """
    case, ground = open_case(desk, number), the_ground(ground)
    sheet = sheet_of(desk, case)
    given = (case, sheet.days, desk.policy, desk.today)
    refuse(against(desk, ASK) + may_ask(*given) + _asked_already(desk, number))
    fired = triggers(*given)
    words = Words(desk.lang)
    with change(desk) as ch:
        asked = Approval(
            id=f"A-{ch.commit.next('approval')}", case=number, act=DECIDE, asked_by=desk.me.id,
            asked_on=desk.today, ground=ground, facts={"triggers": [f.code for f in fired]},
        )  # fmt: skip
        why = "；".join(words.finding(f) for f in fired)
        ch.save(case, ASK, "suit_asked", id=asked.id, ground=ground, triggers=why)
        ch.record(ASK, asked.id, asked)
    return asked


def _asked_already(desk: Desk, number: str) -> list[Finding]:
    waiting = [a for a in desk.book.approvals if (a.case, a.act) == (number, DECIDE)]
    return [Finding("suit.asked-already", {"id": a.id}) for a in waiting if a.state == "open"]


def record_stage(
    desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False
) -> tuple[Case, list[Finding]]:
    """The case with a stage that happened, and what is remarkable in it; a fact is recorded.

    Raises BadInput with every fault, Refused for want of authority or where legal has no such case.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("stage"), raw, desk.today if screen else None)
    if filled.get("on") and filled["on"] > desk.today:
        faults.append(Finding("suit.ahead", {"read": filled["on"]}, field="on"))
    if faults:
        raise BadInput(faults)
    refuse(against(desk, STAGE))
    if case.suit is None:
        raise Refused(Finding("suit.not-there", {"number": number}, source="R162"))
    told: dict[str, Any] = {
        k: str(v) if isinstance(v, Money) else v for k, v in without_amounts(filled).items()
    }
    remarks = unusual(case.suit, filled["stage"], filled["on"])
    with change(desk) as ch:
        stage = Stage(
            code=told["stage"], on=told["on"], number=told.get("number", ""),
            court=told.get("court", ""), amount=told.get("amount", ""),
            note=told.get("note", ""), seized=told.get("seized", ""), by=desk.me.id,
            at=ch.commit.at,
        )  # fmt: skip
        suit = msgspec.structs.replace(case.suit, stages=(*case.suit.stages, stage))
        saved = ch.save(msgspec.structs.replace(case, suit=suit), STAGE, "suit_stage", **told)
    return saved, remarks


def list_credit(desk: Desk, number: str, ground: str) -> Case:
    """The case with its listing in the credit record; a notice comes first (R155).

    Raises BadInput, Refused with every reason.
    """
    case, ground = open_case(desk, number), the_ground(ground)
    refuse(against(desk, CREDIT) + may_list_credit(case))
    with change(desk) as ch:
        return ch.save(case, CREDIT, "credit_listed", ground=ground)


class LegalView(msgspec.Struct, frozen=True, kw_only=True):
    """What legal needs of a case on one page."""

    number: str
    sheet: LegalSheet
    lacking: tuple[Finding, ...]
    against: tuple[Finding, ...]
    """Beside the triggers, what speaks against handing it over."""
    preservation_fee: Money | None
    clocks: tuple[Clock, ...]
    case: Case


def legal_view(desk: Desk, number: str) -> LegalView:
    """Triggers, missing papers, fees, stages and clocks of a case. Raises BadInput."""
    case, customer, _ = find_case(desk, number)
    sheet = sheet_of(desk, case, customer)
    found = legal_sheet(sheet, desk.policy)
    claim = found.claim
    return LegalView(
        number=number,
        sheet=found,
        lacking=tuple(lacking(case, sheet.days, desk.policy, desk.today)),
        against=tuple(may_hand_over(case)),
        preservation_fee=preservation_fee(claim, desk.policy) if claim is not None else None,
        clocks=tuple(clocks(case.suit, desk.policy, desk.today)) if case.suit else (),
        case=case,
    )
