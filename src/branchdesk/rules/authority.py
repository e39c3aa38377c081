"""Who may do what (R170-R172)."""

from __future__ import annotations

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
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
