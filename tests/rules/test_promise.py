"""Whether a promise was kept, as far as a list tells; a list books nothing (R103)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from branchdesk.model.account import Account
from branchdesk.model.entry import Entry
from branchdesk.model.payment import Payment
from branchdesk.rules.promise import promise_state, promise_states
from tests.builders import TODAY, a_payment, a_promise, an_account, money

PROMISED = TODAY + timedelta(days=5)
LATER = PROMISED + timedelta(days=1)


def on_list(owed: str | None, on: date = LATER, **given: Any) -> Account:
    """The account as a list has it; 12,000.00 were owed when the promise was made."""
    principal = None if owed is None else money(owed)
    return an_account(
        overdue_principal=principal, overdue_interest=None, list_date=on, first_seen=TODAY, **given
    )


@pytest.mark.parametrize("day", [TODAY, PROMISED])
def test_a_promise_is_open_until_its_day_has_passed(day: date) -> None:
    """The promised day itself is in time."""
    assert promise_state(a_promise(PROMISED), on_list("0.00"), day) == "open"


@pytest.mark.parametrize(
    ("owed", "state"),
    [("7000.00", "kept"), ("6999.99", "kept"), ("7000.01", "broken"), ("12000.00", "broken")],
)
def test_a_later_list_shows_whether_the_debt_fell_by_what_was_promised(
    owed: str, state: str
) -> None:
    """5,000.00 of 12,000.00 were promised (R103)."""
    assert promise_state(a_promise(PROMISED), on_list(owed), LATER) == state


def test_a_debt_that_grew_is_a_broken_promise() -> None:
    """Nothing came (R103)."""
    assert promise_state(a_promise(PROMISED), on_list("12500.00"), LATER) == "broken"


@pytest.mark.parametrize("account", [None, on_list("7000.00", PROMISED), on_list("7000.00", TODAY)])
def test_without_a_later_list_nobody_knows(account: Account | None) -> None:
    """The list must be of a day after the promised one (R103)."""
    assert promise_state(a_promise(PROMISED), account, LATER) == "unknown"


@pytest.mark.parametrize("left_on", [TODAY, PROMISED - timedelta(days=1), PROMISED, LATER])
def test_an_account_that_left_the_list_kept_its_promise(left_on: date) -> None:
    """Also where it was paid before the promised day and later lists are silent (R103)."""
    gone = on_list("12000.00", left_on, change="gone")
    assert promise_state(a_promise(PROMISED), gone, LATER) == "kept"


def test_an_account_that_had_left_the_list_before_the_promise_proves_nothing() -> None:
    """What was promised afterwards is another debt (R103)."""
    gone = on_list("12000.00", TODAY - timedelta(days=1), change="gone")
    assert promise_state(a_promise(PROMISED), gone, LATER) == "unknown"


@pytest.mark.parametrize(("owed_then", "owed_now"), [(None, "7000.00"), ("12000.00", None)])
def test_nobody_breaks_their_word_on_a_figure_that_nobody_has(
    owed_then: str | None, owed_now: str | None
) -> None:
    """An unknown amount, then or now, is unknown and no breach."""
    promise = a_promise(PROMISED, owed=owed_then)
    assert promise_state(promise, on_list(owed_now), LATER) == "unknown"


def states(*payments: Payment, day: date = LATER, promises: tuple[Entry, ...] = ()) -> list[str]:
    """The states of promises, 5,000.00 by PROMISED unless said otherwise; no list tells."""
    many = promises or (a_promise(PROMISED),)
    return [state for _, state in promise_states(many, payments, None, day)]


@pytest.mark.parametrize(
    ("amount", "on", "state"),
    [
        ("5000.00", TODAY, "kept"),
        ("5000.00", PROMISED, "kept"),
        ("4999.99", PROMISED, "part"),
        ("0.01", TODAY, "part"),
        ("5000.00", TODAY - timedelta(days=1), "unknown"),  # before it was promised
    ],
)
def test_recorded_payments_tell_before_any_list(amount: str, on: date, state: str) -> None:
    """What came from the promise to its day counts (R103)."""
    assert states(a_payment(amount, on)) == [state]


def test_a_promise_is_kept_before_its_day_when_it_is_paid() -> None:
    """A part leaves it open until the day (R103)."""
    assert states(a_payment("5000.00"), day=TODAY) == ["kept"]
    assert states(a_payment("4000.00"), day=TODAY) == ["open"]


def test_one_payment_keeps_one_promise() -> None:
    """The earlier one first; what was reversed keeps none (R103)."""
    two = (a_promise(PROMISED), a_promise(PROMISED - timedelta(days=1)))
    assert states(a_payment("5000.00"), promises=two) == ["unknown", "kept"]
    assert states(a_payment("5000.00", reversed_by=3)) == ["unknown"]


def test_a_list_that_shows_more_paid_than_was_recorded_counts_too() -> None:
    """The list proposes beside our own records (R103)."""
    many = promise_states(
        (a_promise(PROMISED),), (a_payment("1000.00"),), on_list("7000.00"), LATER
    )
    assert [state for _, state in many] == ["kept"]
