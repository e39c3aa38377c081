"""When a suit may be applied for, what is missing for it, and what the court would charge."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.policy import LegalPolicy, Policy
from branchdesk.rules.owed.allocation import paid, standing_payments
from branchdesk.rules.promise import ended

UNREACHED = ("no_answer", "busy", "switched_off", "wrong_number", "third_party", "voicemail")
"""Results of a contact that did not reach the borrower."""
WITHDRAWN = ("paid", "promise", "partial_promise", "wants_plan")
"""Results that take a refusal back."""
BORROWER = ("", "self", "legal_representative")
"""Who speaks for the borrower; empty where nobody noted it."""
Weighed = tuple[list[Finding], list[Finding]]
"""What fired, and what is missing where nothing did."""


class CourtFee(msgspec.Struct, frozen=True):
    """The fee for a claim: as the brackets give it, and to the whole yuan as it is charged."""

    exact: Decimal
    charged: Money


def triggers(case: Case, days: int | None, policy: Policy, today: date) -> list[Finding]:
    """Every trigger that fired, with its facts; one suffices (R150, R151, R152)."""
    return [f for fired, _ in _weighed(case, days, policy.legal, today) for f in fired]


def lacking(case: Case, days: int | None, policy: Policy, today: date) -> list[Finding]:
    """For each trigger that did not fire, what is missing for it."""
    return [f for _, lacks in _weighed(case, days, policy.legal, today) for f in lacks]


def _weighed(case: Case, days: int | None, legal: LegalPolicy, today: date) -> list[Weighed]:
    return [
        _time(case, days, legal, today),
        _amount(case, days, legal, today),
        _silence(case, legal, today),
    ]


def _time(case: Case, days: int | None, legal: LegalPolicy, today: date) -> Weighed:
    """90 days overdue and several attempts without result (R150)."""
    tried = len(attempts(case, today))
    facts = {"days": days, "need": legal.days, "attempts": tried, "least": legal.min_attempts}
    if days is not None and days >= legal.days and tried >= legal.min_attempts:
        return [Finding("legal.time", facts, source="R150")], []
    return [], [Finding("legal.not-time", facts, source="R150")]


def _amount(case: Case, days: int | None, legal: LegalPolicy, today: date) -> Weighed:
    """One loan's overdue amount above the limit, and the days reached (R151)."""
    amount = overdue_amount(case, today)
    limit = Money(legal.amount)
    facts = {"days": days, "need": legal.days, "amount": amount, "limit": limit}
    if days is not None and days >= legal.days and amount is not None and amount > limit:
        return [Finding("legal.amount", facts, source="R151")], []
    return [], [Finding("legal.not-amount", facts, source="R151")]


def _silence(case: Case, legal: LegalPolicy, today: date) -> Weighed:
    """An express refusal that was not taken back, or lost for more than 30 days (R152)."""
    fired = []
    refused = refusal(case, today)
    if refused is not None:
        fired.append(Finding("legal.refused", {"on": refused}, source="R152"))
    failed = unanswered(case, today)
    days = (today - failed[0]).days if failed else 0
    if days > legal.lost_days:
        facts = {"since": failed[0], "limit": legal.lost_days, "attempts": len(failed)}
        fired.append(Finding("legal.lost", facts | {"days": days}, source="R152"))
    missing = Finding("legal.not-refused", {"days": days, "limit": legal.lost_days}, source="R152")
    return fired, ([] if fired else [missing])


def overdue_amount(case: Case, today: date) -> Money | None:
    """Overdue principal and interest as last known, less what was paid on them since, or None."""
    loan = case.loan
    amount = loan.amount
    if amount is None and loan.overdue_items:
        amount = Money.total(item.open for item in loan.overdue_items)
    if amount is None:
        return None
    since = [p.parts for p in paid(case, today).since]
    return max(ZERO, amount - Money.total(p.interest + p.principal + p.open for p in since))


