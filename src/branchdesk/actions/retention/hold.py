"""Holds: a case kept beyond its time for a reason that a person names (PIPL 47)."""

from __future__ import annotations

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import find_case
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_text
from branchdesk.model.desk.hold import Hold

SET, LIFT = "hold.set", "hold.lift"


def hold(desk: Desk, number: str, ground: str) -> Hold:
    """The new hold on a case, open or archived; several may stand side by side.

    Raises BadInput for no such case or without a ground, Refused for want of authority.
    """
    case, _, _ = find_case(desk, number)
    ground = the_ground(ground)
    refuse(against(desk, SET))
    with change(desk) as ch:
        held = Hold(
            id=f"H-{ch.commit.next('hold')}", case=case.number, ground=ground, by=desk.me.id,
            on=desk.today,
        )  # fmt: skip
        ch.record(SET, held.id, held)
    return held


def unhold(desk: Desk, number: str, ground: str) -> list[Hold]:
    """The holds of a case, all lifted. Raises BadInput, Refused: none there, want of authority."""
    case, _, _ = find_case(desk, number)
    ground = the_ground(ground)
    standing = holds_of(desk, case.number)
    refuse(against(desk, LIFT) + ([] if standing else [Finding("hold.none", {"number": number})]))
    lifted = [
        msgspec.structs.replace(one, lifted_by=desk.me.id, lifted_on=desk.today, lift_ground=ground)
        for one in standing
    ]
    with change(desk) as ch:
        ch.record(LIFT, case.number, *lifted)
    return lifted


def holds_of(desk: Desk, number: str) -> list[Hold]:
    """The holds that stand on a case, oldest first."""
    return [one for one in desk.book.holds if one.case == number and one.holds]


def told_holds(desk: Desk, number: str) -> list[Finding]:
    """The same in sentences, for whoever looks at the case; numbers in the reason masked."""
    return [
        Finding(
            "retention.hold",
            {"id": one.id, "by": one.by, "on": one.on, "ground": mask_text(one.ground)},
        )
        for one in holds_of(desk, number)
    ]
