"""Who is reminded of a sum that falls due, when and by which way (R080, R081)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from branchdesk.rules.contact import contact_of
from branchdesk.rules.reminder import reminders
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
