"""When a suit may be applied for, and what the court would charge (R150, R151, R152)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from branchdesk.basics.money import Money
from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.case import Case, Verification
from branchdesk.model.entry import Entry
from branchdesk.model.loan import Guarantor
from branchdesk.rules.court.legal import court_fee, lacking, missing_papers, triggers
from branchdesk.rules.promise import named
from tests.builders import (
    TODAY,
    a_case,
    a_loan,
    a_payment,
    a_policy,
    a_promise,
    an_enquiry,
    an_entry,
    codes,
    money,
)  # fmt: skip

POLICY = a_policy()


def told(result: str, ago: int = 1, **more: Any) -> Entry:
    """A call that we made so many days ago."""
    at = datetime.combine(TODAY - timedelta(days=ago), time(10))
    plain = {"direction": "out", "channel": "call", "result": result, "at": at.isoformat()}
    return an_entry(**(plain | more))


def a_debtor(*timeline: Entry, amount: str = "12000.00", **given: Any) -> Case:
    """A case with these contacts."""
    return a_case(timeline=timeline, loan=a_loan(amount=money(amount)), **given)


def fired(case: Case, days: int | None = 95) -> list[str]:
    """The codes of what fired; every finding has its sentence in both languages."""
    found = triggers(case, days, POLICY, TODAY)
    for finding in (*found, *lacking(case, days, POLICY, TODAY)):
        assert all("{" not in Words(lang).finding(finding) for lang in LANGS)
    return codes(found)


@pytest.mark.parametrize(
    ("days", "attempts", "expected"),
    [
        (89, 3, []),
        (90, 2, []),
        (90, 3, ["legal.time"]),
        (91, 3, ["legal.time"]),
        (None, 3, []),
    ],
)
def test_ninety_days_and_three_attempts(
    days: int | None, attempts: int, expected: list[str]
) -> None:
    """Day 90 counts although the case is severe from day 91 only (R150, 1.10)."""
    assert fired(a_debtor(*[told("no_answer")] * attempts), days) == expected


@pytest.mark.parametrize("result", ["wrong_number", "third_party"])
def test_a_wrong_person_is_no_attempt(result: str) -> None:
    """The borrower was not dunned by it; nor by a call that they made (R150)."""
    assert fired(a_debtor(told("no_answer"), told("no_answer"), told(result))) == []
    inbound = told("hardship", direction="in")
    assert fired(a_debtor(told("no_answer"), told("no_answer"), inbound)) == []


@pytest.mark.parametrize(
    ("amount", "days", "expected"),
    [
        ("50000.00", 90, []),
        ("50000.01", 89, []),
        ("50000.01", 90, ["legal.amount"]),
        ("50000.01", 91, ["legal.amount"]),
    ],
)
def test_more_than_fifty_thousand(amount: str, days: int, expected: list[str]) -> None:
    """Strictly more, of one loan, and the days reached as well (R151, 1.10)."""
    assert fired(a_debtor(amount=amount), days) == expected


@pytest.mark.parametrize(("ago", "expected"), [(30, []), (31, ["legal.lost"])])
def test_lost_for_more_than_thirty_days(ago: int, expected: list[str]) -> None:
    """Counted from the first attempt in vain (R152)."""
    assert fired(a_debtor(told("switched_off", ago)), 40) == expected


def test_a_talk_ends_the_loss_of_contact_and_a_message_does_not() -> None:
    """A text that we sent does not show that it was read (R152)."""
    lost = told("no_answer", 60)
    assert fired(a_debtor(lost, told("hardship", 20)), 70) == []
    assert fired(a_debtor(lost, told("call_back", 20, counterpart="family")), 70) == ["legal.lost"]
    assert fired(a_debtor(lost, told("call_back", 20, channel="sms")), 70) == ["legal.lost"]
    assert fired(a_debtor(lost, told("promise", 20, direction="in")), 70) == []


def test_an_express_refusal_counts_until_it_is_taken_back() -> None:
    """By the borrower, not by a relative (R152)."""
    assert fired(a_debtor(told("refuses", 5)), 5) == ["legal.refused"]
    assert fired(a_debtor(told("refuses", 5, counterpart="family")), 5) == []
    assert fired(a_debtor(told("refuses", 5), told("wants_plan", 2)), 5) == []
    assert fired(a_debtor(told("refuses", 5), a_promise(TODAY)), 5) == []
    spoken = an_enquiry(reason="refuses")
    assert fired(a_debtor(enquiry=spoken), 5) == ["legal.refused"]


def test_a_promise_taken_back_as_wrong_does_not_take_back_the_refusal() -> None:
    """It was never the borrower's word (R152)."""
    word = a_promise(TODAY)
    gone = an_entry("promise_reversed", id=next(iter(named(a_debtor(word)))))
    assert fired(a_debtor(told("refuses", 5), word), 5) == []
    assert fired(a_debtor(told("refuses", 5), word, gone), 5) == ["legal.refused"]


