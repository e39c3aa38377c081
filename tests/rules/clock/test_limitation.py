"""The limitation period: when it begins, begins anew, is held (Civil Code 188 to 203)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from branchdesk.model.case import Case
from branchdesk.model.terms import Terms
from branchdesk.rules.clock.clock import Clock
from branchdesk.rules.clock.interruption import interruptions
from branchdesk.rules.clock.limitation import limitation
from tests.builders import TODAY, a_case, a_letter, a_loan, a_payment, a_policy, an_item
from tests.rules.clock.records import called, happened, sued

DAY = date(2026, 6, 10)
"""A Wednesday; three years later is a Sunday, moved to Monday 2029-06-11 for now."""
ANEW = date(2029, 6, 11)


def clock(case: Case, as_of: date = TODAY) -> Clock:
    return limitation(case, a_policy(), as_of)[0]


def a_debt(due: date | None = date(2024, 6, 10), **given: Any) -> Case:
    return a_case(loan=a_loan(due_date=due, **given))


@pytest.mark.parametrize(
    ("loan", "until", "why"),
    [
        ({"due_date": date(2023, 2, 17)}, date(2026, 2, 24), "clock.start-due"),  # G20
        ({"due_date": date(2024, 2, 29)}, date(2027, 3, 1), "clock.start-due"),
        ({"due_date": date(2024, 2, 28)}, date(2027, 3, 1), "clock.start-due"),
        ({"due_date": date(2024, 6, 10), "terms": Terms(
            maturity=date(2025, 1, 10), repayment_method="equal_principal")},
         date(2028, 1, 10), "clock.start-instalments"),
        ({"overdue_items": (an_item(date(2024, 5, 10), "10"), an_item(date(2024, 7, 10), "10"))},
         date(2027, 7, 12), "clock.start-no-maturity"),
        ({"due_date": date(2024, 6, 10), "terms": Terms(
            maturity=date(2030, 1, 10), accelerated_on=date(2025, 3, 3))},
         date(2028, 3, 3), "clock.start-accelerated"),
        ({"due_date": None}, None, "clock.no-due-date"),
    ],
)  # fmt: skip
def test_three_years_from_the_day_on_which_all_was_due(
    loan: dict[str, Any], until: date | None, why: str
) -> None:
    """Instalments from the last one, a loan called in from that day (Civil Code 188, 189, 202,
    203)."""
    found = clock(a_case(loan=a_loan(**loan)))

    assert (found.until, found.why.code) == (until, why)


def test_a_last_day_in_a_year_without_a_notice_is_provisional() -> None:
    """Of 2026 the holidays are known, of 2027 they are not."""
    assert clock(a_debt(date(2023, 11, 2))).provisional is False
    assert clock(a_debt(date(2024, 2, 5))).provisional is True


Told = Callable[[Case], Case]


@pytest.mark.parametrize(
    ("what", "moves"),
    [
        (lambda c: called(c, DAY), True),
        (lambda c: called(c, DAY, recording=""), False),
        (lambda c: called(c, DAY, recording="unknown"), False),
        (lambda c: called(c, DAY, recording="", evidence="R-1"), True),
        (lambda c: called(c, DAY, result="no_answer"), False),
        (lambda c: called(c, DAY, result="third_party", counterpart="family"), False),
        (lambda c: called(c, DAY, counterpart="guarantor"), False),
        (lambda c: called(c, DAY, counterpart="family"), False),
        (lambda c: called(c, DAY, direction="in", result="promise"), True),
        (lambda c: called(c, DAY, direction="in", result="complaint"), False),
        (lambda c: called(c, DAY, channel="sms", result="", counterpart="", recording="",
                          evidence="SMS log 7"), True),
        (lambda c: called(c, DAY, channel="sms", result="", counterpart="", recording=""), False),
        (lambda c: happened(c, "interrupted", DAY, event="police_report", evidence="R-3"), True),
        (lambda c: happened(c, "interrupted", DAY, event="publication"), False),
        (lambda c: sued(c, ("filed", DAY), ("withdrawn", DAY)), True),
        (lambda c: sued(c, ("papers_ready", DAY)), False),
    ],
)  # fmt: skip
def test_only_what_reached_the_debtor_and_can_be_proved_begins_it_anew(
    what: Told, moves: bool
) -> None:
    """Civil Code 195, limitation interpretation 8, 10, 13, 14: demand, consent, suit, report."""
    assert clock(what(a_debt())).until == (ANEW if moves else date(2027, 6, 10))


def test_a_payment_is_part_performance_and_one_reversed_is_none() -> None:
    """Limitation interpretation 14: the bank's own books prove it."""
    paid = a_payment("100.00", on=DAY)
    reversed_ = a_payment("100.00", on=DAY, reversed_by=10)

    moved = clock(a_case(loan=a_debt().loan, payments=(paid,)))
    assert (moved.until, moved.last and moved.last.what) == (ANEW, "payment")
    assert clock(a_case(loan=a_debt().loan, payments=(reversed_,))).until == date(2027, 6, 10)
    assert clock(a_case(loan=a_debt().loan, payments=(
        a_payment("1.00", on=DAY, source="guarantor"),))).until == date(2027, 6, 10)  # fmt: skip


