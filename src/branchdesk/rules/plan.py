"""Instalment plans: the schedule and what speaks against a plan (R142-R144)."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.basics.wording import Term
from branchdesk.model.case import Case
from branchdesk.model.plan import CardTerms, Instalment
from branchdesk.model.policy import Policy
from branchdesk.rules import waiver
from branchdesk.rules.card.plan import SOURCE, is_card, running_rate, terms_settled
from branchdesk.rules.card.plan import remarks as card_remarks
from branchdesk.rules.owed.debt import Debt, interest
from branchdesk.rules.owed.terms import agreed, penalty_rate
from branchdesk.rules.state import out_of_place

ACT = "plan.propose"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: everything a check needs beside the policy."""

    case: Case
    debt: Debt
    days: int | None
    periods: int
    first: date
    income: Money | None = None
    no_income_because: str = ""
    waive: Money = ZERO
    first_overdue: str = "unknown"
    came_forward: str = "unknown"
    guarantor_consents: bool | None = None
    card: CardTerms | None = None
    """What is settled where the product is a credit card."""

    @property
    def card_terms(self) -> CardTerms | None:
        """The terms of a card's plan, empty ones where nothing is settled; None for a loan."""
        return (self.card or CardTerms()) if is_card(self.case.loan) else None


def confirmed(debt: Debt) -> Money | None:
    """The debt that a plan splits: the core's total where it was checked for the day, else ours."""
    return debt.core_total if debt.core_total is not None else debt.total


def schedule(asked: Asked, policy: Policy, today: date) -> tuple[Instalment, ...]:
    """The confirmed debt split evenly, down to the fen; the last period takes the rest (R142).

    The running interest is estimated on the overdue principal that is still unpaid. Empty where the
    debt or the rate is unknown, and for more periods than any plan may have.
    """
    whole, rate = confirmed(asked.debt), _rate(asked, today)
    most = max(policy.plan.periods[1], policy.plan.card_periods[1])
    policy = agreed(asked.case.loan, policy)
    if whole is None or rate is None or not 1 <= asked.periods <= most:
        return ()
    whole -= asked.waive
    part = Money.rounded(Decimal(whole) / asked.periods, down=True)
    rows, left, since = [], whole, today
    for no in range(1, asked.periods + 1):
        due = _month_on(asked.first, no - 1)
        principal = left if no == asked.periods else part
        base = min(left, asked.debt.principal or left)
        running = interest(base, rate, max(0, (due - since).days), policy)
        left, since = left - principal, due
        total = principal + running
        rows.append(
            Instalment(
                no=no, due=due, principal=principal, interest=running, total=total, balance=left
            )
        )
    return tuple(rows)


def _bounds(asked: Asked, policy: Policy) -> tuple[int, int]:
    return policy.plan.card_periods if is_card(asked.case.loan) else policy.plan.periods


def _rate(asked: Asked, today: date) -> Decimal | None:
    terms = asked.card_terms
    return penalty_rate(asked.case.loan, today) if terms is None else running_rate(terms)


def _month_on(first: date, months: int) -> date:
    """The same day so many months on, or the month's last where it has no such day."""
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))


def may_propose(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """Every reason against a plan, not the first; empty where it may be proposed."""
    return [finding for check in CHECKS for finding in check(asked, policy, today)]


def remarks(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """What the person who decides must know, though it forbids nothing."""
    found = []
    if asked.income is None and asked.no_income_because:
        found.append(Finding("plan.no-income", {"why": asked.no_income_because}, source="R143"))
    if asked.case.loan.guarantors and asked.guarantor_consents is not True:
        found.append(Finding("plan.no-consent", source="Civil Code 695"))
    if asked.debt.core_total is None:
        found.append(Finding("plan.not-checked", {"as_of": asked.debt.as_of}))
    found.append(Finding("plan.restructured"))
    terms = asked.card_terms
    return found if terms is None else found + card_remarks(terms)


def non_malicious_only(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """A plan is for the non-malicious: others are asked to pay or are put right (R140)."""
    decision = asked.case.decision
    if decision is None:
        return [Finding("plan.not-classified", source="R054")]
    if decision.klass != "non_malicious":
        return [Finding("plan.wrong-class", {"klass": Term("class", decision.klass)}, "R140")]
    return []


def still_open(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """A closed case needs no plan; one with an agency comes back first."""
    return [] if asked.case.decision is None else out_of_place(asked.case, ACT, "plan.closed")


def card_settled(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """A card's plan settles six items (card rules art. 70)."""
    terms = asked.card_terms
    return [] if terms is None else terms_settled(terms, asked.debt)


def debt_known(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """Only a known debt at a known rate can be split."""
    found: list[Finding] = []
    if is_card(asked.case.loan):
        return found  # its own check says what is lacking
    if confirmed(asked.debt) is None:
        found.append(Finding("plan.debt-unknown", source="R127"))
    if penalty_rate(asked.case.loan) is None:
        found.append(Finding("plan.rate-unknown", source="R127"))
    return found


def periods_within(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """3 to 6 periods (R142); a card's plan may take 5 years (card rules art. 70)."""
    least, most = _bounds(asked, policy)
    if least <= asked.periods <= most:
        return []
    facts = {"periods": asked.periods, "least": least, "most": most}
    return [Finding("plan.periods", facts, SOURCE if is_card(asked.case.loan) else "R142")]


def first_soon(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """The first instalment lies ahead, and not far."""
    limit = policy.plan.first_within_days
    if 0 < (asked.first - today).days <= limit:
        return []
    return [Finding("plan.first-date", {"first": asked.first, "limit": limit}, "R127")]


def within_income(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """The largest instalment takes at most 30 % of the income; without one, a reason (R143)."""
    if asked.income is None:
        return [] if asked.no_income_because else [Finding("plan.income-missing", source="R144")]
    rows = schedule(asked, policy, today)
    if not rows:
        return []
    largest = max(row.total for row in rows)
    cap = Money.rounded(asked.income * policy.plan.income_share, down=True)
    if largest <= cap:
        return []
    return [Finding("plan.over-income-share", {"largest": largest, "cap": cap}, "R143")]


def waiver_within(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """A waiver: at most 20 % of the penalty, first overdue, came forward, up to 30 days (R145)."""
    if asked.waive <= ZERO:
        return []
    found = waiver.conditions(
        asked.debt, asked.waive, asked.days, asked.first_overdue, asked.came_forward, policy
    )
    return found + waiver.given_before(asked.case, today)


def no_waiver_open(asked: Asked, policy: Policy, today: date) -> list[Finding]:
    """A waiver that waits for its payment is decided first: a plan would split it (R145)."""
    one = waiver.pending(asked.case, today)
    return [Finding("plan.waiver-open", {"id": one.id, "day": one.pay_by}, "R145")] if one else []


CHECKS: tuple[Callable[[Asked, Policy, date], list[Finding]], ...] = (
    non_malicious_only,
    still_open,
    card_settled,
    debt_known,
    periods_within,
    first_soon,
    within_income,
    waiver_within,
    no_waiver_open,
)