def test_any_one_of_the_three_suffices_and_all_that_fired_are_named() -> None:
    """OR, not AND (1.10)."""
    calls = [told("no_answer", 40), told("no_answer", 35), told("no_answer", 33)]
    assert fired(a_debtor(*calls, amount="60000.00"), 95) == [
        "legal.time", "legal.amount", "legal.lost",
    ]  # fmt: skip


def test_what_each_trigger_lacks_is_said() -> None:
    """Days, attempts, amount, refusal (house style 5)."""
    found = lacking(a_debtor(), 40, POLICY, TODAY)

    assert codes(found) == ["legal.not-time", "legal.not-amount", "legal.not-refused"]
    assert "40" in Words("zh").finding(found[0]) and "50,000.00" in Words("en").finding(found[1])


@pytest.mark.parametrize(
    ("claim", "exact", "charged"),
    [
        ("0", "50", "50"),
        ("10000", "50", "50"),
        ("10000.01", "50.00025", "50"),
        ("100000", "2300", "2300"),
        ("200000", "4300", "4300"),
        ("290799.11", "5661.98665", "5662"),
        ("500000", "8800", "8800"),
        ("1000000", "13800", "13800"),
        ("2000000", "22800", "22800"),
        ("5000000", "46800", "46800"),
        ("10000000", "81800", "81800"),
        ("20000000", "141800", "141800"),
        ("20000100", "141800.5", "141801"),
    ],
)
def test_the_court_fee_by_brackets(claim: str, exact: str, charged: str) -> None:
    """诉讼费用交纳办法, article 13; example G06 (R122)."""
    fee = court_fee(Money(claim), POLICY)

    assert fee.exact == Decimal(exact)
    assert fee.charged == Money(charged)


def test_the_papers_that_are_still_missing_are_named() -> None:
    """Contract, disbursement, statement, identity, the guarantor's terms (R128, R165)."""
    guarantors = (Guarantor("王建国"), Guarantor("李秀兰", "joint", until=TODAY))
    seen = Verification(papers_seen=("contract", "disbursement"))
    case = a_case(verification=seen, loan=a_loan(guarantors=guarantors))

    found = missing_papers(case, "")

    assert codes(found) == [
        "legal.lacks-statement", "legal.lacks-repayments", "legal.lacks-identity",
        "legal.lacks-guarantor",
    ]  # fmt: skip
    assert found[-1].facts == {"name": "王建国"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [("transfer", []), ("", []), ("debit", ["legal.refused"]), ("guarantor", ["legal.refused"])],
)
def test_who_pays_after_a_refusal_has_taken_it_back(source: str, expected: list[str]) -> None:
    """What a debit takes, or another pays, is no word of the borrower (R152)."""
    paid = (a_payment("10.00", TODAY, source=source),)
    assert fired(a_debtor(told("refuses", 5), payments=paid), 5) == expected
    reversed_ = (a_payment("10.00", TODAY, source=source, reversed_by=3),)
    assert fired(a_debtor(told("refuses", 5), payments=reversed_), 5) == ["legal.refused"]


@pytest.mark.parametrize(("paid", "expected"), [("0.01", []), ("0.00", ["legal.amount"])])
def test_what_was_paid_no_longer_counts_to_the_amount(paid: str, expected: list[str]) -> None:
    """50,000.01 overdue is above the limit, 50,000.00 is not (R151)."""
    payments = (a_payment(paid, TODAY),)
    assert fired(a_debtor(amount="50000.01", payments=payments)) == expected
