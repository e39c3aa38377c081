"""What is to be paid next, when a reminder goes out, and when a loan is settled (R080, R182)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from branchdesk.model.case import Case
from branchdesk.rules.due import coming
from branchdesk.rules.letter import may_draft, may_issue
from tests.builders import (
    TODAY,
    a_branch,
    a_case,
    a_checked,
    a_decision,
    a_letter,
    a_loan,
    a_payment,
    a_policy,
    an_entry,
    codes,
    money,
)
from tests.rules.test_deferral import a_deferral
from tests.rules.test_instalment import FIRST, planned
from tests.rules.test_waiver import a_reversal, a_waiver

DAY = timedelta(days=1)


def decided(**given: Any) -> Case:
    return a_case(**({"state": "classified", "decisions": (a_decision(),)} | given))


def test_a_plan_goes_before_a_deferral_and_that_before_the_due_date() -> None:
    """The amount is what is still missing; of a deferral it is the whole debt (R080)."""
    plan = coming(planned(a_payment("400.00", FIRST - DAY)), a_policy(), FIRST)
    later = coming(decided(deferrals=(a_deferral(3),)), a_policy(), TODAY)
    ahead = a_loan(due_date=TODAY + 2 * DAY)
    due = coming(decided(loan=ahead), a_policy(), TODAY)

    assert plan and (plan.what, plan.no, plan.amount) == ("instalment", 1, money("600.00"))
    assert later and (later.what, later.day, later.amount) == (
        "deferral", TODAY + 3 * DAY, None,
    )  # fmt: skip
    assert due and (due.what, due.amount) == ("due_date", money("12000.00"))
    assert coming(decided(), a_policy(), TODAY) is None


@pytest.mark.parametrize(
    ("ahead", "found"),
    [(4, ["letter.too-early"]), (3, []), (1, []), (0, []), (-1, ["letter.nothing-coming"])],
)
def test_a_reminder_goes_out_within_three_days_before_the_day(ahead: int, found: list[str]) -> None:
    """What is overdue takes the notice (R080, R081)."""
    case = decided(loan=a_loan(due_date=TODAY + ahead * DAY))
    assert codes(may_draft(case, "payment_reminder", 0, a_policy(), TODAY)) == found


def test_a_reminder_is_sent_also_while_a_plan_is_kept() -> None:
    """It duns nobody (R081, R103)."""
    day = FIRST - 2 * DAY
    assert may_draft(planned(), "payment_reminder", 60, a_policy(), day) == []
    dunned = may_draft(planned(), "overdue_notice", 60, a_policy(), day)
    assert codes(dunned) == ["letter.plan-in-force"]


SETTLED = a_loan(checked=(a_checked("0.00"),))
SMALL = a_loan(checked=(a_checked("0.00", penalty=money("0.01")),))
FEE = a_loan(checked=(a_checked("0.00", fees=money("30.00")),))
TAKEN_BACK = a_payment("12000.00", reversed_by=14)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"state": "classified"}, []),
        ({"state": "enquired", "decisions": ()}, []),
        ({"state": "written_off"}, ["letter.ended"]),
        ({"state": "transferred"}, ["letter.ended"]),
        ({"loan": a_loan()}, ["letter.not-settled"]),
        ({"loan": SMALL}, ["letter.still-owed"]),
        ({"loan": FEE}, ["letter.still-owed"]),
        ({"payments": (TAKEN_BACK,)}, ["letter.reversed-since"]),
        ({"waivers": (a_waiver(),)}, ["letter.relief-open"]),
        ({"waivers": (a_waiver(state="asked"),)}, ["letter.relief-open"]),
        ({"waivers": (a_waiver(state="refused"),)}, []),
        ({"reversals": (a_reversal(state="asked"),)}, ["letter.relief-open"]),
    ],
)
def test_settlement_is_certified_only_where_nothing_is_owed_and_nothing_open(
    given: dict[str, Any], found: list[str]
) -> None:
    """Not a fen of penalty or fees, no open waiver, no payment taken back since (R182)."""
    case = decided(**({"state": "settled", "loan": SETTLED} | given))
    assert codes(may_draft(case, "settlement_certificate", 44, a_policy(), TODAY)) == found


def test_a_check_after_the_reversal_counts_again() -> None:
    """The core system's figures were compared once more (R182)."""
    compared = msgspec.structs.replace(an_entry("verified", principal="0"), seq=15)
    case = decided(state="settled", loan=SETTLED, payments=(TAKEN_BACK,), timeline=(compared,))
    assert may_draft(case, "settlement_certificate", 44, a_policy(), TODAY) == []


@pytest.mark.parametrize(("as_of", "found"), [(TODAY, []), (TODAY - DAY, ["letter.not-checked"])])
def test_a_certificate_is_issued_of_the_day_of_the_last_check(
    as_of: date, found: list[str]
) -> None:
    """Nothing owed is no reason against this one (R182)."""
    case = decided(state="settled", loan=SETTLED)
    letter = a_letter(code="settlement_certificate", as_of=as_of)
    assert codes(may_issue(case, letter, a_branch(), TODAY)) == found
