"""The figures of a month, added up from its lines, beside those of the month before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.month import Happening, LoanLine, MonthEnd
from branchdesk.model.policy import Policy
from branchdesk.reports.month.bridge import Bridge, bridge
from branchdesk.reports.month.recovery import Recovered, recovered
from branchdesk.reports.month.sums import Sum
from branchdesk.rules.state import ENDS

SEVERITIES = ("light", "moderate", "severe", "none", "unknown")
CLASSES = ("non_malicious", "malicious", "suspected", "technical", "undecided")
DONE = (
    "received",
    "closed",
    "plan_proposed",
    "plan_granted",
    "plan_refused",
    "paid",
    "pay_reversed",
)
WITHOUT_CASE, TOTAL = "without_case", "total"
GROUPS: dict[str, Callable[[LoanLine], str]] = {
    "severity": lambda line: line.severity or "unknown",
    "class": lambda line: line.klass or "undecided",
    "product": lambda line: line.product or "unknown",
}
"""The three views of the same lines: each of them adds up to the same total."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the page: this month and, where it is known, the month before."""

    code: str
    count: int
    amount: Money | None = None
    """None in a row that counts cases alone."""
    share: Decimal | None = None
    """Of the total amount; None where the total is 0."""
    last_count: int | None = None
    last_amount: Money | None = None


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that belong together; ``of`` a total they add up to it, count and amount."""

    code: str
    rows: tuple[Row, ...]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The month's page as figures; every face of it shows these and no others."""

    month: MonthEnd
    last: MonthEnd | None
    groups: tuple[Group, ...]
    """severity, class, product."""
    cases: Group
    """before + received + reopened - closed = open at the end."""
    activity: Group
    unknown_amounts: int
    """Lines whose amount nobody knows; they are counted with 0.00."""
    bridge: Bridge | None
    """None where the month before was not closed."""
    recovery: Recovered | None
    """Likewise."""


def figures(month: MonthEnd, last: MonthEnd | None, policy: Policy) -> Figures:
    """The figures of a month; ``last`` is the stored month before it, if there is one.

    ``policy`` is that of the cut-off day.
    """
    moved = bridge(month, last, policy)
    return Figures(
        month=month,
        last=last,
        groups=tuple(_group(code, month, last) for code in GROUPS),
        cases=Group(code="cases", rows=tuple(_cases(month, last))),
        activity=Group(code="activity", rows=tuple(_activity(month, last))),
        unknown_amounts=_sum(month.lines).unpriced,
        bridge=moved,
        recovery=recovered(month, moved, policy),
    )


def _sum(many: Iterable[LoanLine | Happening]) -> Sum:
    found = Sum()
    for one in many:
        amount = one.amount
        found += Sum(1, amount if amount is not None else ZERO, int(amount is None))
    return found


def _group(code: str, month: MonthEnd, last: MonthEnd | None) -> Group:
    """Lines with a case by their code, the accounts without one in one row, the total."""
    now, then = _by_code(code, month), _by_code(code, last) if last else None
    total = _sum(month.lines)
    shown = [c for c in _order(code, now, then) if c in now or (then and c in then)]
    rows = [
        _row(c, now.get(c, Sum()), None if then is None else then.get(c, Sum()), total)
        for c in (*shown, WITHOUT_CASE)
    ]
    whole = _row(TOTAL, total, _sum(last.lines) if last else None, total)
    return Group(code=code, rows=(*rows, whole))


def _by_code(code: str, month: MonthEnd) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    for line in month.lines:
        key = GROUPS[code](line) if line.case else WITHOUT_CASE
        found[key] = found.get(key, Sum()) + _sum([line])
    return found


def _order(code: str, *found: dict[str, Sum] | None) -> Sequence[str]:
    if code == "severity":
        return SEVERITIES
    if code == "class":
        return CLASSES
    return sorted({c for one in found if one for c in one if c != WITHOUT_CASE})


def _row(code: str, now: Sum, then: Sum | None, total: Sum) -> Row:
    return Row(
        code=code,
        count=now.count,
        amount=now.amount,
        share=now.amount / total.amount if total.amount else None,
        last_count=None if then is None else then.count,
        last_amount=None if then is None else then.amount,
    )


def _cases(month: MonthEnd, last: MonthEnd | None) -> Iterable[Row]:
    """Counts alone: what a case is worth changes while it is open."""
    now, then = _turns(month), _turns(last) if last else {}
    codes = ["before", "received", "reopened", *(f"closed_{end}" for end in ENDS), "at_end"]
    for code in codes:
        if code.startswith("closed_") and not (now[code] or then.get(code)):
            continue
        yield Row(code=code, count=now[code], last_count=then.get(code))


def _turns(month: MonthEnd) -> dict[str, int]:
    count = {"before": month.open_before}
    for kind in ("received", "reopened"):
        count[kind] = sum(h.kind == kind for h in month.happenings)
    closed = [h.outcome for h in month.happenings if h.kind == "closed"]
    for end in ENDS:
        # Leaving cases are written with a minus, so that the column adds up as it stands.
        count[f"closed_{end}"] = -closed.count(end)
    count["at_end"] = sum(bool(line.case) for line in month.lines)
    return count


def _activity(month: MonthEnd, last: MonthEnd | None) -> Iterable[Row]:
    now, then = _by_kind(month), _by_kind(last) if last else None
    for kind in DONE:
        before = then.get(kind, Sum()) if then is not None else None
        yield Row(
            code=kind,
            count=now.get(kind, Sum()).count,
            amount=now.get(kind, Sum()).amount,
            last_count=before.count if before else None,
            last_amount=before.amount if before else None,
        )


def _by_kind(month: MonthEnd) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    for one in month.happenings:
        found[one.kind] = found.get(one.kind, Sum()) + _sum([one])
    return found
