"""What an approval asks for, so that who decides sees it whole, with its figures."""

from __future__ import annotations

from collections.abc import Iterator

from branchdesk.actions.desk import Desk
from branchdesk.actions.legal.weighed import weighed
from branchdesk.actions.plan import Tried, weigh_again
from branchdesk.actions.sheet import find_case, sheet_of
from branchdesk.actions.staff.deciders import nobody_else
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO
from branchdesk.basics.wording import Term
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.reports.relief import plan_facts, relief

NAMED = 12
"""Cases of a purge that are told one by one."""
RELIEF = ("waiver", "deferral", "reversal")


def customer_of(desk: Desk, approval: Approval) -> str:
    """The customer's name; empty where it is about the desk or the case was filed."""
    case = desk.book.cases.get(approval.case)
    customer = desk.book.customers.get(case.customer_id) if case is not None else None
    return customer.name if customer is not None else ""


def figures(desk: Desk, approval: Approval) -> tuple[Finding, ...]:
    """The figures of what is asked, a line each: sum, periods, first date, conditions (R147)."""
    case = desk.book.cases.get(approval.case)
    if case is None:
        return tuple(_cases(desk, approval))
    plan = next((p for p in case.plans if p.approval == approval.id), None)
    if plan is not None and plan.state == "proposed":
        tried = weigh_again(desk, case, plan)
        return (Finding("plan.proposed-line", plan_facts(plan), "R147"), *_income(desk, tried))
    asked = next((approval.facts[key] for key in RELIEF if key in approval.facts), "")
    if not asked:
        return tuple(weighed(desk, case, approval))
    lines = relief(sheet_of(desk, case))
    return tuple(one for one in lines if one.facts.get("id") == asked)


def _cases(desk: Desk, approval: Approval) -> Iterator[Finding]:
    """The cases that are to be purged, each with its end; of many the first ones (R183)."""
    numbers = approval.facts.get("cases", ())
    for number in numbers[:NAMED]:
        if desk.book.tombstones.get(number) is None:
            case, _, month = find_case(desk, number)
            state = Term("state", case.before_archive or case.state)
            facts = {"number": number, "state": state, "month": month or "-"}
            yield Finding("approval.purge-case", facts, "R183")
    if len(numbers) > NAMED:
        yield Finding("approval.purge-more", {"count": len(numbers) - NAMED}, "R183")


def warnings(desk: Desk, approval: Approval) -> tuple[Finding, ...]:
    """What speaks against it as things stand today, and what must be known (R143, R145)."""
    if approval.state != "open":
        return ()
    case = desk.book.cases.get(approval.case)
    if case is None:
        return tuple(nobody_else(desk, approval.act, approval.asked_by))
    plan = next((p for p in case.plans if p.approval == approval.id), None)
    if plan is not None:
        tried = weigh_again(desk, case, plan)
        return (*tried.against, *tried.remarks, *_others(desk, approval))
    others = _others(desk, approval)
    return (*_missed(case, approval), *others, *nobody_else(desk, approval.act, approval.asked_by))


def _others(desk: Desk, approval: Approval) -> list[Finding]:
    """What else was asked about the case and waits: a plan and a suit do not go together."""
    waiting = [a for a in desk.book.approvals if a.case == approval.case and a.state == "open"]
    ids = [one.id for one in waiting if one.id != approval.id]
    return [Finding("approval.others-wait", {"ids": ids}, source="R148")] if ids else []


def _income(desk: Desk, tried: Tried) -> tuple[Finding, ...]:
    """How much of the income the largest instalment takes; nothing where there is no income."""
    income, rows = tried.plan.income, tried.plan.schedule
    if income is None or income <= ZERO or not rows:
        return ()
    largest = max(one.total for one in rows)
    facts = {
        "income": income, "largest": largest, "share": round(largest / income * 100),
        "cap": round(desk.policy.plan.income_share * 100),
    }  # fmt: skip
    return (Finding("plan.income-takes", facts, "R143"),)


def _missed(case: Case, approval: Approval) -> tuple[Finding, ...]:
    """The ordinary conditions that a waiver does not meet, where it was asked for as an override.

    Only the codes were kept: the sentences that need no figure are told, the cap with its own.
    """
    waiver = next((w for w in case.waivers if w.approval == approval.id), None)
    if waiver is None:
        return ()
    facts = {"asked": waiver.amount, "cap": waiver.cap}
    known = {"waiver.over-cap", "waiver.not-first", "waiver.not-forward"}
    return tuple(Finding(code, facts, "R145") for code in waiver.failed if code in known)
