"""The case sheet: a case judged once, for every screen, command and paper that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.account import Account
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.entry import Entry
from branchdesk.model.follow.grade import Graded
from branchdesk.model.policy import Policy
from branchdesk.rules import (
    assignment,
    classification,
    enquiry,
    identity,
    instalment,
    promise,
    severity,
)
from branchdesk.rules.clock.clock import Clock
from branchdesk.rules.clock.clocks import clocks
from branchdesk.rules.court import suit
from branchdesk.rules.follow import event, grade
from branchdesk.rules.owed import allocation, debt
from branchdesk.rules.state import ENDS
from branchdesk.rules.talk import ladder, offer


class Surroundings(msgspec.Struct, frozen=True):
    """What our records hold beside the case: the register's line, other cases, the oldest list."""

    account: Account | None = None
    other_cases: tuple[str, ...] = ()
    """Numbers of the customer's other cases, open and archived."""
    oldest_list: date | None = None
    previous_end: str = ""
    """How the archived case of the same loan ended; empty where there is none, or it is gone."""
    followed_by: tuple[str, ...] = ()
    """The cases of the same loan that came after this one."""


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


class Face(msgspec.Struct, frozen=True, gc=False):
    """What a line of the worklist shows of its case."""

    number: str
    state: str
    contract: str
    customer_id: str
    customer: str
    """The name."""
    id_number: str
    severity: str
    days: int | None
    worker: str
    """The role that works the case."""


