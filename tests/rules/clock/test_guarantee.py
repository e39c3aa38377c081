"""The guarantee period, which nothing moves, and what keeps it (Civil Code 686-694)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from branchdesk.model.case import Case
from branchdesk.rules.clock.clock import Clock
from branchdesk.rules.clock.guarantee import guarantees
from tests.builders import a_letter, a_payment, a_policy
from tests.rules.clock.records import (
    MATURED,
    a_guaranteed,
    a_guarantor,
    called,
    claimed,
    happened,
    sued,
)

END = date(2026, 9, 30)
BEFORE, AFTER = date(2026, 9, 1), date(2026, 10, 8)
LATER = date(2026, 11, 25)


def clocks(case: Case, as_of: date = LATER) -> list[Clock]:
    return list(guarantees(case, a_policy(), as_of))


@pytest.mark.parametrize(
    ("maturity", "terms", "until", "end", "why"),
    [
        (date(2024, 8, 31), {}, None, date(2025, 2, 28), "default"),  # G20
        (MATURED, {}, None, END, "default"),
        (date(2026, 4, 1), {}, None, date(2026, 10, 8), "default"),  # over the October holidays
        (MATURED, {}, date(2028, 3, 31), date(2028, 3, 31), "agreed"),
        (MATURED, {}, MATURED, END, "default"),
        (date(2027, 3, 31), {"accelerated_on": MATURED}, None, END, "accelerated"),
        (None, {}, None, None, "no-maturity"),
        (None, {}, date(2028, 3, 31), date(2028, 3, 31), "agreed"),
    ],
)
def test_it_ends_as_agreed_or_six_months_after_the_term(
    maturity: date | None, terms: dict[str, Any], until: date | None, end: date | None, why: str
) -> None:
    """Never from a missed instalment; a day agreed within the term is none (Civil Code 692)."""
    [clock] = clocks(a_guaranteed(a_guarantor(until=until), maturity=maturity, **terms))
    assert (clock.until, clock.why.code) == (end, f"clock.guarantee-{why}")


Told = Callable[[Case], Case]


@pytest.mark.parametrize(
    ("kind", "what", "state"),
    [
        ("joint", lambda c: claimed(c, BEFORE), "met"),
        ("joint", lambda c: claimed(c, END), "met"),
        ("joint", lambda c: claimed(c, AFTER), "expired"),
        ("joint", lambda c: claimed(c, date(2026, 3, 30)), "expired"),
        ("joint", lambda c: claimed(c, BEFORE, evidence=""), "expired"),
        ("joint", lambda c: claimed(c, BEFORE, name="他人"), "expired"),
        ("joint", lambda c: called(c, BEFORE, counterpart="guarantor"), "expired"),
        ("joint", lambda c: sued(c, ("filed", BEFORE), ("accepted", BEFORE)), "expired"),
        ("general", lambda c: claimed(c, BEFORE), "expired"),
        ("general", lambda c: sued(c, ("filed", BEFORE), ("accepted", BEFORE)), "met"),
        ("general", lambda c: sued(c, ("arbitration_filed", END)), "met"),
        ("general", lambda c: sued(c, ("filed", AFTER)), "expired"),
        ("general", lambda c: sued(c, ("filed", BEFORE), ("withdrawn", BEFORE)), "expired"),
        ("unknown", lambda c: claimed(c, BEFORE), "expired"),
        ("unknown", lambda c: sued(c, ("filed", BEFORE)), "expired"),
        ("unknown", lambda c: claimed(sued(c, ("filed", BEFORE)), BEFORE), "met"),
    ],
)
def test_joint_asks_for_a_claim_general_for_a_suit_and_unknown_for_both(
    kind: str, what: Told, state: str
) -> None:
    """Civil Code 693, 686; a call may be denied, so it is no claim here."""
    assert clocks(what(a_guaranteed(a_guarantor(kind=kind))))[0].state == state


def test_after_the_claim_the_guarantors_own_three_years_run() -> None:
    """Civil Code 694; a payment of the guarantor begins them anew."""
    period, own = clocks(claimed(a_guaranteed(), BEFORE))
    assert (period.state, period.last and period.last.on) == ("met", BEFORE)
    assert (own.kind, own.since, own.until) == (
        "guarantor_limitation", BEFORE, date(2029, 9, 3),
    )  # fmt: skip

    case = claimed(a_guaranteed(), BEFORE)
    from_them = a_payment("10.00", on=AFTER, source="guarantor")
    paid = msgspec.structs.replace(case, payments=(from_them,))
    assert clocks(paid)[1].until == date(2029, 10, 8)


def test_of_a_general_guarantor_they_run_once_enforcement_was_in_vain() -> None:
    """Civil Code 694: or a year after it was asked for."""
    case = a_guaranteed(a_guarantor(kind="general"))
    waits = clocks(sued(case, ("filed", BEFORE)))[1]
    ended = clocks(sued(case, ("filed", BEFORE), ("enforcement", AFTER),
                        ("enforcement_ended", LATER)))[1]  # fmt: skip

    assert (waits.state, waits.why.code) == ("held", "clock.own-later")
    assert (ended.state, ended.since) == ("running", LATER)


def test_each_guarantor_has_a_period_of_their_own_and_keeps_it_under_a_new_name() -> None:
    """A claim names whom it was made on; an earlier spelling still counts."""
    two = a_guaranteed(a_guarantor(), a_guarantor(name="陈丽", phone="13900139001"))
    assert [c.state for c in clocks(claimed(two, BEFORE)) if c.kind == "guarantee"] == [
        "met", "expired",
    ]  # fmt: skip
    renamed = a_guaranteed(a_guarantor(name="马建国（公司）", earlier_names=("马建国",)))
    assert clocks(claimed(renamed, BEFORE))[0].state == "met"
    back = happened(claimed(renamed, BEFORE), "interruption_reversed", entry=1)
    assert clocks(back)[0].state == "expired"


def test_an_issued_notice_is_not_yet_a_claim() -> None:
    """It counts once its arrival is proved; until then it is listed with what it lacks."""
    sent = a_letter(code="guarantor_notice", number="9", to="马建国", issued_at=a_letter().at)
    case = msgspec.structs.replace(a_guaranteed(), letters=(sent,))
    [clock] = clocks(case)
    assert clock.state == "expired"
    assert [(w.what, w.lacks) for w in clock.weak] == [("letter-guarantor_notice", "arrival")]
