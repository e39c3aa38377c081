"""The case sheet: a case judged once, from our own records (R039, R068)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.case import Verification
from branchdesk.model.loan import Source
from branchdesk.model.payment import Allocation
from branchdesk.reports.case import facts_of
from tests.builders import (
    DUE,
    TODAY,
    a_case,
    a_checked,
    a_customer,
    a_decision,
    a_loan,
    a_payment,
    a_promise,
    a_sheet,
    an_account,
    an_enquiry,
    an_item,
    codes,
    money,
)

OLDEST_LIST = TODAY - timedelta(days=60)


def test_a_sheet_judges_the_case_once_for_one_day() -> None:
    """Days, severity, class, debt and what is lacking, together (R055, R056)."""
    sheet = a_sheet(wanted=("contract_no", "amount", "reason"))

    assert (sheet.days, sheet.severity, sheet.regulator_class) == (
        44,
        "moderate",
        "special_mention",
    )
    assert sheet.debt.as_of == TODAY
    assert sheet.debt.principal == money("11500.00")
    assert sheet.suggestion.klass == "non_malicious"
    assert sheet.to_complete == ()
    assert (sheet.klass, sheet.confirmed) == ("", True)


@pytest.mark.parametrize(
    ("as_of", "days", "severity"),
    [(DUE, 0, "none"), (DUE + timedelta(30), 30, "light"), (DUE + timedelta(91), 91, "severe")],
)
def test_another_day_gives_another_sheet_of_the_same_case(
    as_of: date, days: int, severity: str
) -> None:
    """Recomputed from dated facts (architecture: the way of the data)."""
    sheet = a_sheet(as_of=as_of)
    assert (sheet.days, sheet.severity, sheet.debt.as_of) == (days, severity, as_of)


def test_the_days_of_an_instalment_loan_run_from_the_oldest_unpaid_item() -> None:
    """A paid instalment no longer counts."""
    items = (
        an_item(TODAY - timedelta(days=70), "1000.00", paid="1000.00"),
        an_item(TODAY - timedelta(days=40), "1000.00", paid="999.50"),
    )
    case = a_case(loan=a_loan(overdue_items=items, due_date=TODAY - timedelta(days=70)))
    assert a_sheet(case).days == 40


def test_a_case_without_a_due_date_says_so_everywhere() -> None:
    """Unknown is neither nought nor light."""
    sheet = a_sheet(a_case(loan=a_loan(due_date=None)), wanted=("due_date",))
    assert (sheet.days, sheet.severity, sheet.regulator_class) == (None, "", "")
    assert sheet.to_complete == ("due_date",)
    assert sheet.debt.total is None


@pytest.mark.parametrize(
    ("decisions", "klass", "confirmed"),
    [
        ((), "", True),
        ((a_decision("malicious", confirmed=False),), "malicious", False),
        ((a_decision("malicious", confirmed=False), a_decision("technical")), "technical", True),
    ],
)
def test_the_last_decision_counts(decisions: Any, klass: str, confirmed: bool) -> None:
    """A first judgement may be revised (R054)."""
    sheet = a_sheet(a_case(decisions=decisions))
    assert (sheet.klass, sheet.confirmed) == (klass, confirmed)


def test_the_identity_is_judged_by_what_was_checked_of_whom() -> None:
    """The check and the relation of the speaker (R036)."""
    seen = Verification(identity_checked=("id_card_seen",), caller_relation="self")
    assert a_sheet(a_case(verification=seen)).identity_verified
    assert not a_sheet().identity_verified


FIRST = [
    ({}, "unknown"),
    ({"account": an_account()}, "unknown"),
    ({"account": an_account(), "oldest_list": TODAY}, "unknown"),
    ({"account": an_account(), "oldest_list": OLDEST_LIST}, "yes"),
    ({"account": an_account(first_seen=OLDEST_LIST), "oldest_list": OLDEST_LIST}, "unknown"),
    ({"account": an_account(returned=True), "oldest_list": OLDEST_LIST}, "no"),
    ({"other_cases": ("XA-2025-00007",)}, "no"),
    (
        {"account": an_account(), "oldest_list": OLDEST_LIST, "other_cases": ("XA-2025-00007",)},
        "no",
    ),
]


@pytest.mark.parametrize(("around", "first"), FIRST)
def test_whether_it_is_the_first_time_comes_from_our_own_records(
    around: dict[str, Any], first: str
) -> None:
    """Never from the caller's word; without history it is unknown (R145)."""
    claimed = a_case(enquiry=an_enquiry(first_overdue=True))
    assert facts_of(claimed, a_sheet(**around).around, [])["first_overdue"] == first


