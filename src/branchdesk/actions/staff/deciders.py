"""Who could decide what is asked for: told before it is asked, so that nothing waits in vain."""

from __future__ import annotations

from branchdesk.actions.desk import Desk
from branchdesk.basics.finding import Finding
from branchdesk.model.staff import Member
from branchdesk.rules.authority import deputy_of, may


def nobody_else(desk: Desk, act: str, asker: str = "") -> list[Finding]:
    """That nobody but the asker (else the one at the desk) may decide an act (R172); else empty.

    A deputy of the asker counts as the asker.
    """
    who = asker or (desk.member.id if desk.member else "")
    if any(_may_decide(desk, act, one, who) for one in desk.book.staff):
        return []
    return [Finding("approval.nobody-else", source="R172")]


def _may_decide(desk: Desk, act: str, one: Member, asker: str) -> bool:
    if one.id == asker:
        return False
    if not may(act, one.role, desk.policy):
        return True
    principal = deputy_of(act, one, list(desk.book.staff), desk.policy, desk.today)
    return principal is not None and principal.id != asker
