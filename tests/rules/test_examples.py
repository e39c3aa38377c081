"""The published examples of tests/situations/examples.toml, each to the fen (R123)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from branchdesk.basics.capitals import capitals
from branchdesk.basics.identity import check_identity
from branchdesk.basics.money import ZERO, Money
from branchdesk.basics.workdays import add_workdays
from branchdesk.model.loan import Guarantor, Loan
from branchdesk.model.terms import Terms
from branchdesk.rules.clock.guarantee import period
from branchdesk.rules.clock.limitation import limitation
from branchdesk.rules.court.legal import court_fee
from branchdesk.rules.owed.debt import Debt, debt, interest, penalty_segment
from branchdesk.rules.owed.terms import penalty_rate
from branchdesk.rules.plan import Asked, within_income
from branchdesk.rules.severity import days_past_due
from branchdesk.rules.waiver import cap_of
from tests.builders import TODAY, a_case, a_checked, a_loan, a_policy, money, situations

Given = Mapping[str, Any]
ROWS = situations("examples")
WRONG = [row for row in ROWS if "printed" in row]


def _policy(given: Given, down: bool = False) -> Any:
    return a_policy(basis=given.get("basis", 360), round_down=down)


def _penalty(given: Given, down: bool) -> dict[str, Any]:
    loan = Loan(
        amount=money(given["principal"]), overdue_principal=money(given["principal"]),
        overdue_interest=ZERO, contract_rate=Decimal(given["rate"]),
        penalty_uplift=Decimal(given["uplift"]), due_date=given["due"],
    )  # fmt: skip
    owed = debt(loan, _policy(given, down), given["as_of"])
    [line] = owed.segments
    return {"penalty_rate": line.rate, "days": line.days, "penalty": owed.penalty}


def _interest(given: Given, down: bool) -> dict[str, Any]:
    days = given["days"] if "days" in given else (given["to"] - given["since"]).days
    got = interest(money(given["base"]), Decimal(given["rate"]), days, _policy(given, down))
    return {"days": days, "interest": got}


def _court_fee(given: Given, down: bool) -> dict[str, Any]:
    fee = court_fee(money(given["claim"]), a_policy())
    return {"exact": fee.exact, "charged": fee.charged}


def _sum(given: Given, down: bool) -> dict[str, Any]:
    parts: dict[str, Any] = {key: money(text) for key, text in given.items()}
    owed = Debt(as_of=TODAY, fees=ZERO, per_day=None, **parts)
    assert owed.total is not None
    return {"total": owed.total, "beside_principal": owed.total - parts["principal"]}


def _rate(given: Given, down: bool) -> dict[str, Any]:
    rate = Decimal(given["rate"]) + Decimal(given.get("points", 0)).scaleb(-4)
    return {"penalty_rate": penalty_rate(a_loan(contract_rate=rate, penalty_uplift=Decimal(
        given["uplift"])))}  # fmt: skip


def _days(given: Given, down: bool) -> dict[str, Any]:
    rate = Decimal("0.1")
    line = penalty_segment(money("1000.00"), rate, given["due"], a_policy(), given["paid"])
    return {"days": line.days}


def _days_past_due(given: Given, down: bool) -> dict[str, Any]:
    return {"days": days_past_due(given["due"], given["as_of"])}


def _limits(given: Given, down: bool) -> dict[str, Any]:
    loan = a_loan(checked=(a_checked("90000.00", penalty=money(given["penalty"])),))
    owed = debt(loan, a_policy(), TODAY)
    asked = Asked(
        case=a_case(loan=loan), debt=owed, days=1, periods=3, first=TODAY,
        income=money(given["income"]),
    )  # fmt: skip
    [over] = within_income(asked, a_policy(), TODAY)
    return {"instalment": over.facts["cap"], "waiver": cap_of(owed, a_policy())}


def _capitals(given: Given, down: bool) -> dict[str, Any]:
    return {"written": capitals(money(given["sum"]))}


def _working_days(given: Given, down: bool) -> dict[str, Any]:
    due = add_workdays(given["from"], given["days"])
    assert not due.provisional
    return {"day": due.day}


def _limitation(given: Given, down: bool) -> dict[str, Any]:
    [clock] = limitation(a_case(loan=a_loan(due_date=given["due"])), a_policy(), TODAY)
    return {"until": clock.until}


def _guarantee(given: Given, down: bool) -> dict[str, Any]:
    case = a_case(loan=a_loan(terms=Terms(maturity=given["maturity"])))
    end = period(case, Guarantor(name="马建国"), a_policy(), TODAY).end
    return {"until": end.day if end else None}


def _identity(given: Given, down: bool) -> dict[str, Any]:
    return {"right": check_identity(given["number"]) is not None}


COMPUTED: dict[str, Callable[[Given, bool], dict[str, Any]]] = {
    "penalty": _penalty,
    "interest": _interest,
    "court_fee": _court_fee,
    "sum": _sum,
    "rate": _rate,
    "days": _days,
    "days_past_due": _days_past_due,
    "limits": _limits,
    "capitals": _capitals,
    "working_days": _working_days,
    "identity": _identity,
    "limitation": _limitation,
    "guarantee": _guarantee,
}


def _same(got: object, told: object) -> bool:
    if isinstance(told, list):
        return got in told
    if isinstance(got, Money):
        return str(got) == told
    return got == Decimal(told) if isinstance(told, str) else got == told


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['no']} {row['zh']}")
def test_a_published_example_comes_out_to_the_fen(row: dict[str, Any]) -> None:
    """Penalty, fees, limits, days, capitals: as published, the rounding named (R123)."""
    got = COMPUTED[row["kind"]](row["given"], row["rounding"] == "down")

    for key, told in row["expect"].items():
        assert _same(got[key], told), f"{row['no']} {key}: {got[key]}, not {told}"


@pytest.mark.parametrize("row", WRONG, ids=lambda row: f"{row['no']} {row['zh']}")
def test_a_figure_that_was_printed_wrong_does_not_come_out(row: dict[str, Any]) -> None:
    """However it is rounded; why it is wrong stands beside it, in both languages (R123)."""
    assert row["why"].keys() == {"zh", "en"}
    for down in (False, True):
        got = COMPUTED[row["kind"]](row["given"], down)
        assert not any(_same(got[key], told) for key, told in row["printed"].items())


def test_every_example_says_how_it_is_rounded() -> None:
    """A figure without its rounding could not be judged; the negative ones are among them."""
    assert {row["rounding"] for row in ROWS} == {"half_up", "down", "yuan", "exact"}
    assert [row["no"] for row in WRONG] == ["N01", "N02", "N03"]
