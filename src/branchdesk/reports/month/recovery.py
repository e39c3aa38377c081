"""Recovery of a month: cash received of what was overdue, beside its target (R190, R191)."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.month import MonthEnd
from branchdesk.model.policy import Policy
from branchdesk.reports.month.bridge import Bridge

TOTAL = "total"
APART = {"waived": "waiver_granted", "written_off": "written_off", "in_lieu": "debt_asset"}
"""What also lowers a debt and is no recovery: the kind of happening, or the outcome of a case."""


class Recovery(msgspec.Struct, frozen=True, kw_only=True):
    """The recovery of one severity, or of all."""

    code: str
    base: Money
    """Overdue at last month's end + newly overdue, yuan."""
    cash: Money
    """Payments recorded in the month, less those reversed, on accounts that began it so."""
    rate: Decimal | None
    """cash / base as a share; None where nothing was overdue."""
    target: Decimal | None
    """To be passed; None where there is none."""

    @property
    def met(self) -> bool | None:
        """True above the target; None where there is no target or no rate (R191)."""
        if self.rate is None or self.target is None:
            return None
        return self.rate > self.target


class Recovered(msgspec.Struct, frozen=True, kw_only=True):
    """The recovery of a month by severity, the whole last, and what is shown apart from it."""

    rows: tuple[Recovery, ...]
    apart: dict[str, Money]
    """elsewhere: cash on loans in neither list; waived, written_off, in_lieu: no cash at all."""


def recovered(month: MonthEnd, found: Bridge | None, policy: Policy) -> Recovered | None:
    """The recovery of the month; None where its bridge is unknown."""
    if found is None:
        return None
    targets: dict[str, Decimal] = dict(policy.month.recovery_target.items())
    rows = [_row(code, _base(found, code), found.cash.get(code), targets.get(code))
            for code in found.severities]  # fmt: skip
    whole = Money.total(row.base for row in rows)
    rows.append(_row(TOTAL, whole, Money.total(row.cash for row in rows), None))
    apart = {"elsewhere": found.elsewhere, **{code: _apart(month, code) for code in APART}}
    return Recovered(rows=tuple(rows), apart=apart)


def _base(found: Bridge, code: str) -> Money:
    return found.of("opening", code).amount + found.of("new", code).amount


def _row(code: str, base: Money, cash: Money | None, target: Decimal | None) -> Recovery:
    got = cash if cash is not None else ZERO
    rate = got / base if base else None
    return Recovery(code=code, base=base, cash=got, rate=rate, target=target)


def _apart(month: MonthEnd, code: str) -> Money:
    wanted = APART[code]
    return Money.total(h.amount or ZERO for h in month.happenings if wanted in (h.kind, h.outcome))
