"""Instalment plans: tried, proposed, and then decided by another person (R127, R140-R147)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.sheet import open_case, sheet_of
from branchdesk.actions.staff.deciders import nobody_else
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO
from branchdesk.intake.form import fill_in
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.model.form import Form
from branchdesk.model.plan import CardTerms, Plan
from branchdesk.reports.case import facts_of
from branchdesk.rules.card.plan import is_card
from branchdesk.rules.plan import Asked, confirmed, may_propose, remarks, schedule

CARD = "card_plan"


class Proposed(msgspec.Struct, frozen=True):
    """A plan as proposed, with the question to the supervisor and what they must know."""

    plan: Plan
    approval: str
    findings: tuple[Finding, ...]


class Tried(msgspec.Struct, frozen=True):
    """What a plan would be: its schedule, what speaks against it, and what must be known."""

    asked: Asked
    plan: Plan
    against: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


def try_plan(
    desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False
) -> Tried | list[Finding]:
    """The plan that the answers describe (forms/plan.toml), or every fault beside its field."""
    case = open_case(desk, number)
    filled, faults = fill_in(plan_form(desk, case), raw, desk.today if screen else None)
    if "income" in filled and filled["income"].value == ZERO:
        faults.append(Finding("plan.income-zero", source="R144", field="income"))
    elif filled.get("income") and filled.get("no_income"):
        faults.append(Finding("plan.both-incomes", field="no_income"))
    if faults:
        return faults
    return _tried(desk, case, without_amounts(filled))


def plan_form(desk: Desk, case: Case) -> Form:
    """What is asked for a plan; of a credit card also what its agreement must settle."""
    form = desk.form("plan")
    more = desk.form(CARD).fields if is_card(case.loan) else ()
    return msgspec.structs.replace(form, fields=(*form.fields, *more))


def _card_terms(case: Case, filled: Mapping[str, Any]) -> CardTerms | None:
    if not is_card(case.loan):
        return None
    keys = CardTerms.__struct_fields__
    return CardTerms(**{key: filled[key] for key in keys if key in filled})


def _tried(desk: Desk, case: Case, filled: dict[str, Any]) -> Tried:
    asked = _asked(
        desk, case, periods=filled["periods"], first=filled["first"],
        income=filled.get("income"), no_income_because=filled.get("no_income", ""),
        waive=filled.get("waive", ZERO), guarantor_consents=filled.get("guarantor_consents"),
        card=_card_terms(case, filled),
    )  # fmt: skip
    plan = Plan(
        id="", debt=(confirmed(asked.debt) or ZERO) - asked.waive, as_of=desk.today,
        periods=asked.periods, first=asked.first,
        schedule=schedule(asked, desk.policy, desk.today), income=asked.income,
        no_income_because=asked.no_income_because, waive=asked.waive,
        outgoings=filled.get("outgoings"), debts=filled.get("debts"),
        guarantor_consents=asked.guarantor_consents, card=asked.card,
    )  # fmt: skip
    return _weighed(desk, asked, plan)


def weigh_again(desk: Desk, case: Case, plan: Plan) -> Tried:
    """A plan that waits, with what speaks against it and must be known as things stand today."""
    asked = _asked(
        desk, case, periods=plan.periods, first=plan.first, income=plan.income,
        no_income_because=plan.no_income_because, waive=plan.waive,
        guarantor_consents=plan.guarantor_consents, card=plan.card,
    )  # fmt: skip
    return _weighed(desk, asked, plan)


def _asked(desk: Desk, case: Case, **given: Any) -> Asked:
    sheet = sheet_of(desk, case)
    facts = facts_of(case, sheet.around, [state for _, state in sheet.promises])
    return Asked(
        case=case, debt=sheet.debt, days=sheet.days, first_overdue=facts["first_overdue"],
        came_forward=facts["came_forward"], **given,
    )  # fmt: skip


def _weighed(desk: Desk, asked: Asked, plan: Plan) -> Tried:
    policy, today = desk.policy, desk.today
    against, known = may_propose(asked, policy, today), remarks(asked, policy, today)
    known += nobody_else(desk, "plan.approve", plan.made_by)
    return Tried(asked, plan, tuple(against), tuple(known))


def propose(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Proposed:
    """The proposal saved and the approval asked for; it replaces a proposal that waits (R147).

    Raises BadInput beside the fields, Refused with every reason.
    """
    tried = try_plan(desk, number, raw, screen)
    if isinstance(tried, list):
        raise BadInput(tried)
    refuse(against(desk, "plan.propose") + list(tried.against))
    case = tried.asked.case
    with change(desk) as ch:
        approval = f"A-{ch.commit.next('approval')}"
        plan = msgspec.structs.replace(
            tried.plan, id=f"P-{ch.commit.next('plan')}", made_by=desk.me.id,
            made_on=desk.today, approval=approval, seq=len(case.timeline) + 1,
        )  # fmt: skip
        ch.save(
            _with(case, plan), "plan.propose", "plan_proposed", id=plan.id, periods=plan.periods,
            first=plan.first, debt=plan.debt, waive=plan.waive, approval=approval,
        )  # fmt: skip
        ch.record("plan.propose", approval, _question(desk, case, plan), *_lapsed(desk, case))
    return Proposed(plan, approval, tried.remarks)


def _with(case: Case, plan: Plan) -> Case:
    """The case with the plan; a proposal that waits is replaced, a granted plan stays in force."""
    before = tuple(
        msgspec.structs.replace(p, state="replaced") if p.state == "proposed" else p
        for p in case.plans
    )
    return msgspec.structs.replace(case, plans=(*before, plan))


def _question(desk: Desk, case: Case, plan: Plan) -> Approval:
    facts = {"plan": plan.id, "periods": plan.periods, "debt": str(plan.debt)}
    if plan.card is not None:
        # Who decides sees whether the bank gives up its charges, and how it was agreed.
        facts |= {"charges": plan.card.charges, "agreed_by": plan.card.agreed_by}
    return Approval(
        id=plan.approval, case=case.number, act="plan.approve", asked_by=desk.me.id,
        asked_on=desk.today, ground=case.enquiry.reason_text,
        facts=facts,
    )  # fmt: skip


def _lapsed(desk: Desk, case: Case) -> list[Approval]:
    return [
        msgspec.structs.replace(a, state="lapsed")
        for a in desk.book.approvals
        if a.case == case.number and a.act == "plan.approve" and a.state == "open"
    ]
