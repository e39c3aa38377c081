"""The states of a case and the ways between them (architecture: state of a case)."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.case import State
from branchdesk.rules.state import ENDS, RESERVED, WAYS, WORKING, may_close, may_move
from tests.builders import a_case, a_checked, a_decision, a_loan, codes

STATES = get_args(State)
OPEN = ("enquired", "verified", *WORKING)
FREE_ENDS = ("written_off", "handed_over", "transferred", "renewed", "debt_asset")
"""End states that ask for nothing beside the way."""
PAID = a_loan(checked=(a_checked("0.00"),))

BEGIN = {("enquired", "verified"), ("enquired", "classified"), ("verified", "classified")}
WORK = {
    ("classified", "dunning"),
    ("classified", "in_arrangement"),
    ("classified", "with_legal"),
    ("classified", "with_agency"),
    ("dunning", "classified"),
    ("dunning", "in_arrangement"),
    ("dunning", "with_legal"),
    ("dunning", "with_agency"),
    ("in_arrangement", "dunning"),
    ("with_legal", "in_arrangement"),
    ("with_agency", "dunning"),
}
CLOSE = {(state, end) for state in WORKING for end in ENDS}
ERROR = {("enquired", "recorded_in_error"), ("verified", "recorded_in_error")}
AFTER = {("settled", "dunning"), *((end, "archived") for end in ENDS)}
EVERY_WAY = BEGIN | WORK | CLOSE | ERROR | AFTER


@pytest.mark.parametrize("now", STATES)
def test_a_case_goes_the_ways_of_the_table_and_no_others(now: str) -> None:
    """Every pair of states, both ways; classified before anything is dunned (R003, R050)."""
    may = {to for to in STATES if not may_move(a_case(state=now), to)}
    assert may == {to for start, to in EVERY_WAY if start == now}


def test_the_table_names_every_state_and_no_unknown_one() -> None:
    """A state without a row would be a trap."""
    assert set(WAYS) == set(STATES)
    assert {to for ways in WAYS.values() for to in ways} <= set(STATES)
    assert set(RESERVED) < set(ENDS)


def test_a_refused_way_names_both_states() -> None:
    """The clerk sees where the case stands."""
    [finding] = may_move(a_case(), "dunning")
    assert finding.code == "state.no-way"
    assert "已受理" in Words("zh").finding(finding) and "催收中" in Words("zh").finding(finding)
    assert all("{" not in Words(lang).finding(finding) for lang in LANGS)


@pytest.mark.parametrize("state", WORKING)
@pytest.mark.parametrize("outcome", FREE_ENDS)
def test_a_case_that_is_worked_on_may_end(state: str, outcome: str) -> None:
    """Written off, handed over, transferred, renewed, asset in lieu."""
    assert may_close(a_case(state=state), outcome) == []


@pytest.mark.parametrize(
    ("loan", "reasons"),
    [
        (PAID, []),
        (a_loan(), ["close.not-checked"]),
        (a_loan(checked=(a_checked("0.01"),)), ["close.still-owed"]),
        (a_loan(checked=(a_checked("0.00"), a_checked("5.00"))), ["close.still-owed"]),
        (a_loan(checked=(a_checked("5.00"), a_checked("0.00"))), []),
    ],
)
def test_a_case_is_settled_only_where_the_checked_figures_are_nought(
    loan: Any, reasons: list[str]
) -> None:
    """The last figures compared with the core system count."""
    assert codes(may_close(a_case(state="dunning", loan=loan), "settled")) == reasons


@pytest.mark.parametrize(
    ("decisions", "allowed"),
    [((), False), ((a_decision("non_malicious"),), False), ((a_decision("technical"),), True)],
)
def test_only_a_technical_case_ends_as_put_right(decisions: Any, allowed: bool) -> None:
    """Technical cases are put right (R149)."""
    case = a_case(state="classified", decisions=decisions)
    assert codes(may_close(case, "technical_resolved")) == (
        [] if allowed else ["close.not-technical"]
    )


def test_the_last_decision_says_whether_a_case_is_technical() -> None:
    """A revised class counts (R054, R149)."""
    revised = a_case(
        state="classified", decisions=(a_decision("technical"), a_decision("malicious"))
    )
    assert codes(may_close(revised, "technical_resolved")) == ["close.not-technical"]


@pytest.mark.parametrize("state", STATES)
def test_recorded_in_error_ends_any_open_case_and_no_closed_one(state: str) -> None:
    """A slip of the pen can be ended from anywhere, once."""
    allowed = may_close(a_case(state=state), "recorded_in_error") == []
    assert allowed == (state in OPEN)


def test_every_reason_against_an_end_is_given_at_once() -> None:
    """Not the first alone (house style 5)."""
    assert codes(may_close(a_case(), "settled")) == ["state.no-way", "close.not-checked"]
    assert codes(may_close(a_case(), "technical_resolved")) == [
        "state.no-way",
        "close.not-technical",
    ]
