"""Who is reminded of a sum that falls due, when and by which way (R080, R081)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from branchdesk.model.desk.due import Due
from branchdesk.rules.contact import contact_of
from branchdesk.rules.due import take_over
from branchdesk.rules.reminder import dues, listed_reminder, reminders, without_case
from tests.builders import TODAY, a_case, a_loan, a_policy, an_entry, an_item, money

DUE = TODAY + timedelta(days=3)
LOAN = a_loan(due_date=DUE, amount=money("5000.00"))


@pytest.mark.parametrize(
    ("ahead", "way"),
    [(-1, []), (0, []), (1, ["call"]), (2, ["sms"]), (3, ["sms"]), (4, [])],
)
def test_three_days_before_by_sms_and_the_day_before_by_phone(ahead: int, way: list[str]) -> None:
    """A step that fell on a day off is not lost (R080, R081)."""
    case = a_case(loan=a_loan(due_date=TODAY + timedelta(days=ahead)))
    assert [r.by for r in reminders(case, [], a_policy(), TODAY)] == way


@pytest.mark.parametrize(
    ("channel", "day", "left"),
    [
        ("sms", TODAY, []),
        ("call", TODAY, []),
        ("sms", TODAY - timedelta(days=1), ["sms"]),
    ],
)
def test_a_contact_since_then_has_given_it(channel: str, day: date, left: list[str]) -> None:
    """One of an earlier day was about something else (R081)."""
    entry = an_entry(direction="out", channel=channel, at=f"{day}T09:00:00", result="call_back")
    case = a_case(loan=LOAN, timeline=(entry,))
    found = reminders(case, [contact_of(case, entry)], a_policy(), TODAY)
    assert [r.by for r in found] == left


def test_a_period_that_is_due_next_is_told_with_what_is_open_of_it() -> None:
    """An older missed one does not hide it (R082)."""
    items = (an_item(TODAY - timedelta(days=30), "900"), an_item(DUE, "1000", "20", paid="20"))
    [one] = reminders(a_case(loan=a_loan(overdue_items=items)), [], a_policy(), TODAY)
    assert (one.due, one.amount) == (DUE, money("1000.00"))


def a_due(ahead: int, **told: Any) -> Due:
    """A sum of the due list, so many days ahead."""
    plain: dict[str, Any] = {
        "contract_no": "D1",
        "customer_name": "秦小满",
        "amount": money("100.00"),
    }
    return Due(**(plain | told), due=TODAY + timedelta(days=ahead))


@pytest.mark.parametrize(
    ("due", "way"),
    [
        (a_due(4), None),
        (a_due(3), "sms"),
        (a_due(3, sms_on=TODAY), None),
        (a_due(2, sms_on=TODAY - timedelta(days=1)), None),
        (a_due(3, sms_on=TODAY - timedelta(days=9)), "sms"),
        (a_due(3, called_on=TODAY), None),
        (a_due(1, sms_on=TODAY - timedelta(days=1)), "call"),
        (a_due(1, called_on=TODAY), None),
        (a_due(1, called_on=TODAY - timedelta(days=1)), "call"),
        (a_due(0), None),
        (a_due(-1), None),
    ],
)
def test_an_account_without_a_case_is_reminded_once_each_way(due: Due, way: str | None) -> None:
    """By SMS three days before, by phone the day before (R080, R081)."""
    found = listed_reminder(due, a_policy(), TODAY)
    assert (found.by if found else None) == way


def test_a_case_takes_the_sum_of_its_day_from_the_due_list() -> None:
    """A rounded sum is not told to a customer; a plan in force speaks alone (R082)."""
    case = a_case(loan=LOAN)
    assert dues(case, TODAY, [a_due(3)]) == [(DUE, money("100.00"))]
    assert dues(case, TODAY, [a_due(3, approximate=True)]) == [(DUE, None)]
    assert len(dues(case, TODAY, [a_due(2)])) == 2


@pytest.mark.parametrize(
    ("state", "left"),
    [("dunning", 0), ("enquired", 0), ("settled", 1), ("written_off", 0), ("transferred", 0)],
)
def test_a_loan_that_goes_on_after_its_case_is_reminded_as_any_other(state: str, left: int) -> None:
    """What was transferred or written off is not (R080)."""
    case = a_case(state=state, loan=a_loan(contract_no="D1"))
    assert len(without_case([a_due(3)], [case])) == left


def test_a_changed_sum_is_reminded_of_again() -> None:
    """The customer knows the wrong one; what could not be read stays (R080)."""
    old = (a_due(3, sms_on=TODAY), a_due(5, contract_no="D2"), a_due(6, contract_no="D3"))
    listed = (a_due(3), a_due(3, contract_no="D4"))
    found = take_over(old, listed, TODAY, frozenset({"D2"}))
    assert found.unchanged == (old[0].key,) and found.dues[0].sms_on == TODAY
    assert found.gone == (old[2].key,) and old[1] in found.dues
    again = take_over(found.dues, (a_due(3, amount=money("101.00")),), TODAY, frozenset())
    assert again.dues[0].sms_on is None and again.updated == (old[0].key,)
