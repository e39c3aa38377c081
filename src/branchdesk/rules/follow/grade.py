"""Two grades A to D: how a customer pays, and how many instalments are unpaid (R059-R064)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.follow.grade import Graded, Habit
from branchdesk.model.policy import Policy


def habit_grade(habit: Habit | None, policy: Policy) -> Graded:
    """One fact for D outweighs every good month; then A, B and C in this order (R060-R063)."""
    if habit is None:
        return Graded("")
    grave = tuple(_grave(habit, policy))
    if grave:
        return Graded("D", grave)
    for grade, found in (("A", _in_time(habit, policy)), ("B", _once(habit, policy))):
        if found is not None:
            return Graded(grade, (found,))
    if habit.paid_in_month:
        facts = {"day": policy.grade.cutoff_days[1]}
        return Graded("C", (Finding("grade.in-month", facts, source="R062"),))
    return Graded("", (Finding("grade.none-fits", source="R059"),))


def _grave(habit: Habit, policy: Policy) -> Iterator[Finding]:
    """Every fact that alone makes D."""
    bounds = policy.grade
    if (habit.months_late or 0) >= bounds.months_late:
        yield Finding("grade.late", {"months": habit.months_late}, source="R063")
    if (habit.months_idle or 0) >= bounds.months_idle:
        yield Finding("grade.idle", {"months": habit.months_idle}, source="R063")
    if habit.machine_damage:
        yield Finding("grade.machine", source="R063")
    if habit.major_event:
        yield Finding("grade.event", source="R063")
    if habit.borrowed_share is not None and habit.borrowed_share >= bounds.borrowed_share:
        facts = {"share": habit.borrowed_share * 100, "limit": bounds.borrowed_share * 100}
        yield Finding("grade.borrowed", facts, source="R063")


def _in_time(habit: Habit, policy: Policy) -> Finding | None:
    months, bounds = habit.months_on_time or 0, policy.grade
    if months < bounds.months_a:
        return None
    return Finding("grade.in-time", {"months": months, "day": bounds.cutoff_days[0]}, source="R060")


def _once(habit: Habit, policy: Policy) -> Finding | None:
    months, bounds = max(habit.months_best or 0, habit.months_on_time or 0), policy.grade
    if months >= bounds.months_b:
        facts = {"months": months, "day": bounds.cutoff_days[0]}
        return Finding("grade.in-time-once", facts, source="R061")
    if habit.debit_affected is False:
        return Finding("grade.debit", source="R061")
    return None


def arrears_grade(case: Case, periods: int | None, as_of: date) -> Graded:
    """A in the month in which it came to us, then by instalments unpaid: one, two, more (R064)."""
    if not periods:
        return Graded("")
    if (case.opened_on.year, case.opened_on.month) == (as_of.year, as_of.month):
        return Graded("A", (Finding("grade.new", {"on": case.opened_on}, source="R064"),))
    grade = {1: "B", 2: "C"}.get(periods, "D")
    return Graded(grade, (Finding("grade.periods", {"periods": periods}, source="R064"),))


def unknown(habit: Habit) -> tuple[str, ...]:
    """The keys of the form that are not known yet: the grade may turn when they are."""
    told = ("on", "by", "note", "extra")
    keys = (key for key in habit.__struct_fields__ if key not in told)
    return tuple(key for key in keys if getattr(habit, key) is None)
