"""How long a debt may be sued for: three years, begun anew by what can be proved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.period import last_day, years_after
from branchdesk.basics.workdays import Deadline
from branchdesk.model.case import Case
from branchdesk.model.loan import Loan
from branchdesk.model.policy import Policy
from branchdesk.model.suit import Stage
from branchdesk.rules.clock.clock import Clock, Interruption, running
from branchdesk.rules.clock.interruption import interruptions

BY_INSTALMENTS = ("equal_instalments", "equal_principal", "interest_only")
PENDING = ("filed", "arbitration_filed")
OVER = ("withdrawn", "rejected")


class Start(msgspec.Struct, frozen=True):
    """The day a period is counted from, and why that one."""

    on: date | None
    why: str
    source: str


class Run(msgspec.Struct, frozen=True):
    """A period as its interruptions left it."""

    end: Deadline
    last: Interruption | None
    weak: tuple[Interruption, ...]


def start_of(loan: Loan, as_of: date) -> Start:
    """Acceleration, else the last instalment, else the due date (Civil Code 188, 189).

    Where the last instalment's day is unknown, the latest day that is known: never too late. What
    was not due yet is due on the day a bankruptcy is accepted (Bankruptcy Law 46).
    """
    start = _by_contract(loan, as_of)
    accepted = made_due(loan, start.on, as_of)
    return Start(accepted, "bankrupt", "破产法46") if accepted is not None else start


def made_due(loan: Loan, due: date | None, as_of: date) -> date | None:
    """The day of a bankruptcy that made due what else was due later, or None."""
    accepted = loan.terms.interest_stops_on
    if accepted is None or due is None:
        return None
    return accepted if accepted <= as_of and accepted < due else None


def _by_contract(loan: Loan, as_of: date) -> Start:
    terms = loan.terms
    if terms.accelerated_on is not None and terms.accelerated_on <= as_of:
        return Start(terms.accelerated_on, "accelerated", "民法典188")
    if loan.overdue_items or terms.repayment_method in BY_INSTALMENTS:
        if terms.maturity is not None:
            return Start(terms.maturity, "instalments", "民法典189")
        days = [item.due for item in loan.overdue_items]
        return Start(max(days, default=loan.due_date), "no-maturity", "民法典189")
    return Start(loan.due_date or terms.maturity, "due", "民法典188")


def run(since: date, found: Iterable[Interruption], years: int, policy: Policy) -> Run:
    """The last day after everything that can be proved; nothing ever brings it nearer.

    What came too late revives nothing, unless the debtor agreed to pay (Civil Code 192).
    """
    end = last_day(years_after(since, years), policy.calendar)
    last, weak = None, []
    for one in sorted(found, key=lambda i: i.on):
        if not one.counts:
            weak.append(one)
        elif one.on <= end.day or one.consents:
            anew = last_day(years_after(one.on, years), policy.calendar)
            if anew.day > end.day:
                end, last = anew, one
    return Run(end, last, tuple(w for w in weak if last is None or w.on > last.on))


def limitation(case: Case, policy: Policy, as_of: date) -> list[Clock]:
    """The borrower's period, and the mortgage that ends with it (Civil Code 188, 419)."""
    clock = _borrower(case, policy, as_of)
    found = [clock]
    if case.loan.collateral:
        found.append(
            msgspec.structs.replace(
                clock,
                kind="mortgage",
                party="collateral",
                why=Finding("clock.mortgage", source="民法典419"),
                weak=(),
            )
        )
    return found


def _borrower(case: Case, policy: Policy, as_of: date) -> Clock:
    start = start_of(case.loan, as_of)
    limits = policy.limitation
    clock = Clock(
        kind="limitation", party="borrower", since=start.on, until=None, state="unknown",
        why=Finding("clock.no-due-date", source=start.source), warn=limits.warn_days,
    )  # fmt: skip
    if start.on is None:
        return clock
    told = run(start.on, interruptions(case, policy, as_of), limits.years, policy)
    facts = {"since": start.on, "years": limits.years}
    why = Finding(f"clock.start-{start.why}", facts, start.source)
    clock = msgspec.structs.replace(clock, why=why, last=told.last, weak=told.weak)
    stage = _pending(case, as_of)
    if stage is not None and stage.on <= _before(case, start.on, stage, policy):
        code = "clock.judged" if stage.code == "effective" else "clock.sued"
        held = Finding(code, {"on": stage.on}, source="民法典195")
        return msgspec.structs.replace(clock, state="held", why=held, last=None)
    return msgspec.structs.replace(
        clock,
        until=told.end.day,
        provisional=told.end.provisional,
        state=running(told.end.day, as_of),
    )


def _pending(case: Case, as_of: date) -> Stage | None:
    """The suit that stands, or its judgment: while it does, the period does not run."""
    stages = [s for s in case.suit.stages if s.on <= as_of] if case.suit else []
    for stage in reversed(stages):
        if stage.code in OVER:
            return None
        if stage.code in ("effective", *PENDING):
            return stage
    return None


def _before(case: Case, since: date, stage: Stage, policy: Policy) -> date:
    """The last day as it stood before the proceedings began: a late suit holds nothing."""
    filed = case.suit.reached(*PENDING) if case.suit else None
    if stage.code == "effective":
        # What was adjudged is owed, whenever it was sued for.
        return date.max
    began = min(stage.on, filed.on) if filed else stage.on
    earlier = [i for i in interruptions(case, policy, began) if not i.what.startswith("stage-")]
    return run(since, earlier, policy.limitation.years, policy).end.day