def contacts(case: Case, today: date) -> list[tuple[datetime, Entry]]:
    """The contacts up to a day, by the moment at which they took place."""
    timed = [(_moment(e), e) for e in case.contacts]
    return sorted((t for t in timed if t[0].date() <= today), key=lambda t: t[0])


def attempts(case: Case, today: date) -> list[Entry]:
    """The contacts that we made, of every kind; one with a wrong person or number is none."""
    made = [e for _, e in contacts(case, today) if e.facts.get("direction") == "out"]
    return [e for e in made if e.facts.get("result") not in ("wrong_number", "third_party")]


def _moment(entry: Entry) -> datetime:
    at = entry.facts.get("at", entry.at)
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    return moment.replace(tzinfo=None)


def _by_borrower(entry: Entry) -> bool:
    return entry.facts.get("counterpart", "") in BORROWER


def refusal(case: Case, today: date) -> date | None:
    """The day of an express refusal that no later promise, payment or plan took back."""
    said: date | None = None
    told = case.enquiry
    if told.reason == "refuses" and told.at and told.caller_relation in BORROWER:
        said = told.at.date()
    for moment, entry in contacts(case, today):
        result = entry.facts.get("result")
        if result in WITHDRAWN:
            said = None
        elif result == "refuses" and _by_borrower(entry):
            said = moment.date()
    gone = ended(case)
    # A promise that was taken back as wrong was never the borrower's word.
    real = [e for e in case.entries("promise") if gone.get(e.seq) != "reversed"]
    promised = [e.at.date() for e in real if e.at.date() <= today]
    # What a debit takes or a guarantor pays is no word of the borrower.
    came = standing_payments(case, today)
    promised += [p.on for p in came if p.source not in ("debit", "guarantor")]
    return None if said and any(day >= said for day in promised) else said


def unanswered(case: Case, today: date) -> list[date]:
    """The days of our attempts in vain since the borrower was last reached, oldest first.

    The first of them, not the last talk, begins the loss of contact: nobody is lost unsought.
    """
    failed: list[date] = []
    for moment, entry in contacts(case, today):
        if entry.facts.get("result") in UNREACHED:
            failed += [moment.date()] if entry.facts.get("direction") == "out" else []
        elif _by_borrower(entry) and _spoken(entry):
            failed = []
    return failed


def _spoken(entry: Entry) -> bool:
    """A letter or message that we sent does not show that it was read."""
    sent = entry.facts.get("channel") in ("sms", "letter", "email")
    return entry.facts.get("direction") == "in" or not sent


def missing_papers(case: Case, id_number: str) -> list[Finding]:
    """What the court papers still need, by our records (R128, R165)."""
    seen = case.verification.papers_seen
    needed = {
        "contract": "legal.lacks-contract",
        "disbursement": "legal.lacks-disbursement",
        "account_flow": "legal.lacks-statement",
        "repayment_record": "legal.lacks-repayments",
    }
    found = [Finding(code, source="R128") for paper, code in needed.items() if paper not in seen]
    if not id_number:
        found.append(Finding("legal.lacks-identity", source="R128"))
    for one in case.loan.guarantors:
        if one.kind == "unknown" or one.until is None:
            found.append(Finding("legal.lacks-guarantor", {"name": one.name}, source="R128"))
    return found


def court_fee(claim: Money, policy: Policy) -> CourtFee:
    """The fee of a property case by brackets, in yuan (诉讼费用交纳办法, article 13).

    Example G06: 290,799.11 gives 5661.98665 exactly, 5662 charged.
    """
    legal = policy.legal
    exact, below = legal.fee_base, Decimal(0)
    for above, share in legal.fee_brackets:
        # What lies above this bound is charged by the new share instead of the one below it.
        exact += max(Decimal(0), Decimal(claim) - above) * (share - below)
        below = share
    return CourtFee(exact, Money(exact.quantize(Decimal(1), ROUND_HALF_UP)))
