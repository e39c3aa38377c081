"""Whether one may contact a customer now, and what a contact that has happened broke.

A fact is always recorded: the same checks speak against starting and mark what was done. What the
customer does (calls, walk-ins, complaints) is neither judged nor counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import national
from branchdesk.model.case import Case
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.model.entry import Entry
from branchdesk.model.policy import Policy
from branchdesk.rules.court.legal import BORROWER, UNREACHED
from branchdesk.rules.follow.event import opened, stopped
from branchdesk.rules.identity import identity_verified

STANDARD, GUIDELINE = "GB/T 45251-2025", "催收工作指引2026"
POSTED = "letter"
"""A letter is read when the reader likes; no hour is too late for it."""
ABOUT_DEBT = (
    "paid", "promise", "partial_promise", "wants_plan", "wants_waiver", "disputes_amount",
    "claims_fault", "refuses", "hardship",
)  # fmt: skip
"""Results that nobody can have without a word about the debt."""


NO_WAITING = {"contact.asked-to-stop", "contact.not-lost", "event.no-contact"}
"""What no later hour puts right."""
SPOKEN = ("call", "visit", "walk_in")
ON_THE_PHONE = ("number", "minutes", "recording")


class Counters(msgspec.Struct, frozen=True):
    """What was done on one day: calls to the number, conversations with the debtor."""

    attempts: int
    talks: int


def contact_of(case: Case, entry: Entry, customer: Customer | None = None) -> Contact:
    """The contact that an entry records; a call without a number is one to the first on file."""
    facts = entry.facts
    at = facts.get("at", entry.at)
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    counterpart = str(facts.get("counterpart", ""))
    number, identity = str(facts.get("number", "")), facts.get("identity_checked", ())
    if not number and customer and customer.phones and counterpart in BORROWER:
        number = customer.phones[0]
    return Contact(
        at=moment.replace(tzinfo=None),
        direction=str(facts.get("direction", "")),
        channel=str(facts.get("channel", "")),
        number=national(number),
        counterpart=counterpart,
        result=str(facts.get("result", "")),
        identity=tuple(identity) if isinstance(identity, list | tuple) else (),
        agreed=facts.get("agreed") is True,
        stop=facts.get("stop") is True,
        customer_id=case.customer_id,
        case=case.number,
        seq=entry.seq,
    )


def counters(planned: Contact, history: Iterable[Contact]) -> Counters:
    """Calls and conversations of that day, over all cases of the number and of the customer."""
    day = [c for c in history if c.at.date() == planned.at.date() and _our_call(c)]
    return Counters(
        sum(c.line == planned.line for c in day),
        sum(c.customer_id == planned.customer_id and _talked(c) for c in day),
    )


def _our_call(contact: Contact) -> bool:
    return contact.direction == "out" and contact.channel == "call"


def _talked(contact: Contact) -> bool:
    return contact.result not in ("", *UNREACHED) and contact.counterpart in BORROWER


def is_third(counterpart: str, customer: Customer) -> bool:
    """True for whoever neither owes nor acts for the debtor; a firm's own staff are not."""
    if counterpart == "employee":
        return customer.kind != "enterprise"
    return counterpart in ("family", "other")


def may_contact(
    planned: Contact, history: Sequence[Contact], customer: Customer, policy: Policy
) -> list[Finding]:
    """Every reason against beginning this contact at its moment; empty where it may begin."""
    found = _too_late(planned, policy)
    if planned.channel == "call":
        found += _too_often(planned, history, policy)
    found += _asked_to_stop(planned, history, customer) + stopped(planned, customer, policy)
    if is_third(planned.counterpart, customer) and not _may_ask(planned, history, customer, policy):
        found.append(_not_lost(policy))
    return found


def _may_ask(one: Contact, history: Sequence[Contact], customer: Customer, policy: Policy) -> bool:
    """A third person is asked once contact is lost, or the debtor has died or cannot speak."""
    return opened(one, customer, policy) or lost(history, customer, one.at, policy)


def breaches(
    done: Contact, others: Sequence[Contact], customer: Customer, policy: Policy
) -> list[Finding]:
    """What a contact that we made broke; empty for whatever the customer did."""
    if done.direction != "out":
        return []
    found = _too_late(done, policy)
    if done.channel == "call":
        often = _too_often(done, others, policy)
        found += [f for f in often if f.code != "contact.talks" or _talked(done)]
    found += _asked_to_stop(done, others, customer) + stopped(done, customer, policy)
    own = {national(phone) for phone in customer.phones}
    # A relative who answers the customer's own number was not the one who was called.
    sought = is_third(done.counterpart, customer) and done.number and done.number not in own
    if sought and not _may_ask(done, others, customer, policy):
        found.append(_not_lost(policy))
    return found + _not_identified(done, customer, policy)


def _too_late(one: Contact, policy: Policy) -> list[Finding]:
    """Nothing from 22:00 to 08:00 unless it was agreed."""
    begin, end = policy.contact.quiet
    if one.agreed or one.channel == POSTED or end <= one.at.time() < begin:
        return []
    facts = {"at": one.at.strftime("%H:%M"), "from": f"{begin:%H:%M}", "to": f"{end:%H:%M}"}
    return [Finding("contact.quiet", facts, source=STANDARD)]


