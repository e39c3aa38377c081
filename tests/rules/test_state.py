"""The states of a case and the ways between them (architecture: state of a case)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO
from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.case import Case, State
from branchdesk.rules import deferral, plan, reversal, visit, waiver
from branchdesk.rules.agency import mandate
from branchdesk.rules.court.suit import may_hand_over
from branchdesk.rules.owed.debt import debt
from branchdesk.rules.state import (
    ACTS,
    ENDS,
    RESERVED,
    WAYS,
    WORKING,
    may_close,
    may_move,
    out_of_place,
)
from tests.builders import (
    TODAY,
    a_case,
    a_checked,
    a_decision,
    a_loan,
    a_policy,
    codes,
    money,
    situations,
)

STATES = get_args(State)
OPEN = ("enquired", "verified", *WORKING)
PLACELESS = {
    "state.no-place", "state.no-way", "plan.closed", "waiver.closed", "deferral.closed",
    "reversal.closed",
}  # fmt: skip
FREE_ENDS = ("written_off", "handed_over", "transferred", "renewed", "debt_asset")
"""End states that ask for nothing beside the way."""
PAID = a_loan(checked=(a_checked("0.00"),))
OWED = debt(a_loan(), a_policy(), TODAY)
RULES: dict[str, Callable[[Case], list[Finding]]] = {
    "plan.propose": lambda case: plan.may_propose(
        plan.Asked(case=case, debt=OWED, days=44, periods=3, first=TODAY), a_policy(), TODAY
    ),
    "waiver.ask": lambda case: waiver.forbidden(
        waiver.Asked(case=case, debt=OWED, days=44, amount=money("1.00"), pay=ZERO, pay_by=TODAY),
        a_policy(),
        TODAY,
    ),
    "deferral.give": lambda case: deferral.may_defer(
        deferral.Asked(case=case, days=1, role="senior"), a_policy(), TODAY
    ),
    "penalty.reverse": lambda case: reversal.may_reverse_penalty(case, OWED),
    "visit.plan": lambda case: visit.may_plan(case, {}, a_policy()),
    "suit.ask": may_hand_over,
    "agency.mandate": lambda case: mandate.overtaken(case, "law_firm", TODAY),
    "case.close": lambda case: may_close(case, "recorded_in_error"),
    "case.archive": lambda case: may_move(case, "archived"),
}
"""The rules that weigh an act, by the act; a state that leaves no room is among their reasons."""

ROWS = situations("state")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["zh"])
def test_a_case_goes_the_ways_of_the_table_and_no_others(row: dict[str, Any]) -> None:
    """Every pair of states, both ways; classified before anything is dunned (R003, R050)."""
    case = a_case(state=row["state"])
    assert {to for to in STATES if not may_move(case, to)} == set(row["to"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["zh"])
def test_each_act_has_its_place_in_some_states_and_in_no_others(row: dict[str, Any]) -> None:
    """Every state by every act: a fact always has its place, what decides does not (R182)."""
    case = a_case(state=row["state"])
    assert {act for act in ACTS if out_of_place(case, act)} == set(row["not"])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", RULES)
def test_the_rule_of_an_act_asks_the_table(act: str, state: str) -> None:
    """No rule keeps a list of states of its own: table and refusal cannot differ (R182)."""
    case = a_case(state=state, decisions=(a_decision(),))
    refused = {f.code for f in RULES[act](case)} & PLACELESS
    assert bool(refused) == bool(out_of_place(case, act))


def test_the_rows_are_the_states() -> None:
    """One row each, so that a new state is decided on here too."""
    assert [row["state"] for row in ROWS] == list(STATES)


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
    case = a_case(
        state="classified", decisions=decisions, indicators={"put_right": "补扣并冲正罚息"}
    )
    assert codes(may_close(case, "technical_resolved")) == (
        [] if allowed else ["close.not-technical"]
    )


def test_a_technical_case_is_put_right_before_it_ends() -> None:
    """Fixed, explained, back to normal; the record says what was done (R149)."""
    case = a_case(state="classified", decisions=(a_decision("technical"),))
    assert codes(may_close(case, "technical_resolved")) == ["close.not-put-right"]


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
