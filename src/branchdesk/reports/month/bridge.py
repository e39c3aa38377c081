"""The bridge of a month: how the overdue accounts came from last month's end to this month's.

It is reckoned from two month-ends alone, over the overdue accounts of the bank's list: cases on
no list are in neither end, and what came and went between the two lists is in neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.month import LoanLine, MonthEnd
from branchdesk.model.policy import Policy
from branchdesk.reports.month.sums import Sum
from branchdesk.rules.severity import severity

CODES = (
    "opening", "new", "worsened_in", "improved_in", "accrued", "worsened_out", "improved_out",
    "part_paid", "cured", "settled", "left", "adjusted", "closing",
)  # fmt: skip
AMOUNT_ONLY = ("accrued", "part_paid")
"""What moves no account, only what it owes."""
RANK = {"light": 1, "moderate": 2, "severe": 3}
UNKNOWN = "unknown"
LEFT = {
    "settled": "settled", "renewed": "settled",
    "written_off": "left", "transferred": "left", "debt_asset": "left",
    "technical_resolved": "adjusted", "recorded_in_error": "adjusted",
}  # fmt: skip
"""How an account left the list, by the outcome of its case; without one it was cured: the bank
counts it as overdue no more."""


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """One movement of one severity: what leaves has a minus, so a column adds up as it stands."""

    code: str
    severity: str
    sum: Sum


class Bridge(msgspec.Struct, frozen=True, kw_only=True):
    """The movements of a month; each severity's add up to its closing, count and amount."""

    flows: tuple[Flow, ...]
    """In the order of CODES; a movement of a severity that did not happen is not there."""
    cash: dict[str, Money]
    """What came in on the accounts that began in a severity, less what was reversed, yuan."""
    elsewhere: Money
    """What came in on loans that stand in neither end, yuan."""
    handed_over: Sum
    """Accounts given to legal or an agency for good in the month: they stay overdue."""

    def of(self, code: str, severity: str) -> Sum:
        """A movement of one severity; nothing where it did not happen."""
        found = (f.sum for f in self.flows if (f.code, f.severity) == (code, severity))
        return next(found, Sum())

    def all(self, code: str) -> Sum:
        """A movement over all severities."""
        return sum((flow.sum for flow in self.flows if flow.code == code), Sum())

    @property
    def severities(self) -> tuple[str, ...]:
        """Those that have a movement, light first; light, moderate and severe always."""
        unknown = any(flow.severity == UNKNOWN for flow in self.flows)
        return (*RANK, *[UNKNOWN] * unknown)


class _Known(NamedTuple):
    """What the month recorded of one account."""

    cash: Money = ZERO
    outcome: str = ""


Move = tuple[str, str, int, Money]
"""The movement's code, the severity, how many accounts, how much; what leaves is below zero."""


def bridge(month: MonthEnd, last: MonthEnd | None, policy: Policy) -> Bridge | None:
    """The bridge from last month's end; None where that was not frozen."""
    if last is None:
        return None
    opening, closing = _listed(last), _listed(month)
    known = _recorded(month, last)
    sums: dict[tuple[str, str], Sum] = {}
    cash: dict[str, Money] = {}
    contracts = opening.keys() | closing.keys()
    for contract in sorted(contracts):
        before, now = opening.get(contract), closing.get(contract)
        record = known.get(contract, _Known())
        began = _severity(before) if before else _began(now, month, policy)
        cash[began] = cash.get(began, ZERO) + record.cash
        for code, where, count, amount in _moves(before, now, began, record):
            key = (code, where)
            sums[key] = sums.get(key, Sum()) + Sum(count, amount)
    flows = [
        Flow(code=code, severity=where, sum=sums[code, where])
        for code in CODES
        for where in (*RANK, UNKNOWN)
        if (code, where) in sums
    ]
    over = [one for one in month.happenings if one.outcome == "handed_over"]
    amounts = Money.total(one.amount or ZERO for one in over)
    elsewhere = Money.total(one.cash for key, one in known.items() if key not in contracts)
    return Bridge(
        flows=tuple(flows), cash=cash, elsewhere=elsewhere, handed_over=Sum(len(over), amounts)
    )


def _listed(month: MonthEnd) -> dict[str, LoanLine]:
    # A list may bring accounts that are not overdue yet, or no more: they are in neither end.
    found = (line for line in month.lines if line.listed and line.severity != "none")
    return {line.contract_no: line for line in found}


def _severity(line: LoanLine | None) -> str:
    return (line.severity if line else "") or UNKNOWN


def _amount(line: LoanLine) -> Money:
    # As on the whole page, what nobody knows counts with 0.00.
    return line.amount if line.amount is not None else ZERO


def _began(line: LoanLine | None, month: MonthEnd, policy: Policy) -> str:
    """The severity of an account's first overdue day in the month; day 1 where it began in it."""
    if line is None or not line.days:
        return _severity(line)
    eve = date.fromisoformat(f"{month.month}-01") - timedelta(days=1)
    return severity(max(1, line.days - (month.as_of - eve).days + 1), policy) or UNKNOWN


def _recorded(month: MonthEnd, last: MonthEnd) -> dict[str, _Known]:
    """Payments and outcomes of the month by contract; of loans without one all together."""
    contracts = {line.case: line.contract_no for end in (last, month) for line in end.lines}
    found: dict[str, _Known] = {}
    for one in month.happenings:
        contract = one.contract_no or contracts.get(one.case, "")
        was, amount = found.get(contract, _Known()), one.amount or ZERO
        if one.kind in ("paid", "pay_reversed"):
            signed = amount if one.kind == "paid" else -amount
            found[contract] = was._replace(cash=was.cash + signed)
        elif one.kind in ("closed", "reopened"):
            found[contract] = was._replace(outcome=one.outcome if one.kind == "closed" else "")
    return found


def _moves(
    before: LoanLine | None, now: LoanLine | None, began: str, record: _Known
) -> Iterator[Move]:
    """What one account adds to the bridge."""
    if before is not None:
        yield "opening", began, 1, _amount(before)
    if now is None:
        if before is not None:
            yield LEFT.get(record.outcome, "cured"), began, -1, -_amount(before)
        return
    here, owed, cash = _severity(now), _amount(now), record.cash
    if before is None:
        # A payment taken back was of an earlier delinquency: it makes nothing newly overdue.
        cash = max(cash, ZERO)
        yield "new", began, 1, owed + cash
        came = owed + cash
    else:
        came = _amount(before)
    yield from _shift(began, here, came)
    if cash:
        yield "part_paid", here, 0, -cash
    grown = owed - came + cash
    if grown:
        # Less owed than was paid has a reason that nobody recorded here: an adjustment.
        yield "accrued" if grown > 0 else "adjusted", here, 0, grown
    yield "closing", here, 1, owed


def _shift(was: str, here: str, amount: Money) -> Iterator[Move]:
    """From one severity into another: what goes out of one comes into the other."""
    if was == here:
        return
    if UNKNOWN in (was, here):
        out, into = "adjusted", "adjusted"
    else:
        way = "worsened" if RANK[here] > RANK[was] else "improved"
        out, into = f"{way}_out", f"{way}_in"
    yield out, was, -1, -amount
    yield into, here, 1, amount
