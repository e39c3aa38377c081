"""Searches and assets: recorded with their lawful source, seen by a supervisor (R012, R157)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import change
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import find_case, open_case, sheet_of
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.trace.record import Asset, Search
from branchdesk.reports.trace.work import unseen
from branchdesk.rules.contact import contact_of, is_third
from branchdesk.rules.court.legal import unanswered
from branchdesk.store.codec import to_plain

SEARCH, ASSET, SEE = "search.add", "asset.add", "trace.see"


class Traced(msgspec.Struct, frozen=True):
    """What was recorded, with what is to be thought of."""

    case: Case
    one: Search | Asset
    findings: tuple[Finding, ...] = ()


def add_search(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Traced:
    """The step of the search as recorded; one through a third person names the contact.

    The contact holds what a third person may be asked, and whether they want no more of it.
    Raises BadInput with every fault, Refused for want of authority.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("search"), raw, desk.today if screen else None)
    faults += _ahead(desk, filled) + _third(desk, case, filled)
    if faults:
        raise BadInput(faults)
    with change(desk) as ch:
        one = Search(
            id=f"SE-{len(case.searches) + 1}", by=desk.me.id, at=ch.commit.at, seen_by=_own(desk),
            **_known(filled, Search),
        )  # fmt: skip
        saved = ch.save(
            msgspec.structs.replace(case, searches=(*case.searches, one)), SEARCH,
            "search_added", **(to_plain(filled) | {"id": one.id}),
        )  # fmt: skip
    return Traced(saved, one)


def add_asset(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Traced:
    """The asset as recorded; told where its numbers were not both matched, or no court ordered.

    Raises BadInput with every fault, Refused for want of authority.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("asset"), raw, desk.today if screen else None)
    faults += _ahead(desk, filled)
    if faults:
        raise BadInput(faults)
    with change(desk) as ch:
        one = Asset(
            id=f"AS-{len(case.assets) + 1}", by=desk.me.id, at=ch.commit.at, seen_by=_own(desk),
            **_known(filled, Asset),
        )  # fmt: skip
        saved = ch.save(
            msgspec.structs.replace(case, assets=(*case.assets, one)), ASSET,
            "asset_added", **(to_plain(filled) | {"id": one.id}),
        )  # fmt: skip
    found = [] if one.identified else [Finding("trace.not-matched", source="R113")]
    if not one.court_order:
        found.append(Finding("trace.no-order", source="R167"))
    return Traced(saved, one, tuple(found))


def _known(filled: Mapping[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    return {k: v for k, v in filled.items() if k in kind.__struct_fields__}


def _ahead(desk: Desk, filled: Mapping[str, Any]) -> list[Finding]:
    on = filled.get("on")
    return [Finding("trace.ahead", {"read": on}, field="on")] if on and on > desk.today else []


def _own(desk: Desk) -> str:
    """A supervisor who records it knows it."""
    return desk.me.id if desk.me.role == "supervisor" else ""


def _third(desk: Desk, case: Case, filled: Mapping[str, Any]) -> list[Finding]:
    if filled.get("channel") != "third_person":
        return []
    customer = sheet_of(desk, case).customer
    third = [e.seq for e in case.contacts if is_third(contact_of(case, e).counterpart, customer)]
    if filled.get("contact") in third:
        return []
    return [Finding("trace.contact-first", source="R157", field="contact")]


def see(desk: Desk, number: str, trace_id: str) -> Case:
    """The case with a supervisor's note that they saw it. Raises BadInput, Refused."""
    case = open_case(desk, number)
    waits = {one.id for one in unseen(case)}
    if trace_id not in waits:
        raise BadInput(Finding("trace.none", {"number": number, "id": trace_id[:20]}))
    seen = {"seen_by": desk.me.id}
    with change(desk) as ch:
        return ch.save(
            msgspec.structs.replace(
                case,
                searches=tuple(_seen(one, trace_id, seen) for one in case.searches),
                assets=tuple(_seen(one, trace_id, seen) for one in case.assets),
            ),
            SEE, "trace_seen", id=trace_id,
        )  # fmt: skip


def _seen(one: Any, trace_id: str, seen: Mapping[str, str]) -> Any:
    return msgspec.structs.replace(one, **seen) if one.id == trace_id else one


def lost_days(desk: Desk, number: str) -> int:
    """Days since the first of our attempts in vain after the customer was last reached."""
    failed = unanswered(find_case(desk, number)[0], desk.today)
    return (desk.today - failed[0]).days if failed else 0


__all__ = ["Traced", "add_asset", "add_search", "lost_days", "see", "unseen"]
