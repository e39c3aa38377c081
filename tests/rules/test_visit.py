"""Visits: what one needs before it is planned, what one broke, what its record lacks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.visit import Visit
from branchdesk.rules.visit import (
    contact_result,
    may_plan,
    named_visitors,
    remarks,
    unrecorded,
    visit_breaches,
    visit_gaps,
)
from tests.builders import TODAY, a_case, a_decision, a_policy, codes

TWO = ("王芳", "李强")
PLAN = {"visitors": TWO, "agreed_how": "call", "papers": ("notice",)}


def a_visit(**given: Any) -> Visit:
    """A visit planned for TODAY."""
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 10)
    usual: dict[str, Any] = {"id": "V-1", "visitors": TWO, "by": "wang", "made_at": at}
    return Visit(at=at, **(usual | given))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"visitors": ("王芳",)}, ["visit.alone"]),
        ({"agreed_how": None}, ["visit.not-agreed"]),
        ({"visitors": (), "agreed_how": ""}, ["visit.alone", "visit.not-agreed"]),
    ],
)
def test_a_visit_wants_two_people_and_an_agreed_time(
    given: dict[str, Any], found: list[str]
) -> None:
    """All reasons at once (R105, R106)."""
    against = may_plan(a_case(), PLAN | given, a_policy())
    assert codes(against) == found
    assert all(f.source and Words(lang).finding(f) for f in against for lang in LANGS)


def test_nobody_is_visited_about_a_technical_overdue() -> None:
    """It is put right (R149)."""
    case = a_case(decisions=(a_decision("technical"),))
    assert codes(may_plan(case, PLAN, a_policy())) == ["visit.technical"]


def test_papers_to_take_are_asked_for() -> None:
    """Notice, agreement (R108): a remark, no block."""
    assert remarks(PLAN) == []
    assert codes(remarks(PLAN | {"papers": ()})) == ["visit.no-papers"]


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ({}, []),
        ({"id_shown": False}, ["visit.no-cards"]),
        ({"entered_home": True}, ["visit.no-consent"]),
        ({"entered_home": True, "consent": True}, []),
    ],
)
def test_what_a_visit_broke_is_named(record: dict[str, Any], found: list[str]) -> None:
    """Cards shown, no home entered uninvited (R107, R180)."""
    assert codes(visit_breaches(a_visit(), record, TWO, a_policy())) == found


def test_alone_and_unplanned_are_two_breaches() -> None:
    """Recorded all the same (R180)."""
    found = visit_breaches(None, {}, ("王芳",), a_policy())
    assert codes(found) == ["visit.alone", "visit.not-planned"]


@pytest.mark.parametrize(
    ("record", "gaps"),
    [
        ({"outcome": "met"}, ("attitude", "text")),
        ({"outcome": "met", "attitude": "willing", "text": "好"}, ()),
        ({"outcome": "absent"}, ("witness",)),
        ({"outcome": "refused", "witness": "物业张师傅"}, ()),
        ({"outcome": "third_party"}, ()),
        ({"outcome": "met", "attitude": "?", "text": "x", "signed": "refused"}, ("witness",)),
    ],
)
def test_the_record_of_a_visit_names_what_it_lacks(
    record: dict[str, Any], gaps: tuple[str, ...]
) -> None:
    """Everything where somebody was met, a witness where not (R041, R109)."""
    assert visit_gaps(record, ("attitude", "text")) == gaps


@pytest.mark.parametrize(
    ("record", "result"),
    [
        ({"outcome": "met", "result": "promise"}, "promise"),
        ({"outcome": "met"}, "call_back"),
        ({"outcome": "absent", "result": "promise"}, "no_answer"),
        ({"outcome": "refused"}, "not_received"),
        ({"outcome": "moved"}, "wrong_number"),
    ],
)
def test_a_visit_is_a_contact_with_a_result(record: dict[str, Any], result: str) -> None:
    """Who would not receive us has not refused to pay (R152)."""
    assert contact_result(record) == result


def test_visitors_are_named_once_however_they_are_separated() -> None:
    """Full-width commas too."""
    assert named_visitors(" 王芳，李强、王芳; ") == TWO


def test_a_planned_visit_waits_until_it_is_recorded_or_called_off() -> None:
    """Its day passed without a record is told (R111)."""
    done, off, waits = a_visit(entry=4), a_visit(cancelled="客户出差"), a_visit()
    assert unrecorded((done, off, waits), TODAY) == [(waits, False)]
    assert unrecorded((waits,), TODAY + timedelta(days=1)) == [(waits, True)]
