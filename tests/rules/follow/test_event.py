"""Events of the customer: contacts, papers, looks, claims (R183)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.model.follow.event import Event, Look
from branchdesk.rules.contact import breaches, may_contact, next_allowed
from branchdesk.rules.follow.event import against_paper, claim_clock, next_look, remarks
from tests.builders import NOW, TODAY, a_customer, a_policy, codes, situations

ROWS = [pytest.param(row, id=row["zh"]) for row in situations("event")]
POLICY = a_policy()


def an_event(kind: str = "bankrupt", **given: Any) -> Event:
    """An event of yesterday, recorded yesterday at ten."""
    usual: dict[str, Any] = {
        "id": "EV-1", "on": TODAY - timedelta(days=1), "case": "XA-2026-00001",
        "evidence": "公告", "by": "wang", "at": NOW - timedelta(days=1),
    }  # fmt: skip
    return Event(kind=kind, **(usual | given))


def after(event: Event) -> Customer:
    """A customer to whom it happened."""
    return a_customer(kind="person", phones=("13900001202",), events=(event,))


def a_call(who: str = "self", way: str = "call", at: datetime = NOW) -> Contact:
    """A contact by us that begins now."""
    return Contact(
        at=at, counterpart=who, channel=way, customer_id="C00001", number="", result="promise"
    )


@pytest.mark.parametrize("row", ROWS)
def test_the_table_says_what_an_event_stops(row: dict[str, Any]) -> None:
    """Who is left alone and which paper waits, each with its clause (R157, R177, R183)."""
    looks = (Look(on=TODAY, by="wang", found="已核对"),) if row.get("looked") else ()
    closed = TODAY - timedelta(days=1) if row.get("closed") else None
    customer = after(an_event(row["event"], looks=looks, closed_on=closed))

    if "paper" in row:
        found = against_paper(row["paper"], customer, POLICY)
    else:
        planned = a_call(row.get("who", "self"), row.get("way", "call"))
        found = may_contact(planned, [], customer, POLICY)

    assert codes(found) == row["against"]
    assert all(f.source and "{" not in Words(lang).finding(f) for f in found for lang in LANGS)


def test_no_waiting_helps_after_a_death() -> None:
    """The next moment is none: the debtor is not called again (R183)."""
    assert next_allowed(a_call(), [], after(an_event("deceased")), POLICY) is None


def test_a_call_before_anybody_knew_broke_nothing() -> None:
    """A fact is recorded; it is a breach only after the event was recorded (R179)."""
    customer = after(an_event("deceased"))
    before = a_call(at=NOW - timedelta(days=1, minutes=1))
    assert "event.no-contact" not in codes(breaches(before, [], customer, POLICY))
    assert "event.no-contact" in codes(breaches(a_call(), [], customer, POLICY))


def test_an_event_recorded_in_error_never_counted() -> None:
    """Nor does a kind that the branch's policy no longer knows."""
    wrong = an_event("deceased", closed_on=TODAY, wrong=True)
    for event in (wrong, an_event("eclipse")):
        assert may_contact(a_call(), [], after(event), POLICY) == []


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({}, date(2026, 12, 1)),  # the task: 7 days after it was recorded
        ({"looks": (Look(on=TODAY, by="wang", found="x"),)}, date(2026, 12, 25)),
        ({"next_on": date(2026, 11, 28)}, date(2026, 11, 28)),
        ({"kind": "eclipse"}, date(2026, 11, 24)),
    ],
)
def test_it_is_looked_at_until_it_is_closed(given: dict[str, Any], due: date) -> None:
    """First the task, then a look every thirty days (R183)."""
    assert next_look(an_event(**given), POLICY) == due


@pytest.mark.parametrize(
    ("given", "due", "told"),
    [
        ({"claim_by": date(2027, 1, 20)}, date(2027, 1, 20), True),
        ({"announced_on": date(2026, 11, 20)}, date(2026, 12, 21), False),
        ({}, date(2026, 12, 24), False),
    ],
)
def test_the_claim_of_a_bankruptcy_has_a_clock(
    given: dict[str, Any], due: date, told: bool
) -> None:
    """The court's date, else thirty days from the announcement; of a Sunday the Monday
    (Bankruptcy Law 45, Civil Code 203)."""
    clock = claim_clock(an_event(**given), POLICY)
    assert clock is not None and (clock.due, clock.told) == (due, told)


def test_the_clock_ends_with_the_claim() -> None:
    """Filed, closed, or an event without a claim."""
    assert claim_clock(an_event(claim_filed_on=TODAY), POLICY) is None
    assert claim_clock(an_event(closed_on=TODAY), POLICY) is None
    assert claim_clock(an_event("moved"), POLICY) is None
    assert remarks(an_event("moved"), POLICY) == []


@pytest.mark.parametrize(
    ("kind", "claim_by", "found"),
    [
        ("bankrupt", date(2026, 12, 9), ["event.claim-outside"]),
        ("bankrupt", date(2026, 12, 10), []),
        ("bankrupt", date(2027, 2, 10), []),
        ("bankrupt", date(2027, 2, 11), ["event.claim-outside"]),
        ("liquidation", date(2026, 12, 25), []),
        ("liquidation", date(2026, 12, 26), ["event.claim-outside"]),
        ("bankrupt", None, ["event.claim-unknown"]),
    ],
)
def test_a_last_day_outside_the_law_is_told(
    kind: str, claim_by: date | None, found: list[str]
) -> None:
    """Thirty days to three months from the announcement of 10 November; kept as told."""
    event = an_event(kind, announced_on=date(2026, 11, 10), claim_by=claim_by)
    assert codes(remarks(event, POLICY)) == found
