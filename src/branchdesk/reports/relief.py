"""What eases the debt of a case, line by line: for the command line and the screens alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.case import Case
from branchdesk.model.plan import Plan
from branchdesk.model.waiver import Waiver
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.deferral import in_force
from branchdesk.rules.due import Coming
from branchdesk.rules.instalment import shown_plan
from branchdesk.rules.waiver import stand


def relief(sheet: CaseSheet) -> tuple[Finding, ...]:
    """Each deferral, waiver, reversal and instalment with its state on the sheet's day."""
    case, day = sheet.case, sheet.as_of
    eased = (*_deferrals(case, day), *_waivers(case, day), *_reversals(case))
    return (*eased, *_proposed(case), *_instalments(sheet))


def stand_of(sheet: CaseSheet, waiver: Waiver) -> str:
    """How a waiver stands on the day of the sheet: asked, refused, conditional and so on."""
    return stand(sheet.case, waiver, sheet.as_of)


def _deferrals(case: Case, day: date) -> Iterator[Finding]:
    for one in case.deferrals:
        state = Term(
            "deferral", "state-running" if one == in_force(case, day) else f"state-{one.state}"
        )
        facts = {"id": one.id, "on": one.on, "until": one.until, "days": one.days, "state": state}
        yield Finding("deferral.line", facts, "R094")


def _waivers(case: Case, day: date) -> Iterator[Finding]:
    for one in case.waivers:
        state = Term("waiver", f"state-{stand(case, one, day)}")
        facts = {
            "id": one.id, "amount": one.amount, "pay": one.pay, "pay_by": one.pay_by,
            "state": state,
        }  # fmt: skip
        yield Finding("waiver.line-override" if one.override else "waiver.line", facts, "R146")


def _reversals(case: Case) -> Iterator[Finding]:
    for one in case.reversals:
        state = Term("deferral", f"state-{one.state}")
        yield Finding("reversal.line", {"id": one.id, "amount": one.amount, "state": state}, "R149")


def _proposed(case: Case) -> Iterator[Finding]:
    """The plan that waits for a decision with its whole schedule: nothing of it counts yet."""
    for plan in (p for p in case.plans if p.state == "proposed"):
        yield Finding("plan.proposed-line", plan_facts(plan), "R147")
        for one in plan.schedule:
            facts = {"id": plan.id, "no": one.no, "due": one.due, "total": one.total}
            yield Finding("plan.proposed-instalment", facts, "R142")


def plan_facts(plan: Plan) -> dict[str, object]:
    """A plan in a line: periods, first date, debt, waived penalty, the largest instalment."""
    largest = max((one.total for one in plan.schedule), default=None)
    return {
        "id": plan.id, "periods": plan.periods, "first": plan.first, "debt": plan.debt,
        "waive": plan.waive, "largest": largest if largest is not None else "-",
    }  # fmt: skip


def _instalments(sheet: CaseSheet) -> Iterator[Finding]:
    plan = shown_plan(sheet.case)
    for kept in sheet.instalments if plan is not None else ():
        facts = {
            "id": plan.id if plan else "", "no": kept.one.no, "due": kept.one.due,
            "total": kept.one.total, "paid": kept.paid,
            "state": Term("instalment", kept.state),
        }  # fmt: skip
        yield Finding("plan.instalment", facts, "R103")


__all__ = ["Coming", "plan_facts", "relief", "stand_of"]
