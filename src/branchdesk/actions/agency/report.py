"""Reports of agencies: taken in by one, looked at by another, breaches kept (R161)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.agency.mandate import Mandate, Report
from branchdesk.model.case import Case
from branchdesk.rules.agency.mandate import reported_on, unreviewed

REPORT, REVIEW = "agency.report", "agency.review"


def add_report(
    desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False
) -> tuple[Case, Report]:
    """The case with the report that came in. Raises BadInput with every fault, Refused."""
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("agency_report"), raw, desk.today if screen else None)
    mandate, wrong = _of(case, str(filled.pop("mandate", "")))
    on = filled.get("on")
    if on and on > desk.today:
        wrong.append(Finding("agency.ahead", {"read": on}, field="on"))
    if faults or wrong or mandate is None:
        raise BadInput(faults + wrong)
    told = without_amounts(filled)
    count = sum(len(m.reports) for m in case.mandates)
    with change(desk) as ch:
        report = Report(
            id=f"RP-{count + 1}", on=told["on"], contacts=told.get("contacts"),
            paid=told.get("paid"), complaints=told.get("complaints"), text=told["text"],
            by=desk.me.id, at=ch.commit.at,
        )  # fmt: skip
        kept = msgspec.structs.replace(mandate, reports=(*mandate.reports, report))
        saved = ch.save(
            _with(case, kept), REPORT, "agency_report", **(told | {"id": report.id}),
            mandate=mandate.id, name=mandate.name,
        )  # fmt: skip
    return saved, report


def _of(case: Case, mandate_id: str) -> tuple[Mandate | None, list[Finding]]:
    """The mandate that is reported on: the named one, the only one that runs, else the last."""
    known = reported_on(case)
    if mandate_id:
        known = [m for m in known if m.id == mandate_id]
    out = [m for m in known if m.state == "granted"]
    if len(out) > 1:
        ids = [m.id for m in out]
        return None, [Finding("mandate.which", {"ids": ids}, field="mandate")]
    if not known:
        facts = {"number": case.number, "id": mandate_id[:20] or "—"}
        return None, [Finding("mandate.none", facts, field="mandate" if mandate_id else "")]
    return (out or known)[-1], []


def _with(case: Case, kept: Mandate) -> Case:
    mandates = tuple(kept if m.id == kept.id else m for m in case.mandates)
    return msgspec.structs.replace(case, mandates=mandates)


def review_report(
    desk: Desk, number: str, report_id: str, raw: Mapping[str, Any]
) -> tuple[Case, Report]:
    """The report as a second person judged it; breaches stay with the agency's record.

    Raises BadInput, Refused: who took it in does not look at it.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("agency_review"), raw, None)
    found = next(((m, r) for m, r in unreviewed(case) if r.id == report_id), None)
    if found is None:
        faults.append(Finding("mandate.no-report", {"number": number, "id": report_id[:20]}))
    if faults or found is None:
        raise BadInput(faults)
    mandate, report = found
    own = [Finding("mandate.own-report", source="R172")] if report.by == desk.me.id else []
    refuse(against(desk, REVIEW) + own)
    broken = tuple(filled.get("breaches", ()))
    with change(desk) as ch:
        judged = msgspec.structs.replace(
            report, reviewed_by=desk.me.id, reviewed_at=ch.commit.at, breaches=broken,
            review=filled["ground"],
        )  # fmt: skip
        reports = tuple(judged if r.id == report.id else r for r in mandate.reports)
        saved = ch.save(
            _with(case, msgspec.structs.replace(mandate, reports=reports)), REVIEW,
            "agency_reviewed", id=report.id, name=mandate.name, breaches=list(broken),
            ground=judged.review,
        )  # fmt: skip
    return saved, judged


def to_judge(desk: Desk, number: str) -> list[tuple[Mandate, Report]]:
    """The reports on a case that wait for a second person, oldest first."""
    return unreviewed(open_case(desk, number))


def breaches_of(desk: Desk, agency_id: str) -> list[dict[str, Any]]:
    """The breaches found in an agency's reports over all cases, open or archived."""
    rows = [row for row in desk.archive.rows() if agency_id in row.agencies]
    sealed = [one.case for one in (desk.archive.get(row.number) for row in rows) if one]
    return [
        {"case": case.number, "mandate": m.id, "report": r.id, "on": r.on, "what": r.breaches}
        for case in (*desk.book.cases, *sealed)
        for m in case.mandates
        if m.agency == agency_id
        for r in m.reports
        if r.breaches
    ]


def entrusted_to(desk: Desk, agency_id: str) -> list[dict[str, Any]]:
    """The cases that an agency has now."""
    return [
        {"case": case.number, "mandate": m.id, "until": m.until, "next_report": m.next_report}
        for case in desk.book.cases
        for m in case.mandates
        if m.agency == agency_id and m.state == "granted"
    ]
