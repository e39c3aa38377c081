"""A call in its order: who may hear what, which stages are open, and the tone."""

from __future__ import annotations

import pytest

from branchdesk.model.case import Case
from branchdesk.model.follow.talk import STAGES, Stage
from branchdesk.model.loan import Guarantor
from branchdesk.rules.talk.call import (
    after,
    before,
    minutes,
    nearest,
    open_stages,
    route,
    still_running,
    tone,
    whose,
)
from tests.builders import a_case, a_customer, a_decision, a_loan, a_plan, a_policy

CALL, PAPER = "callback_on_file_number", "authorisation_seen"
POLICY = a_policy()

WAYS = [
    ("person", "", "full_name id_tail", "begin"),
    ("person", "self", "", "unverified"),
    ("person", "self", "full_name", "unverified"),
    ("person", "self", "full_name id_tail", "open"),
    ("person", "self", "id_card_seen", "open"),
    ("enterprise", "legal_representative", "full_name contract_no", "unverified"),
    ("enterprise", "legal_representative", f"full_name contract_no {CALL}", "open"),
    ("enterprise", "employee", "full_name id_tail contract_no", "unverified"),
    ("enterprise", "employee", PAPER, "open"),
    ("person", "employee", "full_name id_tail", "third"),
    ("person", "family", "full_name id_tail contract_no id_card_seen", "third"),
    ("person", "family", PAPER, "open"),
    ("person", "other", "full_name id_tail", "third"),
    ("person", "guarantor", "full_name id_tail", "open"),
    ("person", "voicemail", "full_name id_tail", "voicemail"),
    ("person", "no_answer", "", "unreached"),
    ("person", "wrong_number", "id_card_seen", "unreached"),
]


@pytest.mark.parametrize(("kind", "answered", "checked", "way"), WAYS)
def test_who_answered_and_what_was_checked_open_the_debt_or_not(
    kind: str, answered: str, checked: str, way: str
) -> None:
    """Identity before any word about the debt; a third person hears none (R036, R177)."""
    assert route(answered, checked.split(), a_customer(kind=kind), POLICY) == way


def test_only_the_open_way_has_the_stages_that_speak_of_the_debt() -> None:
    """Greeting, identity and closing at most, until the identity suffices (R036, R084)."""
    told = STAGES[STAGES.index("facts") : STAGES.index("close")]
    for way in ("begin", "unverified", "third", "voicemail", "unreached"):
        assert not set(told) & set(open_stages(way)), way
    assert open_stages("open") == STAGES


@pytest.mark.parametrize(
    ("stage", "way", "following"),
    [("prepare", "begin", "greet"), ("greet", "begin", "greet"),
     ("greet", "unverified", "identity"), ("identity", "unverified", "close"),
     ("identity", "open", "facts"), ("greet", "unreached", "close"), ("close", "open", "close")],
)  # fmt: skip
def test_the_next_stage_follows_the_order_of_the_talk(
    stage: Stage, way: str, following: Stage
) -> None:
    """Greet, identity, facts, reason, ability, proposal, promise, effects, close (R084)."""
    assert after(stage, way) == following  # type: ignore[arg-type]


def test_one_may_go_back_but_what_was_dialled_is_not_prepared_again() -> None:
    """An identity taken back leads away from the debt at once."""
    assert [before(s, "open") for s in ("greet", "facts", "close")] == [
        "greet", "identity", "effects",
    ]  # fmt: skip
    assert before("close", "voicemail") == "greet"
    assert (nearest("promise", "unverified"), nearest("promise", "open")) == ("identity", "promise")


PLAN = a_plan(state="granted")
TONES = [
    (a_case(), "non_malicious", "light", "light"),
    (a_case(), "", "moderate", "moderate"),
    (a_case(), "", "severe", "severe"),
    (a_case(), "", "none", "none"),
    (a_case(), "", "", "none"),
    (a_case(), "technical", "severe", "technical"),
    (a_case(plans=(PLAN,)), "malicious", "severe", "arranged"),
    (a_case(decisions=(a_decision("malicious"),)), "malicious", "light", "malicious"),
    (a_case(decisions=(a_decision("malicious", confirmed=False),)), "malicious", "light", "light"),
]


@pytest.mark.parametrize(("case", "klass", "severity", "said"), TONES)
def test_the_tone_follows_class_and_severity(
    case: Case, klass: str, severity: str, said: str
) -> None:
    """Friendly, then with effects, then formal; malicious once confirmed (R083, R087, R117)."""
    assert tone(case, klass, severity) == said


def test_a_number_tells_who_is_called() -> None:
    """What is not on file is a third person's until somebody records it (R157)."""
    case = a_case(loan=a_loan(guarantors=(Guarantor("高翔", phone="139-0000-1300"),)))
    numbers = ("", "+86 138 0013 8000", "13900001300", "13900009999")
    found = [whose(number, a_customer(), case) for number in numbers]
    assert found == ["self", "self", "guarantor", "other"]


@pytest.mark.parametrize(("seconds", "length"), [(0, 1), (60, 1), (61, 2), (192, 4)])
def test_a_call_is_counted_in_minutes_begun(seconds: int, length: int) -> None:
    """The length stands on the record (R085)."""
    assert minutes(seconds) == length


@pytest.mark.parametrize(("seconds", "awake"), [(0, True), (1799, True), (1800, False)])
def test_a_call_keeps_the_screens_open_for_half_an_hour_at_most(seconds: int, awake: bool) -> None:
    """A telephone left off the hook is no reason to leave the desk open (R181)."""
    assert still_running(seconds, POLICY.pin.call_minutes) is awake
