"""How a customer pays, as it was read from the repayment record, and the plan of a month."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import msgspec

from branchdesk.basics.finding import Finding

Grade = Literal["A", "B", "C", "D"]
GRADES: tuple[Grade, ...] = ("A", "B", "C", "D")


class Graded(msgspec.Struct, frozen=True):
    """A grade, empty where none can be given, and why."""

    grade: str
    reasons: tuple[Finding, ...] = ()


class Habit(msgspec.Struct, frozen=True, kw_only=True):
    """What the habit grade reads; None is not known."""

    on: date
    by: str
    months_on_time: int | None = None
    """Running, up to now."""
    months_best: int | None = None
    debit_affected: bool | None = None
    paid_in_month: bool | None = None
    months_late: int | None = None
    """Running, paid after the debit."""
    months_idle: int | None = None
    machine_damage: bool | None = None
    major_event: bool | None = None
    borrowed_share: Decimal | None = None
    """Of the down payment."""
    note: str = ""
    extra: dict[str, str] = {}


class MonthPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What is planned for a customer this month; the last one counts."""

    id: str
    """Such as ``MP-1``; one run in each case."""
    method: tuple[str, ...]
    """Codes of ``method`` in forms/month_plan.toml."""
    text: str
    """The scheme in words."""
    follow_up: str
    """What comes where it fails."""
    target_on: date
    by: str
    at: datetime
    extra: dict[str, str] = {}
