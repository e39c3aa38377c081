"""The bridge from one month's end to the next, and the recovery of the month (R190, R191)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.month import Happening, LoanLine, MonthEnd
from branchdesk.reports.month.bridge import CODES, RANK, UNKNOWN, Bridge, bridge
from branchdesk.reports.month.recovery import Recovered, recovered
from branchdesk.rules.severity import severity
from tests.builders import a_policy

POLICY = a_policy(date(2026, 10, 31))
ALL = (*RANK, UNKNOWN)


def a_line(contract: str, days: int | None, amount: str | None, **given: Any) -> LoanLine:
    money = None if amount is None else Money(amount)
    return LoanLine(
        contract_no=contract, customer="甲", days=days, severity=severity(days, POLICY),
        amount=money, listed=True, **given,
    )  # fmt: skip


def paid(contract: str, amount: str, kind: str = "paid", **given: Any) -> Happening:
    return Happening(
        on=date(2026, 10, 9), kind=kind, case=f"XA-{contract}", contract_no=contract,
        customer="甲", amount=Money(amount), **given,
    )  # fmt: skip


def september(*lines: LoanLine) -> MonthEnd:
    return MonthEnd(month="2026-09", as_of=date(2026, 9, 30), closed=True, lines=lines)


def october(*lines: LoanLine, happened: tuple[Happening, ...] = ()) -> MonthEnd:
    return MonthEnd(month="2026-10", as_of=date(2026, 10, 31), lines=lines, happenings=happened)


def moved(now: MonthEnd, last: MonthEnd) -> Bridge:
    found = bridge(now, last, POLICY)
    assert found is not None
    return found


def flows(found: Bridge) -> dict[str, tuple[int, str]]:
    """Every movement as code:severity -> number, amount."""
    return {f"{f.code}:{f.severity}": (f.sum.count, str(f.sum.amount)) for f in found.flows}


CASES: list[tuple[str, list[LoanLine], list[LoanLine], list[Happening], dict[str, Any]]] = [
    ("it stays and interest accrues", [a_line("1", 40, "100")], [a_line("1", 71, "103")], [],
     {"accrued:moderate": (0, "3.00")}),
    ("it worsens and a part is paid", [a_line("1", 20, "100")], [a_line("1", 51, "70")],
     [paid("1", "40")],
     {"worsened_out:light": (-1, "-100.00"), "worsened_in:moderate": (1, "100.00"),
      "part_paid:moderate": (0, "-40.00"), "accrued:moderate": (0, "10.00")}),
    ("an old instalment is paid: it improves", [a_line("1", 95, "100")], [a_line("1", 12, "60")],
     [paid("1", "40")],
     {"improved_out:severe": (-1, "-100.00"), "improved_in:light": (1, "100.00"),
      "part_paid:light": (0, "-40.00")}),
    ("less is owed and nobody recorded why", [a_line("1", 40, "100")], [a_line("1", 71, "60")], [],
     {"adjusted:moderate": (0, "-40.00")}),
    ("new in the month", [], [a_line("1", 9, "60")], [paid("1", "40")],
     {"new:light": (1, "100.00"), "part_paid:light": (0, "-40.00")}),
    ("new and moderate by the month's end", [], [a_line("1", 31, "60")], [],
     {"new:light": (1, "60.00"), "worsened_out:light": (-1, "-60.00"),
      "worsened_in:moderate": (1, "60.00")}),
    ("on no list before, and late already", [], [a_line("1", 75, "60")], [],
     {"new:moderate": (1, "60.00")}),
    ("gone without a word: cured", [a_line("1", 20, "100")], [], [],
     {"cured:light": (-1, "-100.00")}),
    ("settled", [a_line("1", 99, "100")], [],
     [paid("1", "100"), paid("1", "0", "closed", outcome="settled")],
     {"settled:severe": (-1, "-100.00")}),
    ("written off", [a_line("1", 99, "100")], [],
     [paid("1", "100", "closed", outcome="written_off")], {"left:severe": (-1, "-100.00")}),
    ("closed and reopened: the outcome is void", [a_line("1", 99, "100")], [],
     [paid("1", "100", "closed", outcome="written_off"), paid("1", "0", "reopened")],
     {"cured:severe": (-1, "-100.00")}),
    ("listed before it was overdue: newly overdue", [a_line("1", 0, "60")], [a_line("1", 5, "60")],
     [], {"new:light": (1, "60.00")}),
    ("still listed and overdue no more: cured", [a_line("1", 20, "60")], [a_line("1", 0, "60")],
     [], {"cured:light": (-1, "-60.00")}),
    ("days unknown once: no severity is guessed", [a_line("1", None, "100")],
     [a_line("1", 31, "100")], [],
     {"adjusted:unknown": (-1, "-100.00"), "adjusted:moderate": (1, "100.00")}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "then", "now", "happened", "wanted"), CASES)
def test_what_happened_to_an_account_stands_in_its_row(
    what: str, then: list[LoanLine], now: list[LoanLine], happened: list[Happening],
    wanted: dict[str, Any],
) -> None:  # fmt: skip
    """Each movement has one row, with its sign (R190)."""
    found = flows(moved(october(*now, happened=tuple(happened)), september(*then)))
    between = {k: v for k, v in found.items() if not k.startswith(("opening", "closing"))}
    assert between == wanted, what


def test_a_case_on_no_list_is_in_neither_end() -> None:
    """The bridge goes over the register; activity over cases."""
    alone = LoanLine(case="XA-9", contract_no="9", customer="乙", severity="light", days=3)
    assert moved(october(alone), september()).flows == ()


def test_without_a_closed_month_before_nothing_is_guessed() -> None:
    """Missing history is a dash (R190)."""
    assert bridge(october(a_line("1", 9, "60")), None, POLICY) is None
    assert recovered(october(), None, POLICY) is None


def rates(now: MonthEnd, last: MonthEnd) -> Recovered:
    found = recovered(now, moved(now, last), POLICY)
    assert found is not None
    return found


def test_recovery_counts_cash_in_the_severity_in_which_the_month_began() -> None:
    """Light above 80 %, severe above 50 %, moderate without a target (R190, R191)."""
    last = september(a_line("1", 20, "100"), a_line("2", 120, "200"), a_line("3", 60, "50"))
    now = october(
        a_line("1", 51, "15"), a_line("2", 151, "100"), a_line("4", 5, "20"),
        happened=(
            paid("1", "90"), paid("1", "5", "pay_reversed"), paid("2", "100"), paid("3", "50"),
            paid("7", "11"), paid("8", "7", "waiver_granted"),
            paid("9", "30", "closed", outcome="written_off"),
        ),
    )  # fmt: skip
    found = rates(now, last)
    light, moderate, severe, total = found.rows

    assert (light.base, light.cash, light.met) == (Money("120"), Money("85"), False)
    assert (moderate.rate, moderate.target, moderate.met) == (Decimal(1), None, None)
    assert (severe.rate, severe.target, severe.met) == (Decimal("0.5"), Decimal("0.50"), False)
    assert (total.base, total.cash) == (Money("370"), Money("235"))
    assert {code: str(amount) for code, amount in found.apart.items()} == {
        "elsewhere": "11.00", "waived": "7.00", "written_off": "30.00", "in_lieu": "0.00",
    }  # fmt: skip


def test_the_target_is_passed_not_reached() -> None:
    """More than 80 %, and nothing overdue gives no rate (R191)."""
    last = september(a_line("1", 20, "100"))
    just = rates(october(happened=(paid("1", "80"),)), last).rows[0]
    more = rates(october(happened=(paid("1", "80.01"),)), last).rows[0]
    assert (just.met, more.met) == (False, True)
    assert [row.rate for row in rates(october(), september()).rows] == [None] * 4


AMOUNTS = st.one_of(st.none(), st.integers(0, 10**8).map(str))
DAYS = st.one_of(st.none(), st.integers(0, 200))
ENDS = st.dictionaries(st.sampled_from("123456"), st.tuples(DAYS, AMOUNTS), max_size=6)
KINDS = st.sampled_from(["paid", "pay_reversed", "closed", "reopened"])
OUTCOMES = st.sampled_from(["", "settled", "written_off", "recorded_in_error", "handed_over"])
HAPPENED = st.lists(
    st.tuples(st.sampled_from("1234567"), st.integers(0, 10**8), KINDS, OUTCOMES), max_size=8
)


@given(ENDS, ENDS, HAPPENED)
def test_the_bridge_adds_up_whatever_happened(
    then: dict[str, Any], now: dict[str, Any], happened: list[tuple[str, int, str, str]]
) -> None:
    """Each severity and the whole, number and amount; what leaves one severity enters another."""
    events = tuple(paid(c, str(a), kind, outcome=o) for c, a, kind, o in happened)
    last = september(*(a_line(c, *given) for c, given in then.items()))
    month = october(*(a_line(c, *given) for c, given in now.items()), happened=events)
    found = moved(month, last)

    for where in ALL:
        *moves, closing = [found.of(code, where) for code in CODES]
        assert sum(one.count for one in moves) == closing.count
        assert Money.total(one.amount for one in moves) == closing.amount
        for end, code in ((last, "opening"), (month, "closing")):
            lines = [line for line in end.lines if (line.severity or UNKNOWN) == where]
            sums = Money.total(line.amount or ZERO for line in lines)
            assert found.of(code, where).count == len(lines)
            assert found.of(code, where).amount == sums
    for way in ("worsened", "improved"):
        into, out = found.all(f"{way}_in"), found.all(f"{way}_out")
        assert (into.count, into.amount) == (-out.count, -out.amount)
    rates_of = rates(month, last)
    rows, signs = rates_of.rows, {"paid": 1, "pay_reversed": -1}
    assert Money.total(row.base for row in rows[:-1]) == rows[-1].base
    came = sum(amount * signs.get(kind, 0) for _, amount, kind, _ in happened)
    assert rows[-1].cash + rates_of.apart["elsewhere"] == came
