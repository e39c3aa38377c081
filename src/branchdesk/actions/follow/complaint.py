"""Complaints: recorded, answered, investigated, told, withdrawn; sanctions apart (R174-R178)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from branchdesk.actions.change import Change, against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.handed import into_record
from branchdesk.actions.sheet import find_case
from branchdesk.actions.staff.named import members_named, shown
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.follow.complaint import (
    UPHELD,
    Complaint,
    Extension,
    Inquiry,
    Response,
    Sanction,
)
from branchdesk.rules.follow import complaint as rules
from branchdesk.store.codec import to_plain

ADD, HANDLE, SANCTION = "complaint.add", "complaint.handle", "complaint.sanction"


def complaints(desk: Desk, number: str = "") -> list[Complaint]:
    """All complaints, open ones first by their age; of a case those of its customer too.

    Raises BadInput.
    """
    found = list(desk.book.complaints)
    if number:
        case, _, _ = find_case(desk, number)
        found = complaints_of(desk, case)
    return sorted(found, key=lambda c: (not c.is_open, c.received_at))


def complaints_of(desk: Desk, case: Case) -> list[Complaint]:
    """The complaints about a case or of its customer, oldest first."""
    return [c for c in desk.book.complaints if case.number == c.case
            or (c.customer_id and c.customer_id == case.customer_id)]  # fmt: skip


def find_complaint(desk: Desk, complaint_id: str) -> Complaint:
    """The complaint with this id. Raises BadInput."""
    found = desk.book.complaints.get(complaint_id)
    if found is None:
        raise BadInput(Finding("complaint.none", {"id": complaint_id[:20]}))
    return found


def add_complaint(
    desk: Desk, raw: Mapping[str, Any], number: str = "", screen: bool = False
) -> Complaint:
    """The complaint as recorded, whatever is planned or forbidden in the case; no contact of ours.

    ``number``: the case it is about, archived ones too; empty where none is known. Raises BadInput
    with every fault, Refused for want of authority.
    """
    case, customer, _ = find_case(desk, number) if number else (None, None, "")
    filled, faults = fill_in(desk.form("complaint"), raw, desk.today if screen else None)
    filled.setdefault("received_at", desk.now)
    filled["against"], unknown = _members(desk, filled.get("against", ""), "against")
    faults += unknown + _unfit(desk, filled)
    if not filled.get("name") and customer is None:
        faults.append(Finding("complaint.no-name", field="name"))
    _fine(faults)
    kept = into_record(filled, Complaint, {})
    kept["name"] = kept.get("name") or (customer.name if customer else "")
    with change(desk) as ch:
        one = Complaint(
            id=f"CP-{ch.commit.next('complaint')}", case=number,
            customer_id=case.customer_id if case else "", by=desk.me.id, at=ch.commit.at, **kept,
        )  # fmt: skip
        label = desk.form("complaint").label("about", one.about)
        _keep(desk, ch, ADD, one, "complaint_added", about=to_plain(label))
    return one


def _members(desk: Desk, typed: str, field: str) -> tuple[tuple[str, ...], list[Finding]]:
    staff = list(desk.book.staff)
    named, unknown = members_named(staff, typed)
    facts = {"read": [one[:20] for one in unknown], "known": shown(staff)}
    return named, [Finding("complaint.no-member", facts, field=field)] if unknown else []


def _unfit(desk: Desk, filled: Mapping[str, Any]) -> list[Finding]:
    found = _ahead(desk, filled["received_at"], "received_at")
    most = desk.policy.complaint.most_representatives
    if filled.get("representatives", 0) > most:
        facts = {"most": most}
        found.append(Finding("complaint.too-many", facts, rules.RULES, field="representatives"))
    return found


def respond(
    desk: Desk, complaint_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Complaint:
    """The complaint with its first answer. Raises BadInput with every fault, Refused."""
    one = find_complaint(desk, complaint_id)
    filled, faults = fill_in(desk.form("complaint_response"), raw, desk.today if screen else None)
    at = filled.setdefault("at", desk.now)
    _fine(faults + _ahead(desk, at, "at") + _before(one, at, "at"))
    twice = [Finding("complaint.answered", {"id": one.id})] if one.response else []
    refuse(against(desk, ADD) + rules.over(one) + twice)
    said = Response(by=desk.me.id, **_of(Response, filled))
    return _saved(desk, ADD, one, "complaint_answered", response=said)


def investigate(
    desk: Desk, complaint_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Complaint:
    """The complaint with what was found, by who has no interest in it (R175).

    Raises BadInput with every fault (what was wrong is put right), Refused with every reason.
    """
    one = find_complaint(desk, complaint_id)
    filled, faults = fill_in(desk.form("complaint_inquiry"), raw, desk.today if screen else None)
    if filled.get("finding") in UPHELD and not filled.get("rectification"):
        faults.append(Finding("complaint.no-rectification", source="R175", field="rectification"))
    if "rectified_on" in filled:
        faults += _ahead(desk, filled["rectified_on"], "rectified_on")
    _fine(faults)
    refuse(_hindered(desk, one, elsewhere=bool(filled.get("investigator"))) + rules.over(one))
    found = Inquiry(on=desk.today, by=desk.me.id, **_of(Inquiry, filled))
    label = desk.form("complaint_inquiry").label("finding", found.finding)
    more = (*one.inquiries, found)
    return _saved(desk, HANDLE, one, "complaint_investigated", to_plain(label), inquiries=more)


def extend(
    desk: Desk, complaint_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Complaint:
    """The complaint with more time by law. Raises BadInput with every fault, Refused."""
    one = find_complaint(desk, complaint_id)
    filled, faults = fill_in(desk.form("complaint_extension"), raw, desk.today if screen else None)
    if filled.get("to") == "special":
        wanted = [k for k in ("approved_by", "approval_no", "told_on") if k not in filled]
        faults += [Finding("complaint.needs-approval", source=rules.RULES, field=k) for k in wanted]
    if "told_on" in filled:
        faults += _ahead(desk, filled["told_on"], "told_on")
    _fine(faults)
    by = rules.clocks(one, desk.policy).decide_by
    refuse(_hindered(desk, one) + rules.may_extend(one, filled | {"on": desk.today}, by))
    longer = Extension(on=desk.today, by=desk.me.id, **_of(Extension, filled))
    label = desk.form("complaint_extension").label("to", longer.to)
    more = (*one.extensions, longer)
    return _saved(desk, HANDLE, one, "complaint_extended", to_plain(label), extensions=more)


def withdraw(desk: Desk, complaint_id: str, ground: str) -> Complaint:
    """The complaint, taken back by who made it; it is over on that day. Raises BadInput, Refused.

    Who is complained of does not record it.
    """
    one, ground = find_complaint(desk, complaint_id), the_ground(ground)
    refuse(_hindered(desk, one) + rules.over(one))
    told = {"withdrawn_on": desk.today, "withdrawn_because": ground}
    return _saved(desk, HANDLE, one, "complaint_withdrawn", **told)


def close(desk: Desk, complaint_id: str, raw: Mapping[str, Any], screen: bool = False) -> Complaint:
    """The complaint whose result was told (R176). Raises BadInput with every fault, Refused."""
    one = find_complaint(desk, complaint_id)
    filled, faults = fill_in(desk.form("complaint_close"), raw, desk.today if screen else None)
    told_on = filled.get("told_on")
    if told_on:
        faults += _ahead(desk, told_on, "told_on") + _before(one, told_on, "told_on")
    _fine(faults)
    elsewhere = bool(one.inquiry and one.inquiry.investigator)
    refuse(_hindered(desk, one, elsewhere) + rules.may_close(one))
    told = {"told_on": told_on, "told_how": filled["how"], "told_note": filled.get("note", "")}
    return _saved(desk, HANDLE, one, "complaint_closed", **told)


def sanction(
    desk: Desk, complaint_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Complaint:
    """The complaint with a sanction; the case's history says nothing of it (R178).

    Raises BadInput with every fault, Refused.
    """
    one = find_complaint(desk, complaint_id)
    filled, faults = fill_in(desk.form("complaint_sanction"), raw, desk.today if screen else None)
    filled.setdefault("on", desk.today)
    named, unknown = _members(desk, filled.get("staff", ""), "staff")
    faults += unknown + _ahead(desk, filled["on"], "on")
    _fine(faults)
    filled["staff"] = "、".join(named)
    own = [Finding("complaint.own-sanction", source="R178")] * (desk.me.id in named)
    refuse(against(desk, SANCTION) + rules.may_sanction(one) + own)
    with change(desk) as ch:
        done = Sanction(by=desk.me.id, at=ch.commit.at, **_of(Sanction, filled))
        kept = msgspec.structs.replace(one, sanctions=(*one.sanctions, done))
        ch.record(SANCTION, one.id, kept)
    return kept


def _hindered(desk: Desk, one: Complaint, elsewhere: bool = False) -> list[Finding]:
    """Want of authority and an interest in the matter; the upper branch's work is only noted."""
    cases = [] if elsewhere else _cases(desk, one)
    return against(desk, HANDLE) + rules.interest(desk.me.id, one, cases)


