"""Whose turn it is in which week of the month (R099-R102)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from branchdesk.model.contact import Contact
from branchdesk.model.follow.event import Event
from branchdesk.rules.follow.week import Span, Turn, is_planned, span_of, turn, week_of
from tests.builders import NOW, TODAY, a_case, a_customer, a_decision, a_payment, a_policy

POLICY = a_policy()
SPAN = Span(date(2026, 11, 22), date(2026, 11, 30))


def a_contact(day: int, result: str = "promise") -> Contact:
    """A contact of November."""
    at = datetime(2026, 11, day, 10, 0)
    return Contact(at=at, customer_id="C00001", number="", result=result)


@pytest.mark.parametrize(
    ("grade", "spans"),
    [
        ("A", {1: (1, 7), 7: (1, 7), 8: None, 30: None}),
        ("B", {7: None, 8: (8, 21), 21: (8, 21), 22: None}),
        ("C", {7: None, 8: (8, 21), 14: (8, 21), 15: (8, 21), 22: None}),
        ("D", {1: (1, 7), 8: (8, 14), 15: (15, 21), 22: (22, 30), 30: (22, 30)}),
        ("", {1: None, 15: None}),
    ],
)
def test_each_grade_has_its_weeks(grade: str, spans: dict[int, tuple[int, int] | None]) -> None:
    """Week 1 A, weeks 2 and 3 B and C, D all month (R100, R101, R102)."""
    for day, wanted in spans.items():
        found = span_of(grade, date(2026, 11, day), POLICY)
        assert (found and (found.since.day, found.until.day)) == wanted


def test_the_last_days_of_a_month_are_its_fifth_week() -> None:
    """A February of 28 days has none, and its D span ends with it."""
    assert [week_of(date(2026, 1, day)) for day in (7, 8, 28, 29, 31)] == [1, 2, 4, 5, 5]
    february = span_of("D", date(2026, 2, 28), POLICY)
    assert february == Span(date(2026, 2, 22), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("contacts", "given", "wanted"),
    [
        ([], {}, Turn("open")),
        ([a_contact(21)], {}, Turn("open")),
        ([a_contact(22)], {}, Turn("done", date(2026, 11, 22))),
        ([a_contact(24, "no_answer")], {}, Turn("open")),
        ([a_contact(23), a_contact(25)], {}, Turn("done", TODAY)),
        ([], {"payments": (a_payment("100.00"),)}, Turn("done", TODAY)),
        ([], {"payments": (a_payment("100.00", reversed_by=12),)}, Turn("open")),
        ([], {"next_on": date(2026, 11, 30)}, Turn("planned", date(2026, 11, 30))),
        ([], {"next_on": date(2026, 12, 1)}, Turn("open")),
        ([], {"next_on": date(2026, 11, 24)}, Turn("open")),
    ],
)
def test_a_turn_is_had_by_reaching_somebody_or_by_a_payment(
    contacts: list[Contact], given: dict[str, Any], wanted: Turn
) -> None:
    """A next step within the span is planned; a call that nobody took is none (R100)."""
    assert turn(a_case(**given), contacts, SPAN, TODAY) == wanted


@pytest.mark.parametrize(
    ("given", "planned"),
    [
        ({}, True),
        ({"state": "dunning"}, True),
        ({"state": "in_arrangement"}, False),
        ({"state": "with_legal"}, False),
        ({"state": "settled"}, False),
        ({"decisions": (a_decision("technical"),)}, False),
    ],
)
def test_only_what_is_dunned_by_us_is_planned(given: dict[str, Any], planned: bool) -> None:
    """Whoever keeps a plan is left alone; technical is put right (R003, R101)."""
    assert is_planned(a_case(**given), a_customer(), POLICY) is planned


def test_who_is_not_to_be_contacted_has_no_turn() -> None:
    """After a death nobody plans calls to the debtor (R183)."""
    event = Event(id="EV-1", kind="deceased", on=TODAY, case="XA-2026-00001", evidence="x",
                  by="li", at=NOW)  # fmt: skip
    assert not is_planned(a_case(), a_customer(events=(event,)), POLICY)