@pytest.mark.parametrize(
    ("channel", "came"), [("phone", "yes"), ("walk_in", "yes"), ("bank_list", "no")]
)
def test_who_came_forward_is_told_by_the_channel(channel: str, came: str) -> None:
    """A case of the bank's own list came forward to nobody (R145)."""
    case = a_case(enquiry=an_enquiry(channel=channel, came_forward=None))
    assert facts_of(case, a_sheet().around, [])["came_forward"] == came


def test_the_facts_of_the_verification_count_and_cannot_pose_as_the_enquirys() -> None:
    """Ability and fault party are read, a reason hidden among them is not."""
    case = a_case(indicators={"ability": "proven", "reason": "deliberate"})
    facts = facts_of(case, a_sheet().around, ["kept", "broken"])
    assert (facts["ability"], facts["reason"]) == ("proven", "cash_flow")
    assert facts["broken_promises"] == "yes"


def test_each_promise_stands_with_its_state() -> None:
    """Kept or broken, as far as the list tells (R103)."""
    promises = (a_promise(TODAY - timedelta(days=3)), a_promise(TODAY + timedelta(days=3)))
    sheet = a_sheet(a_case(timeline=promises), account=an_account())
    assert [state for _, state in sheet.promises] == ["broken", "open"]


def test_where_the_core_system_says_otherwise_it_is_listed() -> None:
    """Its days and its amount are kept beside ours and differences are shown."""
    other = an_account(core_days=40, overdue_principal=money("11000.00"))
    sheet = a_sheet(account=other)

    assert codes(sheet.findings) == ["case.core-days-differ", "case.core-amount-differs"]
    assert {f.facts["core"] for f in sheet.findings} == {40, money("11500.00")}
    assert all("{" not in Words(lang).finding(f) for lang in LANGS for f in sheet.findings)
    assert a_sheet(account=an_account(core_days=44)).findings == ()


def test_an_account_gone_from_the_list_is_said_and_its_old_days_are_not_compared() -> None:
    """Its days were counted on an earlier list."""
    gone = an_account(change="gone", core_days=40, list_date=TODAY)
    assert codes(a_sheet(account=gone).findings) == ["case.gone-from-list"]


def test_what_the_customer_says_is_shown_beside_our_figures() -> None:
    """A difference is shown, not refused (R037)."""
    stated = a_loan(stated_amount=money("10000.00"), stated_due=TODAY)
    assert codes(a_sheet(a_case(loan=stated)).findings) == [
        "enquiry.amount-differs",
        "enquiry.due-differs",
    ]


def test_gaps_and_rounded_figures_of_the_debt_are_findings_of_the_sheet() -> None:
    """Nothing that makes a figure doubtful is hidden."""
    loan = a_loan(penalty_uplift=None, sources={"amount": Source("core_list", TODAY, True)})
    assert codes(a_sheet(a_case(loan=loan)).findings) == ["debt.no-uplift", "debt.approximate"]


def test_the_checked_figures_of_the_day_stand_beside_ours() -> None:
    """Whose figure it is stays visible."""
    loan = a_loan(checked=(a_checked("12100.00"),))
    owed = a_sheet(a_case(loan=loan), a_customer()).debt
    assert owed.checked == a_checked("12100.00")
    assert owed.difference is not None


def test_a_list_that_agrees_with_the_recorded_payments_is_no_difference() -> None:
    """5,000.00 were recorded, and the newer list is lower by as much (R103)."""
    on = TODAY - timedelta(days=1)
    source = {"overdue_principal": Source("core_list", TODAY - timedelta(days=2))}
    paid = a_payment("5000.00", on, parts=Allocation(principal=money("5000.00")))
    case = a_case(loan=a_loan(sources=source, contract_rate=None), payments=(paid,))

    def listed(principal: str) -> list[str]:
        account = an_account(
            overdue_principal=money(principal), overdue_interest=None, core_days=None
        )
        return [f.code for f in a_sheet(case, account=account).findings]

    assert "case.core-amount-differs" not in listed("7000.00")
    assert "case.core-amount-differs" in listed("12000.00")