def _cases(desk: Desk, one: Complaint) -> list[Case]:
    return [find_case(desk, one.case)[0]] if one.case else []


def _saved(
    desk: Desk, act: str, one: Complaint, kind: str, label: Any = None, /, **told: Any
) -> Complaint:
    kept = msgspec.structs.replace(one, **told)
    with change(desk) as ch:
        _keep(desk, ch, act, kept, kind, **({"result": label} if label else {}))
    return kept


def _keep(desk: Desk, ch: Change, act: str, one: Complaint, kind: str, **facts: Any) -> None:
    """The complaint kept, and an entry in its case; a filed case is left as it is."""
    ch.record(act, one.id, one)
    case = desk.book.cases.get(one.case)
    if case is not None:
        ch.save(case, act, kind, id=one.id, **facts)


def _of(kind: type[msgspec.Struct], filled: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in filled.items() if key in kind.__struct_fields__}


def _fine(faults: list[Finding]) -> None:
    if faults:
        raise BadInput(faults)


def _ahead(desk: Desk, when: date, field: str) -> list[Finding]:
    """What has not happened yet is not recorded."""
    now = desk.now if isinstance(when, datetime) else desk.today
    return [Finding("complaint.ahead", {"read": when}, field=field)] if when > now else []


def _before(one: Complaint, when: date, field: str) -> list[Finding]:
    since = one.received_at
    early = when < since if isinstance(when, datetime) else when < since.date()
    return [Finding("complaint.before", {"read": when, "since": since}, field=field)] * early