@dataclass(frozen=True, eq=False)
class CaseSheet:
    """A case with everything the rules say of it on one day.

    Each part is judged when it is first asked for, and once: today's list looks at ten thousand
    cases and asks few of them what they owe.
    """

    case: Case
    customer: Customer
    around: Surroundings
    wanted: tuple[str, ...]
    """The form's keys that must be completed."""
    policy: Policy
    as_of: date

    @cached_property
    def days(self) -> int | None:
        """Days past due, or None."""
        return severity.overdue_days(self.case.loan, self.as_of, self.policy)

    @cached_property
    def severity(self) -> str:
        """none, light, moderate, severe, or empty."""
        return severity.severity(self.days, self.policy)

    @cached_property
    def regulator_class(self) -> str:
        """By days alone, and at least special mention while a restructured asset is watched."""
        found = severity.regulator_class(self.days, self.case.loan.product, self.policy)
        watched = assignment.restructured_until(self.case, self.as_of, self.policy) is not None
        return "special_mention" if watched and found == "normal" else found

    @cached_property
    def debt(self) -> debt.Debt:
        """What is owed on the day."""
        case = self.case
        return debt.debt(case.loan, self.policy, self.as_of, allocation.paid(case, self.as_of))

    @cached_property
    def overdue(self) -> Money | None:
        """Overdue principal and interest as last known, less what was paid on them since."""
        return _overdue(self.case, self.debt) if self.case.payments else self.case.loan.amount

    @cached_property
    def promises(self) -> tuple[tuple[Entry, str], ...]:
        """Each with its state: open, kept, part, broken, unknown, replaced, reversed."""
        case, account = self.case, self.around.account
        promised, gone = case.entries("promise"), promise.ended(case)
        return promise.promise_states(promised, case.payments, account, self.as_of, gone)

    @cached_property
    def suggestion(self) -> classification.Suggestion:
        """The class that the indicators speak for."""
        states = [state for _, state in self.promises]
        return classification.suggest(facts_of(self.case, self.around, states), self.policy)

    @cached_property
    def offers(self) -> tuple[Finding, ...]:
        """The effects and the ways to pay that are open, for a talk (R087, R088)."""
        facts = facts_of(self.case, self.around, [state for _, state in self.promises])
        talk = offer.Talk(
            case=self.case, klass=self.klass or self.suggestion.klass, debt=self.debt,
            days=self.days, first_overdue=facts["first_overdue"],
            came_forward=facts["came_forward"],
        )  # fmt: skip
        return tuple(offer.offers(talk, self.policy, self.as_of))

    @cached_property
    def next_step(self) -> tuple[Finding, ...]:
        """The step whose turn it is in the department's order (R091, R092)."""
        klass = self.klass or self.suggestion.klass
        level = severity.severity(self.days, self.policy)
        return tuple(ladder.next_step(self.case, klass, level, self.policy, self.as_of))

    @cached_property
    def worker(self) -> str:
        """The role that works the case; cheaper than its whole standing."""
        word = classification.class_word(self.case)
        return assignment.works(word, self.days, self.overdue, self.policy)

    @cached_property
    def face(self) -> Face:
        """What a line of the worklist shows of it; the case itself may then be let go."""
        case, customer = self.case, self.customer
        return Face(
            case.number, case.state, case.loan.contract_no, customer.id, customer.name,
            customer.id_number, self.severity, self.days, self.worker,
        )  # fmt: skip

    @cached_property
    def standing(self) -> Standing:
        """Where it stands in the branch's order of work."""
        given = (self.case, self.days, self.overdue, self.policy, self.as_of)
        return _standing(*given, self.relapse)

    @property
    def relapse(self) -> bool:
        """True where the loan is overdue again after its case was archived (R104)."""
        return classification.is_relapse(self.case, self.around.previous_end)

    @cached_property
    def habit_grade(self) -> Graded:
        """How the customer pays, A to D, and why."""
        return grade.habit_grade(self.case.habit, self.policy)

    @cached_property
    def arrears_grade(self) -> Graded:
        """By instalments unpaid, A to D, and why; none once the case has ended."""
        if self.case.state in (*ENDS, "archived"):
            return Graded("")
        periods = assignment.periods_overdue(self.case, self.days)
        return grade.arrears_grade(self.case, periods, self.as_of)

    @cached_property
    def identity_verified(self) -> bool:
        """True where enough was checked of who speaks."""
        checked = self.case.verification
        return identity.identity_verified(
            checked.identity_checked, checked.caller_relation, self.policy
        )

    @cached_property
    def to_complete(self) -> tuple[str, ...]:
        """The form's keys that are still empty."""
        case = self.case
        return enquiry.lacking(
            case.loan, case.enquiry.reason, self.customer.id_number, self.wanted, case.extra
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What speaks for another look: gaps of the debt, differences between the sources."""
        differing = _core_differs(self.case, self.around, self.policy)
        late = instalment.remarks(self.case, self.instalments)
        told = (*self._again(), *event.standing(self.customer, self.policy))
        return (*told, *late, *self.debt.findings, *enquiry.differences(self.case.loan), *differing)

    def _again(self) -> list[Finding]:
        """What came before, or after: the link of a relapse, seen from either case (R104)."""
        found = []
        if self.relapse:
            before = {"number": self.case.previous}
            found.append(Finding("case.relapse", before, source="R104"))
        return found + [
            Finding("case.followed", {"number": number}, source="R104")
            for number in self.around.followed_by
        ]

    @cached_property
    def instalments(self) -> tuple[instalment.Kept, ...]:
        """Of the plan in force, or of one that was broken: what came in for each."""
        return instalment.instalments(self.case, self.policy, self.as_of)

    @cached_property
    def court_clocks(self) -> tuple[suit.Clock, ...]:
        """The clocks of its suit, the nearest first."""
        given = self.case.suit
        return tuple(suit.clocks(given, self.policy, self.as_of)) if given else ()

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """Every clock: limitation, guarantees, bankruptcy, suit; the most pressing first."""
        return clocks(self.case, self.policy, self.as_of)

    @property
    def klass(self) -> str:
        """The decided class, or empty."""
        return self.case.decision.klass if self.case.decision else ""

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
    return CaseSheet(case, customer, around, wanted, policy, as_of)


def _standing(
    case: Case, days: int | None, amount: Money | None, policy: Policy, as_of: date, again: bool
) -> Standing:
    word = classification.class_word(case)
    return Standing(
        assigned=assignment.assigned(case, days, amount, policy),
        level=assignment.level(days, amount, policy),
        large=assignment.is_large(amount, policy),
        periods=assignment.periods_overdue(case, days),
        book=assignment.book(case, days),
        restructured_until=assignment.restructured_until(case, as_of, policy),
        steps=classification.steps(severity.severity(days, policy), word, policy, again),
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
