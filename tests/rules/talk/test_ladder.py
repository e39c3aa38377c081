"""Whose turn it is: the order of the department whose case it is, step by step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.suit import Stage, Suit
from branchdesk.rules.severity import Severity
from branchdesk.rules.talk.ladder import next_step
from tests.builders import NOW, TODAY, a_case, a_policy, an_entry, codes

POLICY = a_policy()


def contacted(*done: str, direction: str = "out") -> tuple[Entry, ...]:
    """Contacts by these channels, one a day, the last of them yesterday."""
    days = [NOW - timedelta(days=len(done) - n) for n in range(len(done))]
    entries = [
        an_entry(channel=channel, direction=direction, at=day.isoformat(), result="no_answer")
        for day, channel in zip(days, done, strict=True)
    ]
    return tuple(msgspec.structs.replace(e, seq=n) for n, e in enumerate(entries, 1))


def turn(case: Case, severity: Severity, klass: str = "") -> Any:
    """Number and step whose turn it is; None where no order counts."""
    found = next_step(case, klass, severity, POLICY, TODAY)
    if not found or found[0].code == "ladder.done":
        return codes(found) or None
    return found[0].facts["no"], found[0].facts["step"].code


@pytest.mark.parametrize(
    ("done", "found"),
    [
        ((), (1, "sms")),
        (("sms",), (2, "call")),
        (("sms", "call"), (3, "sms")),
        (("sms", "call", "sms"), (4, "call")),
        (("sms", "call", "sms", "call"), (5, "visit")),
        (("sms", "call", "sms", "call", "visit"), ["ladder.done"]),
        (("call", "call"), (1, "sms")),
        (("call", "sms", "visit", "call"), (3, "sms")),
    ],
)
def test_the_credit_department_goes_from_message_to_visit(
    done: tuple[str, ...], found: Any
) -> None:
    """SMS, first call, dunning SMS, second call, assisted visit, each in its turn (R091)."""
    assert turn(a_case(timeline=contacted(*done)), "light") == found


@pytest.mark.parametrize("severity", ["moderate", "severe"])
def test_the_legal_department_calls_then_visits(severity: Severity) -> None:
    """What was called before counts (R092)."""
    assert turn(a_case(), severity) == (1, "call")
    assert turn(a_case(timeline=contacted("sms", "call")), severity) == (2, "visit")


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        ((), (1, "filed")),
        (("filed", "accepted"), (2, "preserved")),
        (("filed", "preserved", "judgment"), (3, "enforcement")),
        (("filed", "enforcement"), ["ladder.done"]),
    ],
)
def test_at_court_the_stages_of_the_suit_are_the_steps(stages: tuple[Any, ...], found: Any) -> None:
    """Filing, preservation, enforcement; what came without one before it counts (R092)."""
    told = tuple(Stage(code=code, on=TODAY, by="fa", at=datetime(2026, 11, 1)) for code in stages)
    suit = Suit(since=date(2026, 10, 1), stages=told, approval="A-1")
    assert turn(a_case(state="with_legal", suit=suit), "severe") == found


@pytest.mark.parametrize(
    ("given", "severity", "klass"),
    [
        ({"state": "in_arrangement"}, "light", ""),
        ({"state": "settled"}, "severe", ""),
        ({}, "light", "technical"),
        ({}, "", ""),
    ],
)
def test_nobody_is_walked_up_who_keeps_a_plan_or_was_wronged(
    given: dict[str, Any], severity: Severity, klass: str
) -> None:
    """Kept plans, ended cases, technical ones and unknown days have no next step (R103, R149)."""
    assert turn(a_case(**given), severity, klass) is None


def test_what_the_customer_did_is_no_step_of_ours() -> None:
    """A call by the customer is recorded, and takes no step (R091)."""
    assert turn(a_case(timeline=contacted("sms", direction="in")), "light") == (1, "sms")
