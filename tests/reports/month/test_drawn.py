"""A month drawn up from dated facts, and the figures that add up from it (R193)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import ZERO, Money
from branchdesk.basics.wording import Words
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.month import LoanLine, MonthEnd
from branchdesk.reports.month.cells import shown
from branchdesk.reports.month.drawn import Cutoff, class_on, drawn_up, was_open
from branchdesk.reports.month.figures import TOTAL, WITHOUT_CASE, Figures, Group, Row, figures
from tests.builders import a_case, a_customer, a_decision, a_loan, a_policy, an_account, money

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
OCTOBER = Cutoff(month="2026-10", first=FIRST, as_of=LAST, list_as_of=LAST)


def at(day: date, kind: str, **facts: Any) -> Entry:
    moment = datetime.combine(day, datetime.min.time())
    return Entry(seq=1, at=moment, by="s01", role="senior", authority=kind, kind=kind, facts=facts)


def drawn(*cases: Case, accounts: tuple[Any, ...] = ()) -> MonthEnd:
    return drawn_up(OCTOBER, [(case, a_customer()) for case in cases], accounts, a_policy())


def row(group: Group, code: str) -> Row:
    return next(r for r in group.rows if r.code == code)


def count(found: Figures, code: str) -> int:
    return row(found.cases, code).count


def a_line(severity: str = "", amount: Money | None = None) -> LoanLine:
    return LoanLine(customer="甲", case="XA-2026-00001", severity=severity, amount=amount)


def test_an_account_of_the_list_counts_by_the_list_and_its_class_by_the_case() -> None:
    """Whose figure it is: days and amount are the list's, the class is the clerk's (R050)."""
    case = a_case(opened_on=FIRST, decisions=(a_decision(on=FIRST),),
                  loan=a_loan(amount=money("1.00"), due_date=date(2026, 1, 1)))  # fmt: skip
    (line,) = drawn(case, accounts=(an_account(due_date=date(2026, 10, 12)),)).lines

    assert (line.case, line.klass, line.days, line.amount) == (
        case.number, "non_malicious", 19, money("12000.00"),
    )  # fmt: skip


def test_an_account_nobody_works_on_is_a_line_without_a_case() -> None:
    month = drawn(accounts=(an_account(),))

    assert [(line.case, line.listed) for line in month.lines] == [("", True)]
    assert row(figures(month, None, a_policy()).groups[0], WITHOUT_CASE).count == 1


def test_a_case_on_no_list_counts_as_it_was_recorded() -> None:
    case = a_case(opened_on=FIRST, loan=a_loan(contract_no="", due_date=date(2026, 9, 1)))
    (line,) = drawn(case, accounts=(an_account(),)).lines[1:]

    assert (line.case, line.listed, line.days) == (case.number, False, 60)


def test_two_open_cases_of_one_contract_are_both_lines() -> None:
    """A corrected contract number may bring two together: none may drop out of the count."""
    one, two = a_case(opened_on=FIRST), a_case(number="XA-2026-00002", opened_on=FIRST)
    month = drawn(one, two, accounts=(an_account(),))

    assert sorted(line.case for line in month.lines) == [one.number, two.number]
    assert count(figures(month, None, a_policy()), "at_end") == 2


@pytest.mark.parametrize(
    ("opened", "turns", "open_then"),
    [
        (date(2026, 10, 31), [], True),
        (date(2026, 11, 1), [], False),
        (FIRST, [(date(2026, 10, 31), "closed")], False),
        (FIRST, [(date(2026, 11, 1), "closed")], True),
        (FIRST, [(date(2026, 10, 3), "closed"), (date(2026, 10, 9), "reopened")], True),
    ],
)
def test_a_case_was_open_by_its_dated_entries(
    opened: date, turns: list[tuple[date, str]], open_then: bool
) -> None:
    timeline = tuple(at(day, kind) for day, kind in turns)

    assert was_open(a_case(opened_on=opened, timeline=timeline), LAST) is open_then


@pytest.mark.parametrize(
    ("granted", "klass"),
    [(None, "suspected"), (date(2026, 11, 1), "suspected"), (LAST, "malicious")],
)
def test_malicious_is_suspected_until_the_second_person_answered(
    granted: date | None, klass: str
) -> None:
    """Malicious needs a second person: a later answer does not change the month before (R148)."""
    timeline = () if granted is None else (at(granted, "approval_granted", id="A-1"),)
    decision = a_decision("malicious", on=FIRST, approval="A-1", confirmed=granted is not None)

    assert class_on(a_case(decisions=(decision,), timeline=timeline), LAST) == klass


def test_a_class_decided_after_the_cut_off_is_not_yet_known() -> None:
    case = a_case(decisions=(a_decision(on=date(2026, 11, 1)),))

    assert class_on(case, LAST) == ""


def test_what_is_entered_late_counts_in_the_month_it_was_entered_in() -> None:
    """A closing entered in November is November's, whatever day it speaks of."""
    case = a_case(opened_on=FIRST, timeline=(at(date(2026, 11, 2), "closed", outcome="settled"),))

    assert [h.kind for h in drawn(case).happenings] == ["received"]


