"""What an enquiry becomes: one due date, one loan, gaps that are named (R032-R034, R037)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.enquiry import Enquiry
from branchdesk.model.loan import Guarantor, Source
from branchdesk.rules.enquiry import (
    NEEDED_TO_CLASSIFY,
    check,
    differences,
    due_date,
    lacking,
    loan_as_stated,
    with_account,
)
from tests.builders import (
    DUE,
    TODAY,
    a_loan,
    a_policy,
    an_account,
    an_enquiry,
    an_item,
    codes,
    money,
)

WANTED = ("contract_no", "id_number", "product", "amount", "due_date", "reason", "contract_rate")


def test_a_plain_enquiry_has_no_fault() -> None:
    """Name, loan, amount, date, reason, as told (R032, R033, R034)."""
    assert check(an_enquiry(), a_policy(), TODAY) == []


def test_who_asks_and_what_for_must_be_known() -> None:
    """A name or a contract, and what they want (R032, R035); each names its field."""
    found = check(Enquiry(channel="phone"), a_policy(), TODAY)
    assert [(f.code, f.field) for f in found] == [
        ("enquiry.no-customer", "customer_name"),
        ("enquiry.nothing-wanted", "reason_text"),
    ]


@pytest.mark.parametrize("given", [{"wishes": "waiver"}, {"reason_text": "想分期"}])
def test_on_the_phone_a_contract_and_one_wish_suffice(given: dict[str, str]) -> None:
    """All else is asked for later."""
    told = msgspec.convert({"channel": "phone", "contract_no": "HT-2026-0001", **given}, Enquiry)
    assert check(told, a_policy(), TODAY) == []


def test_the_due_date_is_counted_back_from_the_days() -> None:
    """One of the two is enough (R032)."""
    told = an_enquiry(due_date=None, days_overdue=44)
    assert due_date(told, TODAY) == DUE
    assert check(told, a_policy(), TODAY) == []


def test_without_date_and_days_the_due_date_is_unknown() -> None:
    """Taken, and asked for later."""
    told = an_enquiry(due_date=None)
    assert due_date(told, TODAY) is None
    assert check(told, a_policy(), TODAY) == []
    assert "due_date" not in loan_as_stated(told, TODAY).sources


def test_a_contradiction_is_refused_with_both_readings() -> None:
    """The clerk sees what each figure would mean (R032)."""
    [finding] = check(an_enquiry(days_overdue=40), a_policy(), TODAY)

    assert (finding.code, finding.field) == ("enquiry.days-contradict", "days_overdue")
    for lang in LANGS:
        sentence = Words(lang).finding(finding)
        assert "2026-10-12" in sentence and "44" in sentence
        assert "2026-10-16" in sentence and "40" in sentence


@pytest.mark.parametrize(("ahead", "refused"), [(0, False), (31, False), (32, True), (400, True)])
def test_a_due_date_may_lie_a_month_ahead(ahead: int, refused: bool) -> None:
    """Up to 31 days is not yet overdue, further ahead is a slip of the pen."""
    told = an_enquiry(due_date=TODAY + timedelta(days=ahead))
    found = check(told, a_policy(), TODAY)
    assert codes(found) == (["enquiry.due-too-far"] if refused else [])


def test_a_due_date_ahead_agrees_with_nought_days() -> None:
    """Not yet overdue is 0 days."""
    ahead = TODAY + timedelta(days=5)
    assert due_date(an_enquiry(due_date=ahead, days_overdue=0), TODAY) == ahead
    assert check(an_enquiry(due_date=ahead, days_overdue=0), a_policy(), TODAY) == []
    wrong = check(an_enquiry(due_date=ahead, days_overdue=3), a_policy(), TODAY)
    assert codes(wrong) == ["enquiry.days-contradict"]


def test_missed_instalments_count_from_the_oldest_unpaid_one() -> None:
    """A paid instalment is no longer due."""
    items = (
        an_item(date(2026, 8, 20), "1000.00", paid="1000.00"),
        an_item(date(2026, 9, 20), "1000.00", paid="999.50"),
        an_item(date(2026, 10, 20), "1000.00"),
    )
    told = an_enquiry(due_date=None, overdue_items=items)
    assert due_date(told, TODAY) == date(2026, 9, 20)
    assert due_date(an_enquiry(due_date=None, overdue_items=items[:1]), TODAY) == items[0].due


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"overdue_principal": "11500.00", "overdue_interest": "500.00"}, False),
        ({"overdue_principal": "11500.00", "overdue_interest": "600.00"}, True),
        ({"overdue_principal": "11500.00"}, False),
        ({"overdue_principal": "12500.00"}, True),
        ({"overdue_interest": "12500.00"}, True),
        ({"overdue_principal": "12345.67", "amount_rounded": True}, False),
    ],
)
def test_an_amount_is_its_principal_and_its_interest(given: dict[str, Any], refused: bool) -> None:
    """A part greater than the whole is as wrong; a rounded amount is only near it."""
    parts = {key: money(value) for key, value in given.items() if isinstance(value, str)}
    found = check(an_enquiry(**(given | parts)), a_policy(), TODAY)
    assert codes(found) == (["enquiry.sum-contradicts"] if refused else [])


def test_a_loan_as_stated_says_of_each_figure_that_the_customer_said_so() -> None:
    """Each figure has a source."""
    loan = loan_as_stated(an_enquiry(amount_rounded=True), TODAY)

    assert (loan.amount, loan.stated_amount) == (money("12000.00"),) * 2
    assert (loan.due_date, loan.stated_due) == (DUE, DUE)
    assert loan.sources == {
        "product": Source("stated", TODAY),
        "amount": Source("stated", TODAY, approximate=True),
        "due_date": Source("stated", TODAY),
    }


def test_a_stated_nought_is_a_figure_and_not_a_gap() -> None:
    """No interest overdue, no uplift in the contract: known, not unknown."""
    told = an_enquiry(
        amount=None,
        overdue_principal=money("8000.00"),
        overdue_interest=money("0.00"),
        penalty_uplift=Decimal(0),
    )
    loan = loan_as_stated(told, TODAY)
    assert loan.overdue_interest == money("0.00")
    assert loan.penalty_uplift == 0
    assert loan.amount == money("8000.00")
    assert "overdue_interest" in loan.sources


def test_the_missed_instalments_give_the_amount_where_none_was_said() -> None:
    """The unpaid parts together."""
    items = (an_item(DUE, "1000.00", "50.00", paid="30.00"), an_item(TODAY, "1000.00"))
    told = an_enquiry(amount=None, overdue_items=items)
    assert loan_as_stated(told, TODAY).amount == money("2020.00")
    said = an_enquiry(overdue_items=items)
    assert loan_as_stated(said, TODAY).amount == money("12000.00")


@pytest.mark.parametrize(
    ("overdue_interest", "amount"), [("0.00", "8000.00"), ("120.50", "8120.50"), (None, "8000.00")]
)
def test_principal_and_interest_give_the_amount_where_none_was_said(
    overdue_interest: str | None, amount: str
) -> None:
    """Amount = overdue principal + overdue interest."""
    stated = None if overdue_interest is None else money(overdue_interest)
    told = an_enquiry(amount=None, overdue_principal=money("8000.00"), overdue_interest=stated)
    assert loan_as_stated(told, TODAY).amount == money(amount)


def test_the_list_fills_the_loan_and_what_was_stated_stays_beside_it() -> None:
    """An account gives the figures; differences are shown, not refused (R037)."""
    told = an_enquiry(
        amount=money("10000.00"), due_date=date(2026, 10, 20), penalty_uplift=Decimal("0.5")
    )
    account = an_account(core_days=44, core_class="special_mention", manager="王婷")
    loan = with_account(loan_as_stated(told, TODAY), account)

    assert (loan.amount, loan.due_date, loan.core_days) == (money("12000.00"), DUE, 44)
    assert loan.sources["amount"] == Source("core_list", TODAY)
    assert loan.penalty_uplift == Decimal("0.5")
    assert loan.sources["penalty_uplift"] == Source("stated", TODAY)
    assert (loan.stated_amount, loan.stated_due) == (money("10000.00"), date(2026, 10, 20))
    assert codes(differences(loan)) == ["enquiry.amount-differs", "enquiry.due-differs"]


def test_what_the_list_does_not_know_stays_as_stated() -> None:
    """Nothing known is lost to an empty cell."""
    empty = an_account(
        product="", overdue_principal=None, overdue_interest=None, due_date=None, loan_balance=None
    )
    stated = loan_as_stated(an_enquiry(guarantors=(Guarantor("李强"),)), TODAY)
    loan = with_account(stated, empty)
    assert (loan.amount, loan.due_date) == (stated.amount, stated.due_date)
    assert loan.product == "working_capital"
    assert loan.guarantors == (Guarantor("李强"),)
    assert differences(loan) == []


def test_a_figure_that_the_list_rounded_is_marked() -> None:
    """Good enough to go on with, not to demand."""
    account = an_account(approximate=("overdue_principal",))
    loan = with_account(loan_as_stated(an_enquiry(), TODAY), account)
    assert {key for key, source in loan.sources.items() if source.approximate} == {
        "overdue_principal",
        "amount",
    }


def test_the_lists_guarantors_come_where_none_were_stated() -> None:
    """Stated guarantors know their kind, a list only names."""
    account = an_account(guarantors=(Guarantor("李强"),))
    assert with_account(a_loan(), account).guarantors == (Guarantor("李强"),)
    known = a_loan(guarantors=(Guarantor("王芳", "joint"),))
    assert with_account(known, account).guarantors == (Guarantor("王芳", "joint"),)


def test_what_is_lacking_is_named_in_the_order_of_the_form() -> None:
    """The list to be completed; an unknown reason lacks still."""
    loan = a_loan(product="", contract_rate=None)
    assert lacking(loan, "unknown", "", WANTED) == (
        "id_number",
        "product",
        "reason",
        "contract_rate",
    )
    assert lacking(a_loan(), "cash_flow", "91310115591693856A", WANTED) == ()
    assert lacking(a_loan(), "", "", NEEDED_TO_CLASSIFY) == ("reason",)
    undated = a_loan(due_date=None)
    assert lacking(undated, "other", "", NEEDED_TO_CLASSIFY) == ("due_date",)
    by_items = a_loan(due_date=None, overdue_items=(an_item(DUE, "1000.00"),))
    assert lacking(by_items, "other", "", NEEDED_TO_CLASSIFY) == ()


@given(st.integers(0, 36_500))
def test_days_and_date_are_two_ways_to_say_the_same(days: int) -> None:
    """Derived either way, the other agrees (R032)."""
    back = due_date(an_enquiry(due_date=None, days_overdue=days), TODAY)
    assert back is not None
    assert check(an_enquiry(due_date=back, days_overdue=days), a_policy(), TODAY) == []
