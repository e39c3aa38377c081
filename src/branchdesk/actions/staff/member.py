"""The members of staff of the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.handed import into_record
from branchdesk.basics.errors import BadInput, Refused
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.staff import ROLES, Member, Role


def members(desk: Desk) -> list[Member]:
    """All members of staff."""
    return list(desk.book.staff)


def add_member(desk: Desk, staff_id: str, role: str, raw: Mapping[str, Any]) -> Member:
    """The new member. Raises BadInput with every fault, Refused for want of authority."""
    filled, faults = fill_in(desk.form("staff"), raw, None)
    if not re.fullmatch(r"[a-z][a-z0-9]{0,19}", staff_id):
        faults.append(Finding("staff.bad-id", {"read": staff_id[:40]}, field="id"))
    if desk.book.staff.get(staff_id) is not None:
        faults.append(Finding("staff.exists", {"id": staff_id}, field="id"))
    if role not in ROLES:
        faults.append(Finding("staff.bad-role", {"read": role, "codes": list(ROLES)}, field="role"))
    if faults:
        raise BadInput(faults)
    kept = into_record(filled, Member, {})
    member = Member(id=staff_id, role=_role(role), version=1, **kept)
    with change(desk) as ch:
        ch.record("staff.change", staff_id, member)
    return member


def edit_member(desk: Desk, staff_id: str, raw: Mapping[str, Any]) -> Member:
    """The member with another name or phone; papers print the name. Raises BadInput, Refused."""
    member = desk.book.staff.get(staff_id)
    filled, faults = fill_in(desk.form("staff"), raw, None)
    if member is None:
        ids = [m.id for m in desk.book.staff]
        faults.append(Finding("desk.no-staff", {"id": staff_id, "staff": ids}))
    if faults or member is None:
        raise BadInput(faults)
    refuse(against(desk, "staff.change"))
    kept = into_record(filled, Member, member.extra)
    edited = msgspec.structs.replace(member, version=member.version + 1, **kept)
    with change(desk) as ch:
        ch.record("staff.change", staff_id, edited)
    return edited


def change_role(desk: Desk, staff_id: str, role: str) -> Member:
    """The member in the new role; the last supervisor stays one. Raises BadInput, Refused."""
    member = desk.book.staff.get(staff_id)
    if member is None:
        ids = [m.id for m in desk.book.staff]
        raise BadInput(Finding("desk.no-staff", {"id": staff_id, "staff": ids}))
    if role not in ROLES:
        raise BadInput(Finding("staff.bad-role", {"read": role, "codes": list(ROLES)}))
    supervisors = [m.id for m in desk.book.staff if m.role == "supervisor"]
    if supervisors == [staff_id] and role != "supervisor":
        raise Refused(Finding("staff.last-supervisor"))
    moved = msgspec.structs.replace(member, role=_role(role), version=member.version + 1)
    with change(desk) as ch:
        ch.record("staff.change", staff_id, moved)
    return moved


def _role(word: str) -> Role:
    return next(role for role in ROLES if role == word)