def _too_often(one: Contact, others: Sequence[Contact], policy: Policy) -> list[Finding]:
    """Six calls a number, three conversations a debtor, a day."""
    so_far, bounds = counters(one, others), policy.contact
    found = []
    if so_far.attempts >= bounds.attempts_a_day:
        facts = {"count": so_far.attempts, "limit": bounds.attempts_a_day}
        found.append(Finding("contact.attempts", facts, source=GUIDELINE))
    if so_far.talks >= bounds.talks_a_day:
        facts = {"count": so_far.talks, "limit": bounds.talks_a_day}
        found.append(Finding("contact.talks", facts, source=STANDARD))
    return found


def _asked_to_stop(one: Contact, others: Sequence[Contact], customer: Customer) -> list[Finding]:
    """A third person who refused is left alone for good, by number or, without one, by kind."""
    for past in others:
        if not past.stop or past.at > one.at or not is_third(past.counterpart, customer):
            continue
        named = past.number and past.number == one.number
        alike = past.customer_id == one.customer_id and past.counterpart == one.counterpart
        if named or (alike and not (past.number and one.number)):
            return [Finding("contact.asked-to-stop", {"on": past.at.date()}, source="R177")]
    return []


def _not_lost(policy: Policy) -> Finding:
    facts = {"calls": policy.contact.lost_calls, "days": policy.contact.lost_days}
    return Finding("contact.not-lost", facts, source="R157")


def _not_identified(done: Contact, customer: Customer, policy: Policy) -> list[Finding]:
    """No word about the debt before the identity is checked; a check nobody noted is a gap."""
    if done.result not in ABOUT_DEBT or done.channel not in ("call", "visit"):
        return []
    if done.counterpart in (*BORROWER, "guarantor"):
        spoke = done.counterpart or "self"
        enough = not done.identity or identity_verified(done.identity, spoke, policy)
        return [] if enough else [Finding("contact.not-identified", source="R036")]
    if identity_verified(done.identity, done.counterpart, policy):
        return []
    return [Finding("contact.told-third", source="R177")]


def gaps(done: Contact, given: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """The wanted keys that a record of somebody reached has no answer for (R041).

    A visit or a walk-in has neither number, length nor recording to ask for.
    """
    if done.channel not in SPOKEN or done.result in UNREACHED:
        return ()
    answered = {*given, *(ON_THE_PHONE if done.channel != "call" else ())}
    return tuple(key for key in wanted if key not in answered)


def lost(history: Iterable[Contact], customer: Customer, by: datetime, policy: Policy) -> bool:
    """True where our calls since the debtor was last reached show that contact is lost (R157).

    Every number on file is wrong; or in vain on three days running; or three times on one day and
    again on a later one.
    """
    failed: list[Contact] = []
    ours = (c for c in history if c.customer_id == customer.id and c.at <= by)
    for one in sorted(ours, key=lambda c: c.at):
        if _reached(one):
            failed = []
        elif _our_call(one) and one.result in UNREACHED:
            failed.append(one)
    wrong = {c.number for c in failed if c.result == "wrong_number"}
    on_file = {national(phone) for phone in customer.phones}
    if wrong and on_file <= wrong:
        return True
    days = [c.at.date() for c in failed]
    return _running(days, policy.contact.lost_days) or any(
        days.count(day) >= policy.contact.lost_calls and days[-1] > day for day in set(days)
    )


def _reached(one: Contact) -> bool:
    sent = one.direction == "out" and one.channel in ("sms", "email", POSTED)
    return one.result not in UNREACHED and one.counterpart in BORROWER and not sent


def _running(days: Iterable[date], wanted: int) -> bool:
    """True where so many days follow each other without a gap."""
    known = set(days)
    return any(all(day + timedelta(n) in known for n in range(wanted)) for day in known)


def next_allowed(
    planned: Contact, history: Sequence[Contact], customer: Customer, policy: Policy
) -> datetime | None:
    """The next moment at which the contact may begin; None where no waiting helps."""
    opens, moment = policy.contact.quiet[1], planned.at
    for _ in range(3):
        codes = {
            f.code
            for f in may_contact(
                msgspec.structs.replace(planned, at=moment), history, customer, policy
            )
        }
        if not codes:
            return moment
        if codes & NO_WAITING:
            return None
        later = moment.time() >= opens or codes != {"contact.quiet"}
        moment = datetime.combine(moment.date() + timedelta(days=int(later)), opens)
    return None


def pace(
    history: Iterable[Contact], days: int | None, policy: Policy, today: date
) -> list[Finding]:
    """What the frequency of the stage says of a contact today; advice, no block (R086)."""
    stage = next((p for p in policy.contact.pace if p[0] <= (days or 0) <= p[1]), None)
    if stage is None:
        return []
    ours = [c.at.date() for c in history if c.direction == "out" and c.at.date() <= today]
    facts = {"least": stage[2], "most": stage[3], "last": max(ours, default=None)}
    if not ours or (today - max(ours)).days > stage[3]:
        return [Finding("contact.pace-due", facts, source="R086")]
    if (today - max(ours)).days < stage[2]:
        return [Finding("contact.pace-early", facts, source="R086")]
    return []
