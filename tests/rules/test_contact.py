"""Whether one may contact a customer: hours, counts, third persons, pace (R086, R157, R177)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.contact import Contact
from branchdesk.rules.contact import breaches, counters, lost, may_contact, next_allowed, pace
from tests.builders import a_customer, a_policy, codes, situations

PHONE = "13900001202"
CUSTOMER = a_customer(kind="person", phones=("139-0000-1202",))
ROWS = [pytest.param(row, id=row["zh"]) for row in situations("contact")]


def past(line: str) -> Contact:
    """A contact as the table writes it."""
    day, clock, result, *more = line.split()
    who = [w for w in more if w not in ("in", "停") and not w.startswith("@")]
    number = next((w[1:] for w in more if w.startswith("@")), PHONE)
    return contact(
        f"{day} {clock}", result=result, direction="in" if "in" in more else "out",
        counterpart=who[0] if who else "self", number=number, stop="停" in more,
    )  # fmt: skip


def contact(at: str, **given: Any) -> Contact:
    """A call by us to the customer's own number."""
    usual = {"number": PHONE, "counterpart": "self", "customer_id": CUSTOMER.id}
    return Contact(at=datetime.fromisoformat(at), **(usual | given))


@pytest.mark.parametrize("row", ROWS)
def test_the_table_says_whether_one_may_contact_now_and_when(row: dict[str, Any]) -> None:
    """Hours, six calls a number, three talks a debtor, third persons (R157, R177)."""
    planned = contact(
        row["at"], counterpart=row.get("who", "self"), number=row.get("to", PHONE),
        channel=row.get("way", "call"), agreed=row.get("agreed", False),
    )  # fmt: skip
    history = [past(line) for line in row.get("past", [])]

    found = may_contact(planned, history, CUSTOMER, a_policy())
    later = next_allowed(planned, history, CUSTOMER, a_policy())

    assert codes(found) == [f"contact.{code}" for code in row["against"]]
    assert (later.isoformat(" ", "minutes") if later else "-") == row["next"]
    assert all(f.source and Words(lang).finding(f) for f in found for lang in LANGS)


def test_what_the_customer_does_breaks_nothing_and_is_not_counted() -> None:
    """A call at night, a walk-in, a complaint: never judged (R115)."""
    calls = [contact("2026-11-25 23:10", direction="in", result="complaint")] * 9
    assert breaches(calls[0], calls, CUSTOMER, a_policy()) == []
    assert counters(contact("2026-11-25 09:00"), calls).attempts == 0


def test_calls_count_by_number_and_talks_by_debtor() -> None:
    """Over all cases of the customer, and over all customers of a number (R090)."""
    other = contact("2026-11-25 09:00", result="promise", customer_id="C00002", case="B")
    mine = contact("2026-11-25 10:00", result="promise", number="13900001299", case="C")
    seen = counters(contact("2026-11-25 11:00", case="A"), [other, mine])
    assert (seen.attempts, seen.talks) == (1, 1)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"result": "no_answer"}, []),
        ({"identity": ("full_name",)}, ["contact.not-identified"]),
        ({"identity": ("id_card_seen",)}, []),
        ({"identity": ()}, []),  # nobody noted it: a gap, no breach
        ({"counterpart": "family", "identity": ("full_name",)}, ["contact.told-third"]),
        ({"counterpart": "family", "identity": ("authorisation_seen",)}, []),
        ({"counterpart": "family", "result": "third_party"}, []),  # on the customer's own phone
        ({"counterpart": "guarantor", "identity": ("full_name",)}, ["contact.not-identified"]),
        ({"channel": "sms", "identity": ()}, []),
    ],
)
def test_who_speaks_decides_what_may_be_said(given: dict[str, Any], found: list[str]) -> None:
    """Identity by who speaks; to others no word of the debt without authorisation (R036, R177)."""
    told = {"result": "promise", "identity": ("full_name", "id_tail")} | given
    done = contact("2026-11-25 10:00", **told)
    assert codes(breaches(done, [], CUSTOMER, a_policy())) == found


def test_a_third_person_called_without_loss_of_contact_is_a_breach() -> None:
    """Only where another number was called (R157)."""
    done = contact(
        "2026-11-25 10:00", counterpart="other", number="13900001277", result="third_party"
    )
    assert codes(breaches(done, [], CUSTOMER, a_policy())) == ["contact.not-lost"]


def test_the_staff_of_a_firm_are_no_third_persons() -> None:
    """Whoever answers the firm's telephone (R157)."""
    firm = a_customer()
    planned = contact("2026-11-25 10:00", counterpart="employee")
    assert may_contact(planned, [], firm, a_policy()) == []
    assert codes(may_contact(planned, [], CUSTOMER, a_policy())) == ["contact.not-lost"]


def test_every_number_on_file_must_be_wrong() -> None:
    """One that was not tried may still reach the customer (R157)."""
    two = a_customer(phones=(PHONE, "13900001299"))
    first = contact("2026-11-24 10:00", result="wrong_number")
    second = contact("2026-11-24 11:00", result="wrong_number", number="13900001299")
    noon = datetime(2026, 11, 25, 12)
    assert not lost([first], two, noon, a_policy())
    assert lost([first, second], two, noon, a_policy())


@pytest.mark.parametrize(
    ("days", "last", "found"),
    [
        (30, None, []),
        (31, None, ["contact.pace-due"]),
        (31, "2026-11-20", []),  # five days
        (60, "2026-11-18", []),  # seven days
        (60, "2026-11-17", ["contact.pace-due"]),
        (60, "2026-11-21", ["contact.pace-early"]),
        (61, "2026-11-25", []),
    ],
)
def test_the_second_stage_wants_a_contact_every_five_to_seven_days(
    days: int, last: str | None, found: list[str]
) -> None:
    """Advice for days 31 to 60, no block (R086)."""
    history = [contact(f"{last} 10:00", result="promise")] if last else []
    advice = pace(history, days, a_policy(), date(2026, 11, 25))
    assert codes(advice) == found
    assert all(Words(lang).finding(f) for f in advice for lang in LANGS)
