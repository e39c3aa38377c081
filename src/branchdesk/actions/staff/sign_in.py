"""Who sits at the desk."""

from __future__ import annotations

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.model.staff import Member


def sign_in(desk: Desk, staff_id: str) -> Member:
    """The member who acts from now on at this desk. Raises BadInput for an unknown one."""
    member = desk.book.staff.get(staff_id)
    if member is None:
        ids = [m.id for m in desk.book.staff]
        raise BadInput(Finding("desk.no-staff", {"id": staff_id, "staff": ids}))
    desk.member = member
    if desk.lock is not None:
        desk.lock.name(staff_id, desk.now.isoformat(" "))
    return member
