"""What of today's work may be put off, and for how long (R085)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.reports.worklist import KINDS
from branchdesk.rules.follow.snooze import Line, in_force, never, too_long
from tests.builders import TODAY, a_case, a_policy, an_entry, codes

POLICY = a_policy()
TEXT = Finding("today.next-step", {"due": TODAY})


def a_line(kind: str = "next_step", urgency: str = "today", text: Finding = TEXT) -> Line:
    """A step that is due, unless a test says otherwise."""
    return Line(kind=kind, urgency=urgency, text=text, mark="m1")


def put_off(until: date, kind: str = "next_step", **given: Any) -> Case:
    """A case whose step was put off today; ``given`` are facts of the entry."""
    facts = {"id": "SN-1", "work": kind, "until": until.isoformat(), "marks": ["m1"], **given}
    return a_case(timeline=(an_entry("snoozed", **facts),))


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(POLICY.snooze.most_days)))
def test_what_the_policy_does_not_name_is_never_put_off(kind: str) -> None:
    """Court clocks, approvals, reviews, hand-ins; a new kind until somebody thinks of it."""
    assert codes(never(a_line(kind), POLICY)) == ["snooze.never"]


@pytest.mark.parametrize(
    ("urgency", "code", "refused"),
    [
        ("fatal", "today.next-step", True),
        ("later", "event.today-claim", True),
        ("later", "event.today-claim-unknown", True),
        ("late", "event.today-watch", False),
    ],
)
def test_a_clock_of_law_is_never_put_off(urgency: str, code: str, refused: bool) -> None:
    """Fatal today or not yet: no arrangement of ours lengthens it (Bankruptcy Law 45)."""
    line = a_line("event", urgency, Finding(code))
    assert bool(never(line, POLICY)) is refused


def test_kinds_in_the_policy_are_kinds_of_the_worklist() -> None:
    """A slip of the pen there would leave a kind that can never be put off."""
    assert set(POLICY.snooze.most_days) <= set(KINDS)


@pytest.mark.parametrize(("days", "refused"), [(7, False), (8, True)])
def test_the_days_of_the_kind_are_the_most(days: int, refused: bool) -> None:
    """Seven for a next step (R085)."""
    until = TODAY + timedelta(days=days)
    assert bool(too_long(a_line(), a_case(), until, POLICY, TODAY)) is refused


@pytest.mark.parametrize(("days", "refused"), [(4, False), (5, True)])
def test_the_same_thing_counts_from_the_first_time(days: int, refused: bool) -> None:
    """Nobody pushes a thing ahead week by week (R085)."""
    day = TODAY + timedelta(days=3)
    case = put_off(day)
    assert bool(too_long(a_line(), case, day + timedelta(days=days), POLICY, day)) is refused
    other = Line(kind="next_step", urgency="today", text=TEXT, mark="m2")
    assert too_long(other, case, day + timedelta(days=7), POLICY, day) == []


def test_it_comes_back_on_its_day_or_when_it_is_taken_up() -> None:
    """Until a day means that it stands on the list on that day."""
    until = TODAY + timedelta(days=2)
    case = put_off(until)
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1, 2)]
    assert [bool(in_force(case, day)) for day in days] == [False, True, True, False]
    woken = a_case(timeline=(*case.timeline, an_entry("woken", ids=["SN-1"])))
    assert in_force(woken, TODAY) == []
