"""What a visit needs before it is planned, and what one that took place broke or lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.model.visit import Visit
from branchdesk.rules.state import out_of_place

RESULTS = {
    "refused": "not_received", "absent": "no_answer", "moved": "wrong_number",
    "third_party": "third_party",
}  # fmt: skip
"""The contact's result where nobody was met."""
SEPARATORS = re.compile(r"[,，、;；\n]+")


def named_visitors(text: str) -> tuple[str, ...]:
    """Those who go, each once, in their order."""
    names = (name.strip() for name in SEPARATORS.split(text))
    return tuple(dict.fromkeys(name for name in names if name))


def may_plan(case: Case, plan: Mapping[str, Any], policy: Policy) -> list[Finding]:
    """Every reason against planning this visit; empty where it may be planned (R105, R106)."""
    found = _alone(plan.get("visitors", ()), policy) + out_of_place(case, "visit.plan")
    if not plan.get("agreed_how"):
        found.append(Finding("visit.not-agreed", source="R106", field="agreed_how"))
    if case.decision is not None and case.decision.klass == "technical":
        found.append(Finding("visit.technical", source="R149"))
    if case.plan_in_force is not None:
        found.append(Finding("visit.plan-in-force", {"id": case.plan_in_force.id}, source="R127"))
    return found


def remarks(plan: Mapping[str, Any]) -> list[Finding]:
    """What is still to be thought of; it stops nothing (R108)."""
    return [] if plan.get("papers") else [Finding("visit.no-papers", source="R108")]


def _alone(visitors: Sequence[str], policy: Policy) -> list[Finding]:
    if len(visitors) >= policy.contact.visitors:
        return []
    facts = {"count": len(visitors), "least": policy.contact.visitors}
    return [Finding("visit.alone", facts, source="催收工作指引2026", field="visitors")]


def visit_breaches(
    plan: Visit | None, record: Mapping[str, Any], visitors: Sequence[str], policy: Policy
) -> list[Finding]:
    """What a visit that took place broke, beside the hours and the identity (R180)."""
    found = _alone(visitors, policy)
    if plan is None:
        found.append(Finding("visit.not-planned", source="R105"))
    if record.get("id_shown") is False:
        found.append(Finding("visit.no-cards", source="R107"))
    if record.get("entered_home") is True and record.get("consent") is not True:
        found.append(Finding("visit.no-consent", source="催收工作指引2026"))
    return found


def visit_gaps(record: Mapping[str, Any], wanted: Iterable[str]) -> tuple[str, ...]:
    """The keys that the record lacks: all that were wanted where somebody was met (R041, R109)."""
    outcome = record.get("outcome")
    lacking = [key for key in wanted if outcome == "met" and key not in record]
    turned_away = outcome in ("refused", "absent", "moved")
    if (turned_away or record.get("signed") == "refused") and not record.get("witness"):
        lacking.append("witness")
    return tuple(lacking)


def contact_result(record: Mapping[str, Any]) -> str:
    """The result that the contact of this visit has."""
    return RESULTS.get(str(record.get("outcome")), str(record.get("result") or "call_back"))


def unrecorded(visits: Iterable[Visit], today: date) -> list[tuple[Visit, bool]]:
    """The planned visits that wait, each with whether its day has passed (R111)."""
    return [(visit, visit.at.date() < today) for visit in visits if visit.waits]
