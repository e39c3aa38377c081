"""Events of the customer: who is left alone, which papers wait, what is due (R183)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.period import last_day, months_after
from branchdesk.basics.wording import Label
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.model.follow.event import Event
from branchdesk.model.follow.policy import EventEffect
from branchdesk.model.policy import Policy


class ClaimClock(msgspec.Struct, frozen=True):
    """The day by which a claim is filed; unless the notice told it, the earliest the law allows."""

    due: date
    told: bool


def running(customer: Customer) -> list[Event]:
    """The events that are not closed, oldest first."""
    return [event for event in customer.events if event.is_open]


def effect_of(event: Event, policy: Policy) -> EventEffect | None:
    """What follows from it; None where the branch's policy no longer knows the kind."""
    return policy.event.get(event.kind)


def name_of(event: Event, policy: Policy) -> Label:
    """The kind in words; its code where the branch's policy no longer knows it."""
    return policy.labels.get(f"event.{event.kind}", Label(event.kind, event.kind))


def clause_of(event: Event, policy: Policy) -> str:
    """The clause that the effects rest on."""
    source = policy.sources.get(f"event.{event.kind}")
    return source.ref if source else ""


def stopped(planned: Contact, customer: Customer, policy: Policy) -> list[Finding]:
    """Every event that was known at the moment and speaks against contacting this person."""
    found = []
    for event in customer.events:
        effect = effect_of(event, policy)
        if effect is None or not event.open_at(planned.at):
            continue
        way = not effect.channels or planned.channel in effect.channels
        if way and (planned.counterpart or "self") in effect.stops:
            found.append(_said("event.no-contact", event, policy))
    return found


def without_contact(customer: Customer, policy: Policy) -> list[Finding]:
    """Every open event by which the debtor is not called or visited: others do neither for us."""
    found = []
    for event in running(customer):
        effect = effect_of(event, policy)
        if effect is not None and "self" in effect.stops:
            found.append(_said("event.no-contact", event, policy))
    return found


def opened(planned: Contact, customer: Customer, policy: Policy) -> bool:
    """True where an event lets us ask this person although contact is not lost."""
    known = (effect_of(e, policy) for e in customer.events if e.open_at(planned.at))
    return any(effect and planned.counterpart in effect.opens for effect in known)


def against_paper(code: str, customer: Customer, policy: Policy) -> list[Finding]:
    """Every event on account of which a letter is not sent, or not before it was looked into."""
    found = []
    for event in running(customer):
        effect = effect_of(event, policy)
        if effect is None:
            continue
        if code in effect.papers:
            found.append(_said("event.no-paper", event, policy))
        if code in effect.papers_until_look and not event.looks:
            found.append(_said("event.look-first", event, policy, task=effect.task))
    return found


def next_look(event: Event, policy: Policy) -> date:
    """The day of the first task, then of each look until it is closed (R183)."""
    if event.next_on is not None:
        return event.next_on
    effect = effect_of(event, policy)
    if event.looks:
        return event.looks[-1].on + timedelta(days=effect.watch_days if effect else 30)
    return event.at.date() + timedelta(days=effect.task_days if effect else 0)


def claim_clock(event: Event, policy: Policy) -> ClaimClock | None:
    """The clock of the claim until it is filed; None where the event has none."""
    effect = effect_of(event, policy)
    if effect is None or effect.claim is None or not event.is_open or event.claim_filed_on:
        return None
    if event.claim_by is not None:
        return ClaimClock(event.claim_by, told=True)
    since = event.announced_on or event.on
    due = last_day(since + timedelta(days=effect.claim.days), policy.calendar)
    return ClaimClock(due.day, told=False)


def remarks(event: Event, policy: Policy) -> list[Finding]:
    """What is told beside an event: the last day of the claim lies outside what the law allows."""
    effect = effect_of(event, policy)
    if effect is None or effect.claim is None:
        return []
    if event.claim_by is None:
        clock = claim_clock(event, policy)
        facts = {"due": clock.due if clock else None}
        return [Finding("event.claim-unknown", facts, clause_of(event, policy))] if clock else []
    if event.announced_on is None:
        return []
    claim, since = effect.claim, event.announced_on
    least = since + timedelta(days=claim.days)
    most = since + timedelta(days=claim.most_days)
    most = months_after(since, claim.months) if claim.months else most
    if least <= event.claim_by <= most:
        return []
    facts = {"read": event.claim_by, "least": least, "most": most}
    return [Finding("event.claim-outside", facts, clause_of(event, policy))]


def wrong_days(days: dict[str, Any], today: date) -> list[Finding]:
    """What has not happened yet is not recorded."""
    return [
        Finding("event.ahead", {"read": days[key]}, field=key)
        for key in ("on", "announced_on", "claim_filed_on")
        if days.get(key) is not None and days[key] > today
    ]


def standing(customer: Customer, policy: Policy) -> list[Finding]:
    """Each open event as a line for whoever looks at the case."""
    return [_said("event.open", event, policy) for event in running(customer)]


def _said(code: str, event: Event, policy: Policy, **more: object) -> Finding:
    facts = {"id": event.id, "event": name_of(event, policy), "on": event.on, **more}
    return Finding(code, facts, source=clause_of(event, policy))
