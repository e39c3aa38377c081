"""The policy of one contract: what it agreed on takes the place of the branch's usual values."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.model.loan import Loan
from branchdesk.model.policy import Policy
from branchdesk.model.terms import ORDERS

FOUR = 4
MOST_GRACE = 60
PERCENT = Decimal(100)


def agreed(loan: Loan, policy: Policy) -> Policy:
    """The policy with the contract's day count, rounding and order of payment (Civil Code 561)."""
    terms, usual = loan.terms, policy.debt
    debt = msgspec.structs.replace(
        usual,
        basis={"": usual.basis, "360": 360, "365": 365}[terms.basis],
        as_of_included=(
            usual.as_of_included if terms.as_of_included is None else terms.as_of_included
        ),
        round_down=usual.round_down if not terms.rounding else terms.rounding == "down",
    )
    payment = msgspec.structs.replace(
        policy.payment, order=ORDERS.get(terms.order, policy.payment.order)
    )
    return msgspec.structs.replace(policy, debt=debt, payment=payment)


def penalty_steps(loan: Loan) -> tuple[tuple[date, Decimal], ...]:
    """From which day on which penalty rate runs, share a year; empty while the rate is unknown.

    Contract rate x (1 + uplift) (银发〔2003〕251号); the first step has no beginning.
    """
    if loan.contract_rate is None or loan.penalty_uplift is None:
        return ()
    # A card has no penalty of this kind; its own terms are asked of the core system.
    if loan.product == "credit_card":
        return ()
    uplift = 1 + loan.penalty_uplift
    steps = [(date.min, loan.contract_rate * uplift)]
    changes = sorted(loan.terms.rates, key=lambda step: step.since)
    return (*steps, *((step.since, step.rate * uplift) for step in changes))


def penalty_rate(loan: Loan, on: date | None = None) -> Decimal | None:
    """The penalty rate of a day, share a year; without a day the first; None while unknown."""
    steps = penalty_steps(loan)
    past = [rate for since, rate in steps if on is None or since <= on]
    if not past:
        return None
    return past[0] if on is None else past[-1]


def last_bearing_day(loan: Loan, policy: Policy, as_of: date) -> date:
    """The last day that bears interest for an as-of day (G01); none from a bankruptcy's on."""
    last = as_of if policy.debt.as_of_included else as_of - timedelta(days=1)
    stops = loan.terms.interest_stops_on
    return last if stops is None else min(last, stops - timedelta(days=1))


def remarks(loan: Loan, policy: Policy, as_of: date) -> list[Finding]:
    """What a judge would ask about the rate: nothing here changes the debt."""
    found = []
    contract, system = loan.penalty_uplift, loan.terms.system_uplift
    if contract is not None and system is not None and contract != system:
        found.append(
            Finding("debt.uplift-differs", {"contract": share(contract), "system": share(system)})
        )
    rate, signed = penalty_rate(loan, as_of), loan.terms.signed_on or as_of
    lpr = policy.lpr.on(signed)
    if rate is not None and lpr is not None and rate > FOUR * lpr:
        facts = {"rate": share(rate), "cap": share(FOUR * lpr), "on": signed}
        found.append(Finding("debt.above-lpr", facts))
    stops = loan.terms.interest_stops_on
    if stops is not None and stops <= as_of:
        found.append(Finding("debt.interest-stopped", {"on": stops}, source="企业破产法第46条"))
    if loan.terms.compound == "on_interest_and_penalty":
        found.append(Finding("debt.penalty-on-penalty"))
    return found


def share(value: Decimal) -> str:
    """A share as people read it, such as ``15.4%``."""
    return f"{(value * PERCENT).normalize():f}%"


def wrong_terms(loan: Loan, today: date) -> list[Finding]:
    """What cannot be in a contract, each beside its field; empty where the terms hold together."""
    terms, found = loan.terms, []
    for key, after in (("disbursed_on", terms.disbursed_on), ("maturity", terms.maturity)):
        if terms.signed_on is not None and after is not None and after < terms.signed_on:
            facts = {"read": after, "signed": terms.signed_on}
            found.append(Finding("debt.before-signing", facts, field=key))
    for key in ("signed_on", "disbursed_on", "interest_stops_on", "claims_from"):
        day = getattr(terms, key)
        if day is not None and day > today:
            found.append(Finding("debt.term-ahead", {"read": day}, field=key))
    days = [step.since for step in terms.rates]
    if len(set(days)) < len(days):
        found.append(Finding("debt.rate-twice", field="rates"))
    if terms.grace_days is not None and terms.grace_days > MOST_GRACE:
        found.append(Finding("debt.long-grace", {"most": MOST_GRACE}, field="grace_days"))
    return found
