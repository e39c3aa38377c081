"""The worklist: what must be done now, how urgent it is, and why (R085, R103)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import LANGS, Label, Words
from branchdesk.model.account import Account
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.reports.worklist import (
    URGENCIES,
    Item,
    by_customer,
    is_for,
    urgency,
    worklist,
)
from branchdesk.rules.state import ENDS, RESERVED
from tests.builders import (
    TODAY,
    a_case,
    a_customer,
    a_loan,
    a_policy,
    a_promise,
    a_sheet,
    an_account,
    an_approval,
    money,
)

LABELS = {"reason": Label("逾期原因", "Reason"), "contract_rate": Label("合同年利率", "Rate")}
PAST, NEXT = TODAY - timedelta(days=3), TODAY + timedelta(days=2)
QUIET = a_case(next_none_because="已结清待归档")


def items_of(
    *cases: Case,
    accounts: tuple[Account, ...] = (),
    approvals: tuple[Approval, ...] = (),
    **around: Any,
) -> list[Item]:
    """The worklist of TODAY for these cases."""
    sheets = [a_sheet(case, wanted=tuple(LABELS), **around) for case in cases]
    return worklist(sheets, accounts, approvals, LABELS, a_policy(), TODAY)


def kinds(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.kind, item.urgency) for item in items]


@pytest.mark.parametrize(
    ("days", "urgent"),
    [(-30, "late"), (-1, "late"), (0, "today"), (1, "soon"), (3, "soon"), (4, "later")],
)
def test_the_days_left_say_how_urgent_it_is(days: int, urgent: str) -> None:
    """Late, today, within three days, later."""
    assert urgency(TODAY + timedelta(days=days), TODAY) == urgent


@pytest.mark.parametrize(("next_on", "urgent"), [(PAST, "late"), (TODAY, "today"), (NEXT, "soon")])
def test_a_case_comes_back_on_the_day_of_its_next_step(next_on: date, urgent: str) -> None:
    """Each contact says what follows and when (R085)."""
    [item] = items_of(a_case(next_on=next_on))
    assert (item.kind, item.urgency, item.due) == ("next_step", urgent, next_on)
    assert (item.case, item.severity, item.days) == ("XA-2026-00001", "moderate", 44)


def test_a_case_without_a_next_step_is_listed_unless_it_says_why() -> None:
    """No case is forgotten (R085)."""
    assert kinds(items_of(a_case())) == [("no_next_step", "soon")]
    assert items_of(QUIET) == []


def test_gaps_are_asked_for_again_by_name() -> None:
    """The list to be completed."""
    [item] = items_of(a_case(loan=a_loan(contract_rate=None), next_none_because="-"))
    assert (item.kind, item.urgency) == ("to_complete", "later")
    assert Words("zh").finding(item.text) == "待补：合同年利率"
    assert Words("en").finding(item.text) == "to complete: Rate"


def test_promises_are_listed_until_they_are_kept() -> None:
    """Open, broken, and those of which nobody knows; amounts as people write them (R103)."""
    promises = (a_promise(PAST), a_promise(NEXT))
    case = a_case(timeline=promises, next_none_because="-")

    listed = items_of(case, account=an_account())
    assert kinds(listed) == [("promise", "late"), ("promise", "soon")]
    broken, due = [Words("en").finding(item.text) for item in listed]
    assert broken == f"promise of 5,000.00 by {PAST} broken"
    assert due == f"promised 5,000.00 by {NEXT}"
    assert kinds(items_of(case)) == [("promise", "late"), ("promise", "soon")]
    paid = an_account(change="gone")
    assert kinds(items_of(case, account=paid)) == [("promise", "soon")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("gone", [("list_gone", "today")]),
        ("increased", [("list_increased", "today")]),
        ("decreased", [("list_decreased", "today")]),
        ("unchanged", []),
        ("new", []),
    ],
)
def test_the_list_proposes_what_happened_to_an_open_case(
    change: Any, expected: list[tuple[str, str]]
) -> None:
    """It books nothing by itself."""
    account = an_account(change=change, before=money("15000.00"))
    assert kinds(items_of(QUIET, accounts=(account,))) == expected


@pytest.mark.parametrize("change", ["new", "increased", "decreased", "unchanged"])
def test_an_account_without_a_case_is_a_line_of_its_own(change: Any) -> None:
    """Cases come from the bank's own list too."""
    [item] = items_of(accounts=(an_account(change=change, core_days=44),))
    assert (item.kind, item.urgency, item.case) == ("list_new", "later", "")
    assert (item.contract, item.days) == ("HT-2026-0001", 44)
    assert items_of(accounts=(an_account(change="gone"),)) == []


def test_open_approvals_wait_for_a_decision() -> None:
    """With their case where it is open; decided ones are done (R148)."""
    asked = an_approval()
    other = an_approval(id="A-2", case="XA-2025-00009")
    done = an_approval(id="A-3", state="granted")

    listed = items_of(QUIET, approvals=(asked, other, done))
    assert kinds(listed) == [("approval", "today"), ("approval", "today")]
    assert {(i.case, i.customer) for i in listed} == {
        ("XA-2026-00001", "西安云帆商贸有限公司"),
        ("XA-2025-00009", ""),
    }


