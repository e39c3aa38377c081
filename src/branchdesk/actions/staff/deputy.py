"""Deputies: a senior decides in a named supervisor's place, on named days (R172)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.staff.sign_in import known_member
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.staff import Deputyship, Member
from branchdesk.rules.authority import may_be_deputy

ACT = "staff.deputy"


def name_deputy(desk: Desk, staff_id: str, principal_id: str, since: date, until: date) -> Member:
    """The member who stands in for a supervisor on these days.

    Named again for the same supervisor, the days that are not over yet are replaced: so they are
    cut short too. Raises BadInput, Refused with every reason.
    """
    member, principal = known_member(desk, staff_id), known_member(desk, principal_id)
    if not since <= until or until < desk.today:
        facts = {"since": since, "until": until}
        raise BadInput(Finding("staff.deputy-days", facts, field="until"))
    refuse(against(desk, ACT) + may_be_deputy(member, principal, desk.policy))
    named = Deputyship(
        principal=principal_id, since=since, until=until, named_by=desk.me.id,
        named_on=desk.today,
    )  # fmt: skip
    kept = tuple(
        d for d in member.deputyships if d.principal != principal_id or d.until < desk.today
    )
    edited = msgspec.structs.replace(member, deputyships=(*kept, named), version=member.version + 1)
    with change(desk) as ch:
        ch.record(ACT, staff_id, edited)
    return edited


def name_by_form(desk: Desk, staff_id: str, principal_id: str, values: Mapping[str, Any]) -> Member:
    """The same by the answers of forms/deputy.toml. Raises BadInput beside the fields, Refused."""
    filled, faults = fill_in(desk.form("deputy"), values, desk.today)
    if faults:
        raise BadInput(faults)
    return name_deputy(desk, staff_id, principal_id, filled["since"], filled["until"])
