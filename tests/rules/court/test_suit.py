"""The way through the courts: order, clocks, fees, what speaks against a suit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import Money
from branchdesk.basics.period import years_after
from branchdesk.model.suit import Stage, Suit
from branchdesk.rules.court.suit import (
    AFTER,
    clocks,
    may_hand_over,
    may_list_credit,
    preservation_fee,
    unusual,
)
from tests.builders import NOW, a_case, a_decision, a_letter, a_policy, codes, money

FRIDAY = date(2026, 11, 20)
LATER = date(2027, 12, 31)


def a_suit(*stages: tuple[str, date], since: date = FRIDAY) -> Suit:
    made = [Stage(code=code, on=on, by="kan", at=NOW) for code, on in stages]  # type: ignore[arg-type]
    return Suit(since=since, approval="A-1", stages=tuple(made))


def running(suit: Suit) -> dict[str, date]:
    return {clock.code: clock.due for clock in clocks(suit, a_policy(), LATER)}


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        ((), {"papers": date(2026, 11, 25)}),
        ((("papers_ready", date(2026, 11, 23)),), {}),
        ((("filed", date(2026, 11, 25)),), {"decision": date(2026, 12, 2)}),
        ((("preserved", date(2026, 11, 23)),), {"sue": date(2026, 12, 23)}),
        ((("preserved", date(2026, 11, 23)), ("filed", date(2026, 12, 1))),
         {"decision": date(2026, 12, 8)}),
        ((("filed", FRIDAY), ("judgment", date(2027, 3, 1))), {"appeal": date(2027, 3, 16)}),
        ((("judgment", FRIDAY), ("effective", date(2027, 4, 1))), {"enforce": date(2029, 4, 1)}),
        ((("effective", date(2027, 4, 1)), ("enforcement", date(2027, 5, 1))), {}),
    ],
)  # fmt: skip
def test_each_stage_starts_and_stops_its_clock(
    stages: tuple[tuple[str, date], ...], found: dict[str, date]
) -> None:
    """Papers in 3 working days (R164); acceptance 7 days, suit after preservation 30, appeal 15,
    enforcement 2 years (Civil Procedure Law 126, 104, 171, 250; R163)."""
    assert running(a_suit(*stages)) == found


def test_what_is_reached_later_begins_no_clock_before() -> None:
    """On the day of the decision the papers are due, before it nothing, after the suit the court's
    own days (R164)."""
    suit = a_suit(("filed", date(2026, 11, 25)))
    told = [[c.code for c in clocks(suit, a_policy(), FRIDAY + timedelta(days=n))]
            for n in (-1, 0, 5)]  # fmt: skip
    assert told == [[], ["papers"], ["decision"]]


def test_working_days_skip_the_holiday_and_next_years_are_provisional() -> None:
    """Three working days from 30 September end on 10 October; of 2027 no holiday is known."""
    (holiday,) = clocks(a_suit(since=date(2026, 9, 30)), a_policy(), LATER)
    (unknown,) = clocks(a_suit(since=date(2027, 3, 1)), a_policy(), LATER)

    assert (holiday.due, holiday.provisional) == (date(2026, 10, 10), False)
    assert (unknown.due, unknown.provisional) == (date(2027, 3, 4), True)


@pytest.mark.parametrize(
    ("code", "on", "found"),
    [
        ("papers_ready", FRIDAY, []),
        ("filed", FRIDAY, ["suit.order"]),
        ("papers_ready", FRIDAY - timedelta(days=1), ["suit.before-decision"]),
    ],
)
def test_an_unusual_stage_is_remarked_on_and_never_refused(
    code: str, on: date, found: list[str]
) -> None:
    """A fact is always recorded."""
    assert codes(unusual(a_suit(), code, on)) == found


def test_a_stage_before_the_last_is_remarked_on() -> None:
    suit = a_suit(("papers_ready", FRIDAY + timedelta(days=3)))

    assert codes(unusual(suit, "filed", FRIDAY + timedelta(days=1))) == ["suit.earlier"]


def test_every_stage_is_reachable_and_leads_only_to_stages() -> None:
    """One table: no stage hangs in the air (R154: suit or arbitration)."""
    reachable = {after for many in AFTER.values() for after in many}

    assert reachable == set(AFTER) - {""}


@pytest.mark.parametrize(
    ("claim", "fee"),
    [("500.00", "30.00"), ("1000.00", "30.00"), ("100000.00", "1020.00"),
     ("290799.11", "1974.00"), ("896000.00", "5000.00"), ("9000000.00", "5000.00")],
)  # fmt: skip
def test_the_preservation_fee_goes_by_brackets_to_a_cap(claim: str, fee: str) -> None:
    """诉讼费用交纳办法, article 14: 30, then 1 %, then 0.5 %, 5,000 at most."""
    assert preservation_fee(money(claim), a_policy()) == money(fee)


@given(st.integers(0, 10**10), st.integers(0, 10**8))
def test_a_larger_claim_never_costs_less(fen: int, more: int) -> None:
    low, high = (Money(str(n // 100)) for n in (fen, fen + more))

    assert preservation_fee(low, a_policy()) <= preservation_fee(high, a_policy())


@pytest.mark.parametrize(
    ("day", "years", "found"),
    [
        (date(2024, 2, 29), 2, date(2026, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 11, 22), 2, date(2028, 11, 22)),
    ],
)
def test_years_end_on_the_same_day_or_the_months_last(day: date, years: int, found: date) -> None:
    """Civil Code 202."""
    assert years_after(day, years) == found


def test_what_speaks_against_a_suit() -> None:
    """A technical case is put right (R149); without a class nothing is decided (R054)."""
    sued = a_case(state="with_legal", suit=a_suit(), decisions=(a_decision(),))

    assert codes(may_hand_over(a_case())) == ["suit.not-classified"]
    technical = a_case(state="classified", decisions=(a_decision("technical"),))
    assert codes(may_hand_over(technical)) == ["suit.technical"]
    kept = a_case(state="in_arrangement", decisions=(a_decision(),))
    assert codes(may_hand_over(kept)) == ["state.no-place"]
    assert codes(may_hand_over(sued)) == ["suit.there-already"]
    assert may_hand_over(a_case(state="dunning", decisions=(a_decision(),))) == []


def test_bad_credit_is_reported_only_after_a_notice() -> None:
    """征信业管理条例, article 15 (R155); a draft tells nobody anything."""
    draft, issued = a_letter(number=""), a_letter(number="西银催字〔2026〕第0001号")

    assert codes(may_list_credit(a_case(letters=(draft,)))) == ["suit.no-notice"]
    assert may_list_credit(a_case(letters=(issued,))) == []