def test_an_issued_letter_moves_nothing_before_its_arrival_is_proved() -> None:
    """Posting is not arriving (R125, R126)."""
    sent = a_letter(number="7", issued_at=TODAY_AT)
    found = clock(a_case(loan=a_debt().loan, letters=(sent,)))

    assert found.until == date(2027, 6, 10)
    assert [(w.what, w.lacks) for w in found.weak] == [("letter-overdue_notice", "arrival")]


TODAY_AT = a_letter().at


def test_what_was_taken_back_counts_no_more() -> None:
    """A wrong record moves no clock, and its taking back restores what stood before."""
    case = happened(a_debt(), "interrupted", DAY, event="demand", evidence="R-1")
    assert clock(case).until == ANEW
    assert clock(happened(case, "interruption_reversed", entry=1)).until == date(2027, 6, 10)
    wrong = called(a_debt(), DAY)
    assert clock(happened(wrong, "contact_reversed", entry=1)).until == date(2027, 6, 10)


def test_a_late_demand_revives_nothing_and_consent_does() -> None:
    """After the end only the debtor's own agreement binds (Civil Code 192)."""
    old = a_debt(date(2022, 6, 10))
    assert clock(called(old, DAY)).state == "expired"
    assert clock(called(old, DAY, result="promise")).until == ANEW


def test_while_a_suit_stands_it_does_not_run_and_a_withdrawn_one_lets_it_run() -> None:
    """Civil Code 195; a suit that came too late holds nothing."""
    pending = clock(sued(a_debt(), ("filed", DAY), ("accepted", DAY)))
    assert (pending.state, pending.until, pending.why.code) == ("held", None, "clock.sued")
    final = clock(sued(a_debt(), ("filed", DAY), ("effective", DAY)))
    assert (final.state, final.why.code) == ("held", "clock.judged")
    late = clock(sued(a_debt(date(2022, 6, 10)), ("filed", DAY), ("accepted", DAY)))
    assert late.state == "expired"


def test_it_is_known_as_of_any_day() -> None:
    """What came after a day is not known on it."""
    case = called(a_debt(), DAY)
    assert clock(case, date(2026, 6, 9)).until == date(2027, 6, 10)
    assert interruptions(case, a_policy(), date(2026, 6, 9)) == []
    assert clock(a_debt(), date(2027, 6, 10)).state == "running"
    assert clock(a_debt(), date(2027, 6, 11)).state == "expired"


def test_a_mortgage_ends_with_its_debt() -> None:
    """Civil Code 419."""
    kinds = [c.kind for c in limitation(a_debt(collateral="房产"), a_policy(), TODAY)]
    assert kinds == ["limitation", "mortgage"]