def test_the_month_before_stands_beside_and_a_month_without_one_has_dashes() -> None:
    """Comparison with last month where there is one (R193)."""
    now = MonthEnd(month="2026-10", as_of=LAST, lines=(a_line("light", money("1.00")),) * 3)
    then = MonthEnd(month="2026-09", as_of=FIRST, lines=(a_line("light", money("1.00")),))

    with_last = row(figures(now, then, a_policy()).groups[0], "light")
    alone = row(figures(now, None, a_policy()).groups[0], "light")

    assert (with_last.count, with_last.last_count, with_last.last_amount) == (3, 1, money("1.00"))
    assert (alone.last_count, alone.last_amount) == (None, None)


def test_an_empty_denominator_is_a_dash_and_never_a_share() -> None:
    month = MonthEnd(month="2026-10", as_of=LAST, lines=(a_line(),))
    found = figures(month, None, a_policy())

    assert row(found.groups[0], TOTAL).share is None and found.unknown_amounts == 1
    assert shown(None, Words("zh")) == "—"


SUMS = st.one_of(st.none(), st.integers(0, 10**12).map(Money))
LINES = st.lists(
    st.builds(
        LoanLine,
        customer=st.just("甲"),
        case=st.sampled_from(["", "XA-2026-00001"]),
        product=st.sampled_from(["", "car", "credit_card", "consumer"]),
        klass=st.sampled_from(["", "non_malicious", "malicious", "suspected", "technical"]),
        severity=st.sampled_from(["", "none", "light", "moderate", "severe"]),
        amount=SUMS,
    ),
    max_size=30,
).map(tuple)


@given(LINES, LINES)
def test_every_table_foots(now: tuple[LoanLine, ...], then: tuple[LoanLine, ...]) -> None:
    """Each view's rows add up to the one total of all lines, this month and last."""
    last = MonthEnd(month="2026-09", as_of=FIRST, lines=then)
    found = figures(MonthEnd(month="2026-10", as_of=LAST, lines=now), last, a_policy())
    for group in found.groups:
        *parts, total = group.rows
        assert total.code == TOTAL
        assert sum(r.count for r in parts) == total.count == len(now)
        assert Money.total(r.amount or ZERO for r in parts) == total.amount
        assert sum(r.last_count or 0 for r in parts) == total.last_count == len(then)
        assert Money.total(r.last_amount or ZERO for r in parts) == total.last_amount


DAYS = st.integers(-40, 40).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def lives(draw: st.DrawFn) -> Case:
    """A case that is opened, and then closed and reopened by turns."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=5)))
    turns = [
        at(day, "closed" if n % 2 == 0 else "reopened", outcome="settled")
        for n, day in enumerate(days[1:])
    ]
    return a_case(opened_on=days[0], timeline=tuple(turns))


@given(st.lists(lives(), max_size=12))
def test_cases_in_and_out_foot(cases: list[Case]) -> None:
    """Open before + received + reopened - closed = open at the end, counted from the lines."""
    numbered = [
        msgspec.structs.replace(case, number=f"XA-2026-{n:05d}", loan=a_loan(contract_no=str(n)))
        for n, case in enumerate(cases)
    ]
    *moves, end = figures(drawn(*numbered), None, a_policy()).cases.rows

    assert sum(r.count for r in moves) == end.count
