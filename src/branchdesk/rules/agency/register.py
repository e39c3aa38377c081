"""Whether anything may be entrusted to an agency or law firm, and what of it falls due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.agency.register import Agency
from branchdesk.model.policy import Policy

SCOPE = ("collection_only", "no_receiving", "no_sub_mandate", "no_violence")
"""What an agency agrees to before anything is entrusted to it (R160)."""
Check = Callable[[Agency, Policy, date], list[Finding]]


class Due(msgspec.Struct, frozen=True):
    """Something of the register that falls due on a day."""

    on: date
    text: Finding


def hindrances(agency: Agency, policy: Policy, today: date) -> list[Finding]:
    """Every reason why nothing may be entrusted to it now; empty where it may (R159-R161)."""
    return [finding for check in CHECKS for finding in check(agency, policy, today)]


def used(agency: Agency, policy: Policy, today: date) -> list[Finding]:
    """It was not struck off."""
    return [] if agency.in_use else [Finding("agency.struck-off", {"name": agency.name}, "R159")]


def has_papers(agency: Agency, policy: Policy, today: date) -> list[Finding]:
    """The papers that its kind needs are there: licence, confidentiality agreement (R159)."""
    own = policy.agency
    needed = own.papers if agency.kind == "agency" else own.firm_papers
    return [
        Finding("agency.paper-lacking", {"what": Term("agency_paper", kind)}, "R159")
        for kind in needed
        if agency.newest(kind) is None
    ]


def papers_valid(agency: Agency, policy: Policy, today: date) -> list[Finding]:
    """None of its papers has expired; the last day of a paper still counts (R159)."""
    return [
        Finding("agency.paper-expired", _facts(p.kind, p.expires_on), "R159")
        for p in agency.valid_papers
        if p.expires_on is not None and p.expires_on < today
    ]


def _facts(kind: str, day: date | None) -> dict[str, object]:
    return {"what": Term("agency_paper", kind), "on": day}


def scope_agreed(agency: Agency, policy: Policy, today: date) -> list[Finding]:
    """An agency agreed to collect only, to take no money, to pass nothing on, to use no force."""
    if agency.kind != "agency":
        return []
    return [
        Finding("agency.scope-lacking", {"what": Term("agency_scope", code)}, "R160")
        for code in SCOPE
        if code not in agency.scope
    ]


def evaluated(agency: Agency, policy: Policy, today: date) -> list[Finding]:
    """The last evaluation is not older than a year, and was passed (R161, GB/T 45251-2025)."""
    last = agency.evaluation
    if last is None:
        return [Finding("agency.not-evaluated", source="R161")]
    if not last.passed:
        return [Finding("agency.failed", {"on": last.on}, "R161")]
    if last.on < today - timedelta(days=policy.agency.evaluation_days):
        facts = {"on": last.on, "days": policy.agency.evaluation_days}
        return [Finding("agency.evaluation-old", facts, "GB/T 45251-2025")]
    return []


CHECKS: tuple[Check, ...] = (used, has_papers, papers_valid, scope_agreed, evaluated)


def may_renew(agency: Agency, kind: str, policy: Policy, today: date) -> list[Finding]:
    """Why a contract may not be renewed: it is evaluated shortly before (GB/T 45251-2025)."""
    if kind != "contract" or agency.newest("contract") is None:
        return []
    last, days = agency.evaluation, policy.agency.renewal_days
    if last is not None and last.passed and last.on >= today - timedelta(days=days):
        return []
    return [Finding("agency.renewal-unevaluated", {"days": days}, "GB/T 45251-2025")]


def falling_due(agency: Agency, policy: Policy, today: date) -> list[Due]:
    """Papers that end within the warning days or have ended, and the evaluation likewise."""
    if not agency.in_use:
        return []
    last_day = today + timedelta(days=policy.agency.warn_days)
    found = []
    for paper in agency.valid_papers:
        ends = paper.expires_on
        if ends is not None and ends <= last_day:
            code = "today.agency-paper-expired" if ends < today else "today.agency-paper"
            facts = {"id": agency.id, "name": agency.name, **_facts(paper.kind, ends)}
            found.append(Due(ends, Finding(code, facts, "R159")))
    last = agency.evaluation
    due = last.on + timedelta(days=policy.agency.evaluation_days) if last else today
    if due <= last_day:
        facts = {"id": agency.id, "name": agency.name, "on": due}
        found.append(Due(due, Finding("today.agency-evaluation", facts, "R161")))
    return found
