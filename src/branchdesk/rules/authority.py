"""Who may do what (R170-R172)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.staff import Member

if TYPE_CHECKING:
    from branchdesk.model.policy import Policy


def may(act: str, role: str, policy: Policy) -> list[Finding]:
    """Why a role may not do an act; empty where it may (R172).

    An act that the branch's own table does not name is nobody's.
    """
    roles = policy.authority.get(act, ())
    if role in roles:
        return []
    facts = {
        "act": policy.labels.get(f"authority.{act}", act),
        "role": Term("role", role),
        "roles": [Term("role", one) for one in roles],
    }
    source = policy.sources.get(f"authority.{act}")
    return [Finding("authority.not-yours", facts, source.ref if source else "R172")]


DEPUTY = "approval.deputy"
"""The act of deciding in a supervisor's place: which roles may be named for it."""


def deputy_of(
    act: str, member: Member, staff: Iterable[Member], policy: Policy, day: date
) -> Member | None:
    """The supervisor whose deputy a member is on a day and who may do the act, or None (R172)."""
    if may(DEPUTY, member.role, policy):
        return None
    running = {d.principal for d in member.deputyships if d.runs(day)}
    return next((m for m in staff if m.id in running and not may(act, m.role, policy)), None)


def may_be_deputy(member: Member, principal: Member, policy: Policy) -> list[Finding]:
    """Why a member may not be named as a supervisor's deputy (R172): nobody stands in for oneself.

    Only a role that policy/authority.toml names for it, and only for a supervisor.
    """
    found = may(DEPUTY, member.role, policy)
    if principal.role != "supervisor":
        found.append(Finding("staff.not-supervisor", {"id": principal.id}, "R172", field="for"))
    if member.id == principal.id:
        found.append(Finding("staff.own-deputy", {"id": member.id}, "R172", field="for"))
    return found
