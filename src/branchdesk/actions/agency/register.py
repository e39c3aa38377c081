"""The register of agencies and law firms: added, corrected, papers, evaluations (R159, R161)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import read_ground
from branchdesk.actions.handed import as_text, into_record
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.agency.register import Agency, AgencyPaper, Amendment, Evaluation
from branchdesk.rules.agency.register import hindrances, may_renew

KEEP, EVALUATE = "agency.keep", "agency.evaluate"


def agencies(desk: Desk) -> list[Agency]:
    """All agencies and law firms, those in use first."""
    return sorted(desk.book.agencies, key=lambda a: (not a.in_use, int(a.id[3:])))


def find_agency(desk: Desk, agency_id: str) -> Agency:
    """The agency with this id. Raises BadInput."""
    found = desk.book.agencies.get(agency_id)
    if found is None:
        raise BadInput(Finding("agency.none", {"id": agency_id[:40]}))
    return found


def hindered(desk: Desk, agency: Agency) -> list[Finding]:
    """Every reason why nothing may be entrusted to it today."""
    return hindrances(agency, desk.policy, desk.today)


def add_agency(desk: Desk, raw: Mapping[str, Any]) -> Agency:
    """The agency as it stands in the register. Raises BadInput with every fault, Refused."""
    filled, faults = fill_in(desk.form("agency"), raw, None)
    faults += _known(desk, filled, "")
    if faults:
        raise BadInput(faults)
    kept = into_record(filled, Agency, {})
    with change(desk) as ch:
        added = Agency(id=f"AG-{ch.commit.next('agency')}", version=1, **kept)
        ch.record(KEEP, added.id, added)
    return added


def edit_agency(desk: Desk, agency_id: str, raw: Mapping[str, Any], ground: str) -> Agency:
    """The corrected record; what stood before is kept with the ground. Raises BadInput, Refused."""
    agency = find_agency(desk, agency_id)
    form = desk.form("agency")
    # What is not given stays as it is: only a wrong answer is refused, not a missing one.
    filled, faults = fill_in(form, raw, None)
    faults = [f for f in faults if f.code != "form.required"]
    ground, wrong = read_ground(ground)
    faults += wrong + _known(desk, filled, agency.id)
    filled = {k: v for k, v in filled.items() if v != getattr(agency, k, agency.extra.get(k))}
    kept = into_record(filled, Agency, agency.extra)
    if not filled and not faults:
        faults.append(Finding("case.nothing-given"))
    if faults:
        raise BadInput(faults)
    before = {k: as_text(getattr(agency, k, agency.extra.get(k, ""))) for k in filled}
    with change(desk) as ch:
        said = Amendment(by=desk.me.id, at=ch.commit.at, before=before, ground=ground)
        return _keep(ch, KEEP, agency, amendments=(*agency.amendments, said), **kept)


def _known(desk: Desk, filled: Mapping[str, Any], own: str) -> list[Finding]:
    """The same credit code is the same agency."""
    number = filled.get("id_number")
    same = next((a for a in desk.book.agencies if number and a.id_number == number), None)
    if same is None or same.id == own:
        return []
    return [Finding("agency.known", {"id": same.id, "name": same.name}, field="id_number")]


def add_agency_paper(
    desk: Desk, agency_id: str, raw: Mapping[str, Any], screen: bool = False
) -> AgencyPaper:
    """The paper as recorded; a renewed contract wants an evaluation first.

    Raises BadInput with every fault, Refused.
    """
    agency = find_agency(desk, agency_id)
    filled, faults = fill_in(desk.form("agency_paper"), raw, desk.today if screen else None)
    signed, ends = filled.get("signed_on"), filled.get("expires_on")
    if signed and signed > desk.today:
        faults.append(Finding("agency.ahead", {"read": signed}, field="signed_on"))
    if signed and ends and ends < signed:
        facts = {"read": ends, "since": signed}
        faults.append(Finding("agency.ends-before", facts, field="expires_on"))
    if faults:
        raise BadInput(faults)
    refuse(against(desk, KEEP) + may_renew(agency, filled["kind"], desk.policy, desk.today))
    with change(desk) as ch:
        paper = AgencyPaper(
            id=f"P-{len(agency.papers) + 1}", by=desk.me.id, at=ch.commit.at, **_fit(filled)
        )
        _keep(ch, KEEP, agency, papers=(*agency.papers, paper))
    return paper


def _fit(filled: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in filled.items() if k in AgencyPaper.__struct_fields__}


def evaluate_agency(
    desk: Desk, agency_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Evaluation:
    """The evaluation as recorded. Raises BadInput with every fault, Refused."""
    agency = find_agency(desk, agency_id)
    filled, faults = fill_in(desk.form("agency_evaluation"), raw, desk.today if screen else None)
    on = filled.get("on")
    if on and on > desk.today:
        faults.append(Finding("agency.ahead", {"read": on}, field="on"))
    if faults:
        raise BadInput(faults)
    with change(desk) as ch:
        judged = Evaluation(
            id=f"E-{len(agency.evaluations) + 1}", on=filled["on"], occasion=filled["occasion"],
            passed=filled["passed"], text=filled["text"], by=desk.me.id, at=ch.commit.at,
        )  # fmt: skip
        _keep(ch, EVALUATE, agency, evaluations=(*agency.evaluations, judged))
    return judged


def _keep(ch: Any, act: str, agency: Agency, **fields: Any) -> Agency:
    kept = msgspec.structs.replace(agency, version=agency.version + 1, **fields)
    ch.record(act, agency.id, kept)
    return kept
