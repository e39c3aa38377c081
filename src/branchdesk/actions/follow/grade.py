"""Grades of a case: how the customer pays is recorded, the grades follow (R059-R064)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from branchdesk.actions.change import change
from branchdesk.actions.desk import Desk
from branchdesk.actions.handed import as_text, into_record
from branchdesk.actions.sheet import case_sheet, open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Label
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.follow.grade import Graded, Habit
from branchdesk.rules.follow.grade import habit_grade, unknown

ACT = "case.grade"


class Grades(msgspec.Struct, frozen=True, kw_only=True):
    """Both grades of a case with their reasons, and what is not known yet."""

    number: str
    habit: Graded
    arrears: Graded
    findings: tuple[Finding, ...]


def grades(desk: Desk, number: str) -> Grades:
    """The grades of a case today. Raises BadInput."""
    sheet = case_sheet(desk, number)
    habit = sheet.case.habit
    lacking = unknown(habit or Habit(on=desk.today, by=""))
    found = (Finding("grade.unknown", {"names": _names(desk, lacking)}),) if lacking else ()
    return Grades(
        number=number, habit=sheet.habit_grade, arrears=sheet.arrears_grade, findings=found
    )


def record_habit(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Case:
    """The case with how its customer pays; the record before stays in the history.

    Raises BadInput with every fault, Refused.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("habit"), raw, desk.today if screen else None)
    share: Decimal | None = filled.get("borrowed_share")
    if not filled and not faults:
        faults.append(Finding("case.nothing-given"))
    if faults:
        raise BadInput(faults)
    known = into_record(filled, Habit, {})
    habit = Habit(on=desk.today, by=desk.me.id, **known)
    grade = habit_grade(habit, desk.policy).grade
    # Shares are shown as people write them.
    told = filled | ({"borrowed_share": f"{share * 100:f}%"} if share is not None else {})
    with change(desk) as ch:
        graded = msgspec.structs.replace(case, habit=habit)
        return ch.save(graded, ACT, "habit", **told | {"grade": grade or "—"})


def answers_of(case: Case) -> dict[str, str]:
    """What was read last, as the form takes it."""
    habit = case.habit
    if habit is None:
        return {}
    told = {key: getattr(habit, key) for key in habit.__struct_fields__}
    words = {key: as_text(value) for key, value in told.items() if value is not None}
    return words | habit.extra


def _names(desk: Desk, keys: tuple[str, ...]) -> list[Label | str]:
    form = desk.form("habit")
    return [field.label if (field := form.field(key)) else key for key in keys]
