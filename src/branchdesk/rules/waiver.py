"""Waivers of penalty interest: the ordinary conditions, what forbids one, and how it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.basics.wording import Term
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.model.waiver import Waiver
from branchdesk.rules.owed.credit import met_on
from branchdesk.rules.owed.debt import Debt
from branchdesk.rules.state import out_of_place

Stand = Literal["asked", "refused", "lapsed", "conditional", "effective", "fallen"]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: everything a check needs beside the policy."""

    case: Case
    debt: Debt
    days: int | None
    amount: Money
    pay: Money
    pay_by: date
    first_overdue: str = "unknown"
    came_forward: str = "unknown"


def penalty_of(debt: Debt) -> Money | None:
    """The penalty of the day: the core system's where it was compared for it, else ours."""
    if debt.checked is not None and debt.core_total is not None:
        return debt.checked.penalty
    return debt.penalty


def cap_of(debt: Debt, policy: Policy) -> Money:
    """20 % of the penalty, to the fen and never above it (R146)."""
    return Money.rounded((penalty_of(debt) or ZERO) * policy.waiver.max_share, down=True)


def conditions(
    debt: Debt,
    amount: Money,
    days: int | None,
    first_overdue: str,
    came_forward: str,
    policy: Policy,
) -> list[Finding]:
    """Each ordinary condition that is not met: cap, first time, came forward, days (R145, R146)."""
    found = []
    cap = cap_of(debt, policy)
    if amount > cap:
        found.append(Finding("waiver.over-cap", {"asked": amount, "cap": cap}, "R146"))
    if first_overdue != "yes":
        found.append(Finding("waiver.not-first", source="R145"))
    if came_forward != "yes":
        found.append(Finding("waiver.not-forward", source="R145"))
    limit = policy.waiver.max_days
    if days is None or days > limit:
        found.append(Finding("waiver.too-late", {"days": days, "limit": limit}, "R145"))
    return found


def failed(asked: Asked, policy: Policy) -> list[Finding]:
    """The ordinary conditions that it does not meet; a supervisor may override them (R141)."""
    return conditions(
        asked.debt, asked.amount, asked.days, asked.first_overdue, asked.came_forward, policy
    )


def forbidden(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """Every reason against it that nobody overrides; empty where it may be asked for."""
    return [finding for check in CHECKS for finding in check(asked, policy, today)]


def stand(case: Case, waiver: Waiver, day: date) -> Stand:
    """How a waiver stands on a day: waiting, refused, on its condition, in effect, or fallen.

    It falls whole when its last day has passed and not all of the sum has come in.
    """
    if waiver.state != "granted" or waiver.decided_on is None:
        return "asked" if waiver.state == "granted" else waiver.state
    if met_on(case, waiver, day) is not None:
        return "effective"
    return "fallen" if day > waiver.pay_by else "conditional"


def pending(case: Case, day: date) -> Waiver | None:
    """The waiver that is asked for or whose condition is still open, or None."""
    open_ones = ("asked", "conditional")
    return next((w for w in case.waivers if stand(case, w, day) in open_ones), None)


def given_before(case: Case, day: date) -> list[Finding]:
    """One waiver a loan: a second one is refused while the first stands or took effect (R146)."""
    for waiver in case.waivers:
        how = stand(case, waiver, day)
        if how in ("asked", "conditional", "effective"):
            facts = {"id": waiver.id, "state": Term("waiver", f"state-{how}")}
            return [Finding("waiver.before", facts, "R146")]
    return []


def once_only(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """No second waiver on the same loan (R146)."""
    return given_before(asked.case, today)


def non_malicious_only(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """For the non-malicious; what the bank caused is reversed, not waived (R141, R149)."""
    decision = asked.case.decision
    if decision is None:
        return [Finding("waiver.not-classified", source="R054")]
    if decision.klass != "non_malicious":
        return [Finding("waiver.wrong-class", {"klass": Term("class", decision.klass)}, "R141")]
    return []


def open_still(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """What has ended needs no waiver."""
    if asked.case.decision is None:
        return []
    return out_of_place(asked.case, "waiver.ask", "waiver.closed")


def no_plan(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """Within a plan the waiver is a part of the plan (R127)."""
    plan = asked.case.plan_in_force
    return [Finding("waiver.plan-in-force", {"id": plan.id}, "R127")] if plan else []


def within_penalty(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """Only penalty is waived, never more than there is, and only where it is known (R146)."""
    penalty = penalty_of(asked.debt)
    if penalty is None or not asked.debt.owed:
        return [Finding("waiver.penalty-unknown", source="R146")]
    if ZERO < asked.amount <= penalty:
        return []
    facts = {"asked": asked.amount, "penalty": penalty}
    return [Finding("waiver.over-penalty", facts, "R146", field="amount")]


def on_condition(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """A sum and a day that lies ahead, and not far: without payment nothing is waived (R141)."""
    found = []
    limit = policy.waiver.pay_within_days
    if not 0 <= (asked.pay_by - today).days <= limit:
        facts = {"read": asked.pay_by, "limit": limit}
        found.append(Finding("waiver.pay-by", facts, "R141", field="pay_by"))
    if asked.pay <= ZERO:
        found.append(Finding("waiver.pay", source="R141", field="pay"))
    return found


CHECKS: tuple[Callable[[Asked, Policy, date], list[Finding]], ...] = (
    non_malicious_only,
    open_still,
    no_plan,
    once_only,
    within_penalty,
    on_condition,
)
