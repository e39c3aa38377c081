"""The case sheet: a case judged once, for every screen, command and paper that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.account import Account
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.entry import Entry
from branchdesk.model.policy import Policy
from branchdesk.rules import (
    allocation,
    assignment,
    classification,
    debt,
    enquiry,
    identity,
    promise,
    severity,
    suit,
)


class Surroundings(msgspec.Struct, frozen=True):
    """What our records hold beside the case: the register's line, other cases, the oldest list."""

    account: Account | None = None
    other_cases: tuple[str, ...] = ()
    """Numbers of the customer's other cases, open and archived."""
    oldest_list: date | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a case stands in the branch's order of work."""

    assigned: assignment.Assigned
    level: str
    """L1 to L3, or empty."""
    large: bool | None
    periods: int | None
    """Instalments unpaid."""
    book: str
    """normal, overdue, sued, or empty."""
    restructured_until: date | None
    steps: tuple[str, ...]
    """Keys of policy/strategy.toml."""


class CaseSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A case with everything the rules say of it on one day."""

    case: Case
    customer: Customer
    as_of: date
    days: int | None
    severity: str
    regulator_class: str
    debt: debt.Debt
    standing: Standing
    suggestion: classification.Suggestion
    identity_verified: bool
    to_complete: tuple[str, ...]
    promises: tuple[tuple[Entry, str], ...]
    """Each promise with its state: open, kept, part, broken, unknown."""
    findings: tuple[Finding, ...]
    around: Surroundings
    clocks: tuple[suit.Clock, ...] = ()
    """The clocks of its suit, the nearest first."""

    @property
    def klass(self) -> str:
        """The decided class, or empty."""
        return self.case.decision.klass if self.case.decision else ""

    @property
    def overdue(self) -> Money | None:
        """Overdue principal and interest as last known, less what was paid on them since."""
        return _overdue(self.case, self.debt)

    @property
    def confirmed(self) -> bool:
        """False while a malicious class waits for the second person."""
        return self.case.decision is None or self.case.decision.confirmed


def judge(
    case: Case,
    customer: Customer,
    around: Surroundings,
    wanted: tuple[str, ...],
    policy: Policy,
    as_of: date,
) -> CaseSheet:
    """The sheet of a case for one day; ``wanted`` are the form's keys that must be completed."""
    loan, checked = case.loan, case.verification
    days = severity.overdue_days(loan, as_of, policy)
    promised = case.entries("promise")
    promises = promise.promise_states(promised, case.payments, around.account, as_of)
    owed = debt.debt(loan, policy, as_of, allocation.paid(case, as_of))
    facts = facts_of(case, around, [state for _, state in promises])
    return CaseSheet(
        case=case,
        customer=customer,
        as_of=as_of,
        days=days,
        severity=severity.severity(days, policy),
        regulator_class=_regulator(case, days, policy, as_of),
        debt=owed,
        standing=_standing(case, days, _overdue(case, owed), policy, as_of),
        suggestion=classification.suggest(facts, policy),
        identity_verified=identity.identity_verified(
            checked.identity_checked, checked.caller_relation, policy
        ),
        to_complete=enquiry.lacking(
            loan, case.enquiry.reason, customer.id_number, wanted, case.extra
        ),
        promises=promises,
        findings=(*owed.findings, *enquiry.differences(loan), *_core_differs(case, around, policy)),
        around=around,
        clocks=tuple(suit.clocks(case.suit, policy)) if case.suit else (),
    )


def _regulator(case: Case, days: int | None, policy: Policy, as_of: date) -> str:
    """By days alone, and at least special mention while a restructured asset is watched."""
    found = severity.regulator_class(days, case.loan.product, policy)
    watched = assignment.restructured_until(case, as_of, policy) is not None
    return "special_mention" if watched and found == "normal" else found


def _standing(
    case: Case, days: int | None, amount: Money | None, policy: Policy, as_of: date
) -> Standing:
    word = classification.class_word(case)
    return Standing(
        assigned=assignment.assigned(case, days, amount, policy),
        level=assignment.level(days, amount, policy),
        large=assignment.is_large(amount, policy),
        periods=assignment.periods_overdue(case, days),
        book=assignment.book(case, days),
        restructured_until=assignment.restructured_until(case, as_of, policy),
        steps=classification.steps(severity.severity(days, policy), word, policy),
    )


def facts_of(case: Case, around: Surroundings, promises: Sequence[str]) -> dict[str, str]:
    """The facts that the suggestion reads, from our own records only (R145)."""
    facts = {key: str(value) for key, value in case.indicators.items()}
    return facts | {
        "reason": case.enquiry.reason or "unknown",
        "wishes": case.enquiry.wishes,
        "came_forward": _came_forward(case),
        "first_overdue": _first_overdue(around),
        "broken_promises": "yes" if "broken" in promises else "no",
    }


def _came_forward(case: Case) -> str:
    """By our own record of who spoke first; a relative's call does not speak for the customer."""
    if case.enquiry.channel == "bank_list":
        return "no"
    spoke = case.enquiry.caller_relation in ("self", "legal_representative", "employee")
    return "yes" if spoke else "unknown"


def _first_overdue(around: Surroundings) -> str:
    if around.other_cases or (around.account is not None and around.account.returned):
        return "no"
    account, oldest = around.account, around.oldest_list
    # Only a list from before the account turned up shows that it was not overdue then.
    if account is None or oldest is None or account.first_seen <= oldest:
        return "unknown"
    return "yes"


def _overdue(case: Case, owed: debt.Debt) -> Money | None:
    if not owed.paid or owed.principal is None or owed.interest is None:
        return case.loan.amount
    return max(ZERO, owed.principal + owed.interest - owed.open)


def _core_differs(case: Case, around: Surroundings, policy: Policy) -> Iterable[Finding]:
    account, loan = around.account, case.loan
    if account is None:
        return
    if account.change == "gone":
        # Its days were counted on an earlier list: there is nothing to compare with today's.
        yield Finding("case.gone-from-list", {"on": account.list_date})
        return
    on_list = severity.days_past_due(account.due_date, account.list_date)
    if account.core_days is not None and on_list is not None and account.core_days != on_list:
        facts = {"core": account.core_days, "ours": on_list, "on": account.list_date}
        yield Finding("case.core-days-differ", facts)
    day = account.list_date
    ours = loan.amount
    if case.payments:
        ours = _overdue(case, debt.debt(loan, policy, day, allocation.paid(case, day)))
    if account.amount is not None and ours not in (None, account.amount):
        facts = {"core": account.amount, "ours": ours, "on": day}
        yield Finding("case.core-amount-differs", facts)
