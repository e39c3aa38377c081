"""Which parts of the debt a payment settles, and which payments the figures have in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.entry import Entry
from branchdesk.model.loan import Source
from branchdesk.model.payment import PARTS, Allocation, Part
from branchdesk.rules.owed.allocation import allocate, paid
from tests.builders import NOW, TODAY, a_case, a_checked, a_loan, a_payment, a_policy, money

ORDER = a_policy().payment.order
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
sums = st.integers(0, 10**9).map(lambda fen: Money(fen) if fen % 100 else Money(fen // 100))


def owed(**known: str | None) -> dict[Part, Money | None]:
    """What is owed of each part; nothing of those that are not named."""
    texts = {part: known.get(part, "0") for part in PARTS}
    return {part: None if text is None else money(text) for part, text in texts.items()}


PLAIN = {"fees": "50.00", "interest": "500.00", "penalty": "80.00", "principal": "11500.00"}


@pytest.mark.parametrize(
    ("amount", "parts"),
    [
        ("0.01", {"fees": "0.01"}),
        ("50.00", {"fees": "50.00"}),
        ("50.01", {"fees": "50.00", "interest": "0.01"}),
        ("550.01", {"fees": "50.00", "interest": "500.00", "penalty": "0.01"}),
        ("1000.00", PLAIN | {"principal": "370.00"}),
        ("12130.00", PLAIN),
        ("12130.01", PLAIN | {"rest": "0.01"}),
    ],
)
def test_costs_come_first_then_interest_then_the_principal(
    amount: str, parts: dict[str, str]
) -> None:
    """The order of the Civil Code, article 561, to the fen (R103)."""
    taken = allocate(money(amount), owed(**PLAIN), ORDER)
    assert {key: str(getattr(taken, key)) for key in (*PARTS, "rest")} == {
        key: parts.get(key, "0.00") for key in (*PARTS, "rest")
    }


def test_a_contract_may_agree_on_another_order() -> None:
    """The order is the policy's: principal first where that was agreed (Civil Code 561)."""
    order: tuple[Part, ...] = ("principal", "fees", "interest", "penalty", "compound")
    assert allocate(money("600.00"), owed(**PLAIN), order) == Allocation(principal=money("600.00"))


def test_at_an_unknown_part_the_order_stops() -> None:
    """Nobody can tell penalty from principal while the penalty is unknown: the rest stays open."""
    taken = allocate(money("900.00"), owed(**(PLAIN | {"penalty": None})), ORDER)
    assert (taken.interest, taken.open, taken.over) == (money("500.00"), money("350.00"), ZERO)
    assert taken.of("penalty") is None and taken.principal == ZERO


def test_what_never_reaches_the_unknown_part_is_all_told() -> None:
    """A payment of costs and interest alone leaves nothing open."""
    taken = allocate(money("550.00"), owed(**(PLAIN | {"penalty": None})), ORDER)
    assert (taken.unknown, taken.rest, taken.of("penalty")) == (None, ZERO, ZERO)


@given(
    sums,
    st.fixed_dictionaries({part: st.none() | sums for part in PARTS}),
    st.permutations(PARTS),
)
def test_the_parts_add_up_and_none_is_below_zero(
    amount: Money, due: dict[Part, Money | None], order: list[Part]
) -> None:
    """Whatever is owed, known or not, in whatever order."""
    taken = allocate(amount, due, order)
    parts = [getattr(taken, part) for part in PARTS]
    assert Money.total(parts) + taken.rest == amount
    assert min(*parts, taken.rest) >= ZERO
    assert all(part <= (due[name] or ZERO) for name, part in zip(PARTS, parts, strict=True))


def entry(seq: int, kind: str, **facts: Any) -> Entry:
    return Entry(seq=seq, at=NOW, by="s01", role="senior", authority="x", kind=kind, facts=facts)


@pytest.mark.parametrize(
    ("kind", "on", "seq", "counts"),
    [
        ("core_list", BEFORE, 9, False),  # the list of TODAY has it already
        ("core_list", TODAY, 9, True),
        ("core_checked", BEFORE, 9, False),
        ("core_checked", TODAY, 2, False),  # recorded before the check of that day
        ("core_checked", TODAY, 9, True),
        ("core_checked", AFTER, 2, True),
        ("stated", BEFORE, 9, True),  # what a customer said is of no day
    ],
)
def test_a_payment_counts_once(kind: Any, on: date, seq: int, counts: bool) -> None:
    """Figures of a later day have the payment in them; it does not lower them again (R103)."""
    loan = a_loan(sources={"overdue_principal": Source(kind, TODAY)}, checked=(a_checked(),))
    checked = (entry(1, "enquired"), entry(5, "verified", principal="12000.00"))
    timeline = checked if kind == "core_checked" else checked[:1]
    case = a_case(loan=loan, timeline=timeline, payments=(a_payment("100.00", on, seq),))

    found = paid(case, AFTER)

    assert (len(found.since), len(found.within)) == ((1, 0) if counts else (0, 1))


def test_what_was_corrected_by_hand_has_the_payments_before_it() -> None:
    """A stated amount that was corrected after a payment is not lowered by it again."""
    loan = a_loan(sources={"overdue_principal": Source("stated", TODAY)})
    timeline = (entry(1, "enquired"), entry(5, "edited", keys=["overdue_principal"]))
    both = (a_payment("100.00", TODAY, 4), a_payment("200.00", TODAY, 6))
    found = paid(a_case(loan=loan, timeline=timeline, payments=both), TODAY)
    assert [p.seq for p in found.since] == [6]


def test_reversed_and_later_payments_do_not_count() -> None:
    """A reversal takes it back; another day has only what came until then (R171)."""
    wrong = a_payment("100.00", TODAY, 3, reversed_by=4)
    case = a_case(payments=(wrong, a_payment("200.00", AFTER, 5)))
    assert paid(case, TODAY).since == ()
    assert [p.seq for p in paid(case, AFTER).since] == [5]
