"""All clocks of a case together: which run, in which order, and the laws that hold of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.model.case import Case
from branchdesk.model.suit import Stage, Suit
from branchdesk.model.terms import Terms
from branchdesk.rules.clock.clocks import clocks
from branchdesk.rules.clock.guarantee import period
from branchdesk.rules.clock.limitation import limitation
from branchdesk.store.codec import from_plain, to_plain
from tests.builders import NOW, TODAY, a_case, a_loan, a_policy
from tests.rules.clock.records import MATURED, a_guaranteed, called, claimed, happened, sued


@pytest.mark.parametrize(
    ("state", "before", "lives"),
    [
        ("dunning", "", True),
        ("written_off", "", True),
        ("archived", "written_off", True),
        ("archived", "handed_over", True),
        ("settled", "", False),
        ("archived", "settled", False),
        ("archived", "transferred", False),
    ],
)
def test_clocks_run_while_the_claim_lives(state: str, before: str, lives: bool) -> None:
    """Written off keeps the claim, archived or not."""
    case = a_case(state=state, before_archive=before)
    assert bool(clocks(case, a_policy(), TODAY)) is lives


def test_a_claim_that_was_settled_later_lived_before() -> None:
    """The clocks of an earlier day stand; of a case recorded in error there were none."""
    settled = happened(a_case(state="settled"), "closed", outcome="settled")
    days = (NOW.date() - timedelta(days=1), NOW.date())
    assert [bool(clocks(settled, a_policy(), day)) for day in days] == [True, False]
    wrong = happened(a_case(state="recorded_in_error"), "closed", outcome="recorded_in_error")
    assert clocks(wrong, a_policy(), days[0]) == ()


def test_a_loan_called_in_has_the_contract_s_clocks_on_the_days_before() -> None:
    """Limitation and guarantee run from maturity, from the call on the day it is made."""
    called_in = a_guaranteed(accelerated_on=TODAY)
    told = [[c.why.code for c in clocks(called_in, a_policy(), TODAY - timedelta(days=n))]
            for n in (0, 1)]  # fmt: skip
    assert told[0] == ["clock.guarantee-accelerated", "clock.start-accelerated"]
    assert "clock.guarantee-accelerated" not in told[1] and "clock.start-accelerated" not in told[1]


@pytest.mark.parametrize(
    ("maturity", "ends"),
    [
        (date(2027, 2, 10), (date(2029, 6, 8), date(2026, 12, 8))),
        (date(2026, 6, 8), (date(2029, 6, 8), date(2026, 12, 8))),
        (date(2026, 3, 31), (date(2029, 4, 2), date(2026, 9, 30))),
    ],
)
def test_a_bankruptcy_makes_due_what_was_due_later(maturity: date, ends: tuple[date, date]) -> None:
    """Limitation and guarantee run from the acceptance, never from later (Bankruptcy Law 46)."""
    told = {"interest_stops_on": date(2026, 6, 8), "repayment_method": "interest_only"}
    case = a_guaranteed(maturity=maturity, **told)
    found = {c.kind: c.until for c in clocks(case, a_policy(), TODAY)}
    assert (found["limitation"], found["guarantee"]) == ends
    before = {c.kind: c.why.code for c in clocks(case, a_policy(), date(2026, 6, 7))}
    assert before["limitation"] == "clock.start-instalments"


def test_what_runs_stands_first_and_the_nearest_end_before_the_others() -> None:
    """The guarantee is over, the limitation runs."""
    kinds = [(c.kind, c.state) for c in clocks(a_guaranteed(), a_policy(), TODAY)]
    assert kinds == [("limitation", "running"), ("guarantee", "expired")]


@pytest.mark.parametrize(
    ("terms", "until", "state", "why"),
    [
        ({}, date(2026, 12, 10), "running", "clock.claim-least"),
        ({"claims_from": date(2026, 11, 15)}, date(2026, 12, 15), "running", "clock.claim-least"),
        ({"claims_until": date(2026, 12, 31)}, date(2026, 12, 31), "running", "clock.claim-named"),
        ({"claim_filed_on": date(2026, 11, 20)}, date(2026, 12, 10), "met", "clock.claim-filed"),
    ],
)
def test_a_bankruptcy_leaves_thirty_days_or_what_the_notice_says(
    terms: dict[str, Any], until: date, state: str, why: str
) -> None:
    """Bankruptcy Law 45: 30 days at least, three months at most."""
    told = Terms(interest_stops_on=date(2026, 11, 10), **terms)
    [clock] = [c for c in clocks(a_case(loan=a_loan(terms=told)), a_policy(), TODAY)
               if c.kind == "claim"]  # fmt: skip
    assert (clock.until, clock.state, clock.why.code) == (until, state, why)


SEIZED = date(2026, 3, 2)


def seized(*stages: tuple[str, date, str]) -> Case:
    made = [Stage(code=c, on=on, seized=what, by="kan", at=NOW)  # type: ignore[arg-type]
            for c, on, what in stages]  # fmt: skip
    suit = Suit(since=SEIZED, approval="A-1", stages=(
        Stage(code="filed", on=SEIZED, by="kan", at=NOW), *made))  # fmt: skip
    return a_case(suit=suit)


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        ([("preserved", SEIZED, "deposit")], {"seizure_deposit": date(2027, 3, 2)}),
        ([("preserved", SEIZED, "movable")], {"seizure_movable": date(2028, 3, 2)}),
        ([("preserved", SEIZED, "real_estate")], {"seizure_real_estate": date(2029, 3, 2)}),
        ([("preserved", SEIZED, "deposit"), ("seizure_renewed", date(2026, 11, 2), "deposit")],
         {"seizure_deposit": date(2027, 11, 2)}),
        ([("preserved", SEIZED, "deposit"), ("withdrawn", date(2026, 5, 1), "")], {}),
    ],
)  # fmt: skip
def test_a_seizure_lasts_one_two_or_three_years_and_a_renewal_begins_it_anew(
    stages: list[tuple[str, date, str]], found: dict[str, date]
) -> None:
    """Deposits, movables, real estate."""
    told = clocks(seized(*stages), a_policy(), TODAY)
    assert {c.code: c.until for c in told if c.code.startswith("seizure")} == found


@pytest.mark.parametrize(
    ("stage", "code", "due"),
    [
        ("published", "published", date(2026, 12, 20)),
        ("rejected", "appeal_ruling", date(2026, 11, 30)),
        ("judgment", "appeal", date(2026, 12, 5)),
    ],
)
def test_publication_takes_thirty_days_and_a_ruling_leaves_ten(
    stage: str, code: str, due: date
) -> None:
    """Civil Procedure Law 95 and 171."""
    case = sued(a_case(), ("filed", SEIZED), (stage, date(2026, 11, 20)))
    assert {c.code: c.until for c in clocks(case, a_policy(), TODAY) if c.code} == {code: due}


ways = st.lists(
    st.tuples(
        st.sampled_from(["call", "silent", "claim", "demand", "suit"]),
        st.integers(0, 200).map(lambda n: MATURED + timedelta(days=n)),
    ),
    max_size=6,
)


def lived(events: list[tuple[str, date]]) -> Case:
    """A case in which all this happened, in this order of recording."""
    case = a_guaranteed()
    for what, on in events:
        if what == "claim":
            case = claimed(case, on)
        elif what == "demand":
            case = happened(case, "interrupted", on, event="demand", evidence="R-1")
        elif what == "suit":
            case = sued(case, ("filed", on), ("withdrawn", on))
        else:
            case = called(case, on, recording="REC-1" if what == "call" else "")
    return case


@given(ways)
def test_nothing_that_happens_moves_a_guarantee_period(events: list[tuple[str, date]]) -> None:
    """No pause, no interruption, no extension (Civil Code 692)."""
    before, after = a_guaranteed(), lived(events)
    [one] = before.loan.guarantors
    assert period(after, one, a_policy(), TODAY).end == period(before, one, a_policy(), TODAY).end


@given(ways, st.sampled_from(["call", "demand", "silent"]), st.integers(0, 200))
def test_one_more_interruption_never_brings_the_end_of_limitation_nearer(
    events: list[tuple[str, date]], what: str, days: int
) -> None:
    """Civil Code 195: it begins anew, it is never cut."""
    more = [*events, (what, MATURED + timedelta(days=days))]
    [before], [after] = (limitation(lived(e), a_policy(), TODAY) for e in (events, more))
    assert before.until is not None and after.until is not None
    assert after.until >= before.until


@given(ways)
def test_clocks_are_told_by_the_records_alone(events: list[tuple[str, date]]) -> None:
    """Written and read again, the same clocks; nothing of them is stored."""
    case = lived(events)
    read = from_plain(msgspec.json.decode(msgspec.json.encode(to_plain(case))), Case)
    assert clocks(read, a_policy(), TODAY) == clocks(case, a_policy(), TODAY)
