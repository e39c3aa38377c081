"""A plan declared broken: the whole debt is due, the waiver in it falls (R103)."""

from __future__ import annotations

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.sheet import open_case, sheet_of
from branchdesk.model.case import Case, State
from branchdesk.model.plan import Plan
from branchdesk.rules.instalment import late, may_breach

ACT = "plan.breach"


class Broken(msgspec.Struct, frozen=True):
    """The case back in dunning, and the plan that no longer holds."""

    case: Case
    plan: Plan


def breach(desk: Desk, number: str, ground: str) -> Broken:
    """The plan declared broken; dunning papers are open again from now on.

    Raises BadInput without a ground, Refused with every reason.
    """
    case = open_case(desk, number)
    ground = the_ground(ground)
    kept = sheet_of(desk, case).instalments
    refuse(against(desk, ACT) + may_breach(case, kept))
    plan, missed = case.plan_in_force, late(kept)
    assert plan is not None and missed, "may_breach has refused"
    broken = msgspec.structs.replace(plan, state="breached")
    plans = tuple(broken if p.id == plan.id else p for p in case.plans)
    state: State = "dunning" if case.state == "in_arrangement" else case.state
    with change(desk) as ch:
        saved = ch.save(
            msgspec.structs.replace(case, plans=plans, state=state), ACT, "plan_breached",
            id=plan.id, no=missed[0].one.no, due=missed[0].one.due, missing=missed[0].missing,
            waive=plan.waive, ground=ground,
        )  # fmt: skip
    return Broken(saved, broken)
