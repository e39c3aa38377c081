"""The plan of the week over all cases, and the plan of the month of one (R099-R102)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.handed import into_record
from branchdesk.actions.sheet import find_case, open_case, sheet_of
from branchdesk.basics.errors import BadInput
from branchdesk.basics.masking import mask_text
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.follow.grade import GRADES, MonthPlan
from branchdesk.reports.follow.week import Goals, WeekLine, goals, week_lines
from branchdesk.rules.follow.week import span_of, week_of, wrong_target
from branchdesk.rules.state import has_place, out_of_place

ACT = "case.plan_month"


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """The week of a day: whose turn it is, and who had it."""

    as_of: date
    week: int
    grades: tuple[str, ...]
    lines: tuple[WeekLine, ...]
    goals: Goals


def week(desk: Desk, as_of: date | None = None) -> Week:
    """The plan of the week that holds a day (today)."""
    day = as_of or desk.today
    policy = desk.policies.on(day)
    sheets = [sheet_of(desk, case, as_of=day) for case in desk.book.cases]
    lines = week_lines(sheets, policy, day)
    return Week(
        as_of=day,
        week=week_of(day),
        grades=tuple(g for g in GRADES if span_of(g, day, policy) is not None),
        # Someone may have typed a telephone number into the name.
        lines=tuple(msgspec.structs.replace(i, customer=mask_text(i.customer)) for i in lines),
        goals=goals(sheets),
    )


def line_view(line: WeekLine) -> dict[str, Any]:
    """A line of the week as plain values."""
    return {
        "number": line.number,
        "customer": line.customer,
        "arrears_grade": line.arrears_grade,
        "habit_grade": line.habit_grade or None,
        "from": line.span.since,
        "until": line.span.until,
        "state": line.turn.stand,
        "on": line.turn.on,
        "severity": line.severity or None,
        "days_past_due": line.days,
        "month_plan": line.month_plan or None,
        "target_on": line.target_on,
    }


def plan_month(
    desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False
) -> tuple[Case, MonthPlan]:
    """The case with its plan of the month; the ones before are kept.

    Raises BadInput with every fault, Refused.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("month_plan"), raw, desk.today if screen else None)
    faults += wrong_target(filled.get("target_on"), desk.today)
    if faults:
        raise BadInput(faults)
    refuse(against(desk, ACT) + out_of_place(case, ACT))
    with change(desk) as ch:
        plan = MonthPlan(
            id=f"MP-{len(case.month_plans) + 1}", by=desk.me.id, at=ch.commit.at,
            **into_record(filled, MonthPlan, {}),
        )  # fmt: skip
        planned = msgspec.structs.replace(case, month_plans=(*case.month_plans, plan))
        return ch.save(planned, ACT, "month_planned", id=plan.id, **filled), plan


def plannable(desk: Desk, number: str) -> bool:
    """True where the state of the case leaves room for a plan."""
    return has_place(find_case(desk, number)[0], ACT)
