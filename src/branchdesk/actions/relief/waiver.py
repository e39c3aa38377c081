"""Waivers of penalty outside a plan: asked by one, granted by another, on a condition (R145)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.sheet import open_case, sheet_of
from branchdesk.actions.staff.deciders import nobody_else
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.intake.form import fill_in
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.model.waiver import Waiver
from branchdesk.reports.case import CaseSheet, facts_of
from branchdesk.rules.plan import confirmed
from branchdesk.rules.waiver import Asked, cap_of, failed, forbidden, penalty_of, stand

ASK, APPROVE, OVERRIDE = "waiver.ask", "waiver.approve", "waiver.override"


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """A waiver before it is asked for: what forbids it, and which conditions it does not meet."""

    case: Case
    waiver: Waiver
    against: tuple[Finding, ...]
    failed: tuple[Finding, ...]


class AskedFor(msgspec.Struct, frozen=True):
    """The case with the waiver that waits, the conditions that only an override passes, notes."""

    case: Case
    waiver: Waiver
    findings: tuple[Finding, ...]


def try_waiver(desk: Desk, number: str, raw: Mapping[str, Any]) -> Tried | list[Finding]:
    """The waiver that the answers describe (forms/waiver.toml), or every fault beside its field."""
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("waiver"), raw, desk.today)
    filled = without_amounts(filled)
    if ("amount" in filled) == ("share" in filled) and not faults:
        faults.append(Finding("waiver.amount-or-share", field="amount"))
    return faults or _tried(desk, sheet_of(desk, case), filled)


def _tried(desk: Desk, sheet: CaseSheet, filled: dict[str, Any]) -> Tried:
    case, debt, policy = sheet.case, sheet.debt, desk.policy
    facts = facts_of(case, sheet.around, [state for _, state in sheet.promises])
    penalty = penalty_of(debt) or ZERO
    amount = filled.get("amount") or _share(penalty, filled["share"])
    usual = max(ZERO, (confirmed(debt) or ZERO) - amount)
    asked = Asked(
        case=case, debt=debt, days=sheet.days, amount=amount, pay=filled.get("pay", usual),
        pay_by=filled.get("pay_by") or desk.today + timedelta(days=policy.waiver.pay_within_days),
        first_overdue=facts["first_overdue"], came_forward=facts["came_forward"],
    )  # fmt: skip
    missed = failed(asked, policy)
    waiver = Waiver(
        id=f"W-{len(case.waivers) + 1}", amount=amount, penalty=penalty,
        cap=cap_of(debt, policy), pay=asked.pay, pay_by=asked.pay_by, on=desk.today,
        seq=len(case.timeline) + 1, by="", ground=filled["ground"],
        first_overdue=asked.first_overdue, came_forward=asked.came_forward, days=asked.days,
        override=filled.get("override", "") if missed else "",
        failed=tuple(f.code for f in missed), approval="",
    )  # fmt: skip
    return Tried(
        case=case,
        waiver=waiver,
        against=tuple(forbidden(asked, policy, desk.today)),
        failed=tuple(missed),
    )


def _share(penalty: Money, share: Decimal) -> Money:
    return Money.rounded(penalty * share, down=True)


def ask(desk: Desk, number: str, raw: Mapping[str, Any]) -> AskedFor:
    """The waiver asked for; another person decides it (R148).

    Where an ordinary condition is not met, it needs a special reason in writing and goes to the
    supervisor as an override (R141). Raises BadInput beside the fields, Refused with every reason.
    """
    tried = try_waiver(desk, number, raw)
    if isinstance(tried, list):
        raise BadInput(tried)
    excused = tried.waiver.override or not tried.failed
    refuse([*against(desk, ASK), *tried.against, *(() if excused else tried.failed)])
    case = tried.case
    with change(desk) as ch:
        approval = f"A-{ch.commit.next('approval')}"
        waiver = msgspec.structs.replace(tried.waiver, by=desk.me.id, approval=approval)
        saved = ch.save(
            msgspec.structs.replace(case, waivers=(*case.waivers, waiver)), ASK, "waiver_asked",
            id=waiver.id, amount=waiver.amount, penalty=waiver.penalty, pay=waiver.pay,
            pay_by=waiver.pay_by, ground=waiver.ground, override=waiver.override,
            approval=approval,
        )  # fmt: skip
        ch.record(ASK, approval, _question(desk, case, waiver))
    alone = nobody_else(desk, OVERRIDE if waiver.override else APPROVE)
    return AskedFor(saved, waiver, (*tried.failed, *alone))


def _question(desk: Desk, case: Case, waiver: Waiver) -> Approval:
    facts = {
        "waiver": waiver.id, "amount": str(waiver.amount), "cap": str(waiver.cap),
        "pay": str(waiver.pay), "pay_by": waiver.pay_by.isoformat(),
        "override": waiver.override, "failed": list(waiver.failed),
    }  # fmt: skip
    return Approval(
        id=waiver.approval, case=case.number, act=OVERRIDE if waiver.override else APPROVE,
        asked_by=desk.me.id, asked_on=desk.today, ground=waiver.override or waiver.ground,
        facts=facts,
    )  # fmt: skip


def decide(case: Case, approval: Approval) -> Case:
    """The waiver granted on its condition, or refused."""
    granted = approval.state == "granted"
    waivers = tuple(
        msgspec.structs.replace(
            w, state="granted" if granted else "refused", decided_on=approval.decided_on
        )
        if w.approval == approval.id
        else w
        for w in case.waivers
    )
    return msgspec.structs.replace(case, waivers=waivers)


def overtaken(case: Case, approval: Approval, today: date) -> list[Finding]:
    """Why it can no longer be granted: its day passed unpaid, a plan came, the class is another."""
    waiver = next((w for w in case.waivers if w.approval == approval.id), None)
    if waiver is None:
        return []
    as_if = msgspec.structs.replace(waiver, state="granted", decided_on=today)
    fallen = stand(case, as_if, today) == "fallen"
    decision = case.decision
    other = decision is None or decision.klass != "non_malicious"
    if fallen or other or case.plan_in_force is not None:
        return [Finding("waiver.overtaken", {"id": approval.id, "number": case.number})]
    return []