@pytest.mark.parametrize("state", ENDS)
def test_an_ended_case_asks_for_nothing_more_unless_the_claim_lives(state: str) -> None:
    """After written_off and handed_over promises still count."""
    case = a_case(
        state=state,
        loan=a_loan(contract_rate=None),
        timeline=(a_promise(PAST),),
        next_none_because="见理由",
    )
    listed = items_of(case, accounts=(an_account(change="gone"),))
    assert [item.kind for item in listed] == (["promise"] if state in RESERVED else [])


def test_every_line_can_be_read_in_both_languages() -> None:
    """No fact is left open in a sentence."""
    case = a_case(
        loan=a_loan(contract_rate=None), next_on=TODAY, timeline=(a_promise(PAST), a_promise(NEXT))
    )
    changes: tuple[Any, ...] = ("gone", "increased", "decreased")
    for change in changes:
        account = an_account(change=change, before=money("15000.00"))
        alone = an_account(contract_no="HT-2")
        for item in items_of(case, accounts=(account, alone), approvals=(an_approval(),)):
            for lang in LANGS:
                assert "{" not in Words(lang).finding(item.text)
                assert Words(lang).label("urgency", item.urgency)


def test_what_is_equally_urgent_stands_by_its_number() -> None:
    """The same list every time; an account without a case by its contract."""
    cases = [a_case(number=f"XA-2026-0000{n}", next_on=TODAY) for n in (3, 1, 2)]
    accounts = [an_account(contract_no=f"HT-{n}") for n in (2, 1)]
    listed = items_of(*cases, accounts=(*accounts,))
    assert [item.case or item.contract for item in listed] == [
        "XA-2026-00001",
        "XA-2026-00002",
        "XA-2026-00003",
        "HT-1",
        "HT-2",
    ]


@given(st.lists(st.integers(-40, 40), max_size=8))
def test_the_most_urgent_comes_first_and_nothing_is_lost(offsets: list[int]) -> None:
    """Fatal, late, today, soon, later; within one, the earlier day."""
    cases = [
        a_case(number=f"XA-2026-{n:05}", next_on=TODAY + timedelta(days=off))
        for n, off in enumerate(offsets)
    ]
    listed = items_of(*cases)
    assert len(listed) == len(cases)
    ranks = [(URGENCIES.index(item.urgency), item.due) for item in listed]
    assert ranks == sorted(ranks, key=lambda rank: (rank[0], rank[1] or date.max))


def test_a_customers_things_stand_together_behind_the_most_urgent() -> None:
    """One line a customer, whatever loan it is about; the most fatal reason first (R085)."""
    cases = [
        a_case(number="XA-2026-00001", next_on=NEXT),
        a_case(number="XA-2026-00002", next_on=TODAY, loan=a_loan(contract_no="HT-2")),
    ]
    late = a_case(number="XA-2026-00003", customer_id="C-9", next_on=PAST)
    other = a_sheet(late, customer=a_customer(id="C-9", id_number=""), wanted=())
    sheets = [*(a_sheet(case, wanted=()) for case in cases), other]
    alone = an_account(contract_no="HT-9", id_number=sheets[0].customer.id_number)
    listed = worklist(sheets, [alone], [], LABELS, a_policy(), TODAY)

    groups = by_customer(listed)

    assert [[item.case or item.contract for item in group] for group in groups] == [
        ["XA-2026-00003"],
        ["XA-2026-00002", "XA-2026-00001", "HT-9"],
    ]
    assert sorted(map(Item.order, (i for g in groups for i in g))) == list(map(Item.order, listed))


@pytest.mark.parametrize(
    ("roles", "held", "theirs"),
    [
        (("senior",), {"senior", "supervisor"}, {"senior"}),
        (("senior", "legal"), {"senior", "legal"}, {"senior", "legal"}),
        (("legal",), {"junior", "senior"}, {"junior", "senior"}),
        ((), {"junior"}, {"junior"}),
    ],
)
def test_work_is_for_its_role_and_for_everybody_where_nobody_has_it(
    roles: tuple[str, ...], held: set[str], theirs: set[str]
) -> None:
    """No thing falls between two chairs (R057)."""
    item = Item(kind="suit", urgency="fatal", text=Finding("today.no-next-step"), roles=roles)
    assert {role for role in held if is_for(item.roles, {role}, held)} == theirs


def test_every_line_says_whose_work_it_is() -> None:
    """The case's role; who may decide; without a case by days and sum (R057, R058)."""
    light = a_case(next_on=TODAY, loan=a_loan(due_date=TODAY - timedelta(days=5)))
    asked = an_approval(act="plan.approve")
    accounts = (an_account(contract_no="HT-8", overdue_principal=money("900000.00")),)
    listed = items_of(light, accounts=accounts, approvals=(asked,))
    assert {item.kind: item.roles for item in listed} == {
        "next_step": ("junior",),
        "approval": ("supervisor",),
        "list_new": ("senior",),
    }
