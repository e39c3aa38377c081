"""What may be offered in a talk: the effects, then the ways that the rules leave open."""

from __future__ import annotations

from typing import Any

import pytest

from branchdesk.basics.money import Money
from branchdesk.model.case import Case
from branchdesk.rules.owed.debt import debt
from branchdesk.rules.severity import overdue_days
from branchdesk.rules.talk.offer import Talk, offers
from tests.builders import (
    TODAY,
    a_case,
    a_decision,
    a_loan,
    a_plan,
    a_policy,
    an_enquiry,
    codes,
)

POLICY = a_policy()
FULL, PLAN, LATER, EFFECT = "offer.full", "offer.plan", "offer.deferral", "offer.effect"


def offered(case: Case, klass: str = "non_malicious", **given: Any) -> list[Any]:
    """What is offered of a case on TODAY."""
    days = overdue_days(case.loan, TODAY, POLICY)
    usual = {"first_overdue": "no", "came_forward": "yes", "days": days}
    talk = Talk(case=case, klass=klass, debt=debt(case.loan, POLICY, TODAY), **(usual | given))
    return offers(talk, POLICY, TODAY)


def test_effects_first_then_the_ways_to_pay() -> None:
    """Consequences and options, with figures; before the class is decided too (R087, R084)."""
    found = offered(a_case())

    assert codes(found) == [EFFECT, FULL, PLAN, LATER]
    figures = {f.code: f.facts for f in found}
    assert figures[EFFECT]["per_day"] == Money("2.08")
    assert figures[PLAN]["periods"] == 6
    assert figures[PLAN]["largest"] * 10 <= figures[PLAN]["needed"] * 3


@pytest.mark.parametrize(
    ("reason", "last_two"),
    [("cash_flow", [PLAN, LATER]), ("illness", [LATER, PLAN]), ("accident", [LATER, PLAN])],
)
def test_the_obstacle_decides_what_is_offered_first(reason: str, last_two: list[str]) -> None:
    """What passes is waited for, what lasts is split (R088)."""
    assert codes(offered(a_case(enquiry=an_enquiry(reason=reason))))[2:] == last_two


def test_a_plan_that_is_too_much_is_talked_about_again() -> None:
    """Other instalments, not a second plan or a later day (R088)."""
    kept = a_case(
        state="in_arrangement", decisions=(a_decision(),), plans=(a_plan(state="granted"),)
    )
    assert codes(offered(kept)) == [EFFECT, FULL, "offer.change-plan"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"days": 30, "first_overdue": "yes"}, True),
        ({"days": 31, "first_overdue": "yes"}, False),
        ({"days": 30, "first_overdue": "no"}, False),
        ({"days": 30, "first_overdue": "yes", "came_forward": "no"}, False),
    ],
)
def test_a_waiver_is_spoken_of_only_where_its_conditions_are_met(
    given: dict[str, Any], found: bool
) -> None:
    """First time, came forward, up to 30 days (R145, R146)."""
    assert ("offer.waiver" in codes(offered(a_case(), **given))) is found


@pytest.mark.parametrize(
    ("case", "klass", "found"),
    [
        (a_case(decisions=(a_decision("technical"),)), "technical", []),
        (a_case(decisions=(a_decision("malicious"),)), "malicious", [EFFECT, FULL]),
        (a_case(loan=a_loan(due_date=TODAY)), "", []),
        (a_case(loan=a_loan(contract_rate=None)), "", []),
    ],
)
def test_nothing_is_offered_that_the_rules_would_refuse(
    case: Case, klass: str, found: list[str]
) -> None:
    """Malicious: in full and at once; technical, not overdue, unknown: nothing (R117, R149)."""
    assert codes(offered(case, klass)) == found
