"""Events of a customer: recorded with their evidence, looked into, closed (R183)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import Change, against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.handed import as_text
from branchdesk.actions.masked import masked
from branchdesk.actions.sheet import find_case, open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.follow.event import Event, Look
from branchdesk.model.form import Choice, Field, Form
from branchdesk.rules.follow import event as rules
from branchdesk.store.codec import to_plain

ADD, CLOSE = "event.add", "event.close"
IN_TERMS = ("interest_stops_on", "claims_from", "claims_until", "claim_filed_on")
"""What a bankruptcy sets in the terms of each loan; a mistake takes it back."""


class Told(msgspec.Struct, frozen=True):
    """An event as it stands now, with what is to be thought of."""

    case: Case
    event: Event
    findings: tuple[Finding, ...] = ()


def event_form(desk: Desk) -> Form:
    """The form with its first question, whose answers are the kinds of policy/event.toml."""
    form, labels = desk.form("event"), desk.policy.labels
    kinds = [(kind, labels[f"event.{kind}"]) for kind in desk.policy.event]
    choices = tuple(Choice(kind, name.zh, name.en) for kind, name in kinds)
    first = Field("kind", label=form.title, kind="choice", required=True, choices=choices)
    return Form(form.code, form.title, (first, *form.fields))


def add_event(desk: Desk, number: str, raw: Mapping[str, Any], screen: bool = False) -> Told:
    """The event on the customer's record, with an entry in each of their open cases.

    Raises BadInput with every fault beside its field, Refused for want of authority.
    """
    case = open_case(desk, number)
    customer = _customer(desk, case)
    filled, faults = fill_in(event_form(desk), raw, desk.today if screen else None)
    faults += rules.wrong_days(filled, desk.today) + _unfit(desk, case, customer, filled)
    if faults:
        raise BadInput(faults)
    refuse(against(desk, ADD))
    known = {key: value for key, value in filled.items() if key in Event.__struct_fields__}
    told = {key: as_text(value) for key, value in filled.items() if key not in known}
    with change(desk) as ch:
        event = Event(
            id=f"EV-{len(customer.events) + 1}", case=number, by=desk.me.id, at=ch.commit.at,
            told=told, **known,
        )  # fmt: skip
        kept = _replaced(customer, (*customer.events, event))
        facts = _facts(desk, event) | to_plain(filled)
        saved = _save(desk, ch, kept, number, ADD, "event_added", facts, event)
    return Told(saved, event, tuple(rules.remarks(event, desk.policy)))


def _unfit(desk: Desk, case: Case, customer: Customer, filled: dict[str, Any]) -> list[Finding]:
    found, kind = [], filled.get("kind", "")
    effect = desk.policy.event.get(kind)
    if effect and effect.whose and customer.kind and customer.kind not in effect.whose:
        name = desk.policy.labels[f"event.{kind}"]
        found.append(Finding("event.not-theirs", {"event": name}, field="kind"))
    same = next((e for e in rules.running(customer) if e.kind == kind), None)
    if same is not None:
        found.append(Finding("event.already", {"id": same.id, "on": same.on}, field="kind"))
    proof = filled.get("proof", "")
    if proof and all(paper.id != proof for paper in case.received):
        found.append(Finding("event.no-proof", {"read": proof[:20]}, field="proof"))
    return found


def look_into(
    desk: Desk, number: str, event_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Told:
    """The event with what was found; the next look follows. Raises BadInput, Refused."""
    case, customer, event = _find(desk, number, event_id)
    filled, faults = fill_in(desk.form("event_look"), raw, desk.today if screen else None)
    faults += rules.wrong_days(filled, desk.today)
    if "next_on" in filled and filled["next_on"] < desk.today:
        faults.append(Finding("event.look-past", {"read": filled["next_on"]}, field="next_on"))
    if faults:
        raise BadInput(faults)
    look = Look(on=desk.today, by=desk.me.id, found=filled["found"])
    told = {key: filled[key] for key in ("claim_by", "claim_filed_on") if key in filled}
    seen = msgspec.structs.replace(
        event, looks=(*event.looks, look), next_on=filled.get("next_on"), **told
    )
    with change(desk) as ch:
        kept = _replaced(customer, _with(customer, seen))
        facts = _facts(desk, event) | to_plain(filled)
        saved = _save(desk, ch, kept, case.number, ADD, "event_looked", facts, seen)
    return Told(saved, seen, tuple(rules.remarks(seen, desk.policy)))


def close_event(desk: Desk, number: str, event_id: str, ground: str, wrong: bool = False) -> Told:
    """The event closed; ``wrong``: recorded in error, so that interest runs on as before.

    Raises BadInput, Refused.
    """
    case, customer, event = _find(desk, number, event_id)
    ground = the_ground(ground)
    done = msgspec.structs.replace(event, closed_on=desk.today, closed_because=ground, wrong=wrong)
    with change(desk) as ch:
        kept = _replaced(customer, _with(customer, done))
        facts = _facts(desk, event) | {"ground": ground, "wrong": wrong}
        kind = "event_withdrawn" if wrong else "event_closed"
        saved = _save(desk, ch, kept, case.number, CLOSE, kind, facts, done)
    return Told(saved, done)


def events_of(desk: Desk, number: str) -> list[Event]:
    """The events of the case's customer, oldest first. Raises BadInput."""
    return list(find_case(desk, number)[1].events)


def _customer(desk: Desk, case: Case) -> Customer:
    customer = desk.book.customers.get(case.customer_id)
    if customer is None:
        raise BadInput(Finding("customer.none", {"id": case.customer_id}))
    return customer


def _find(desk: Desk, number: str, event_id: str) -> tuple[Case, Customer, Event]:
    case = open_case(desk, number)
    customer = _customer(desk, case)
    event = next((e for e in rules.running(customer) if e.id == event_id), None)
    if event is None:
        raise BadInput(Finding("event.none", {"number": number, "id": event_id[:20]}))
    return case, customer, event


def _replaced(customer: Customer, events: tuple[Event, ...]) -> Customer:
    return msgspec.structs.replace(customer, version=customer.version + 1, events=events)


def _with(customer: Customer, changed: Event) -> tuple[Event, ...]:
    return tuple(changed if e.id == changed.id else e for e in customer.events)


def _facts(desk: Desk, event: Event) -> dict[str, Any]:
    return {"id": event.id, "event": to_plain(rules.name_of(event, desk.policy))}


def _save(
    desk: Desk,
    ch: Change,
    customer: Customer,
    number: str,
    act: str,
    kind: str,
    facts: dict[str, Any],
    event: Event,
) -> Case:
    """The customer kept, and an entry in each open case; the one at hand is given back."""
    ch.record(act, customer.id, customer)
    theirs = [case for case in desk.book.cases if case.customer_id == customer.id]
    saved = [ch.save(_in_terms(desk, case, event), act, kind, **facts) for case in theirs]
    return next(case for case in saved if case.number == number)


def _in_terms(desk: Desk, case: Case, event: Event) -> Case:
    """Interest stops at a bankruptcy, its claim has its days; in error it goes (law 45, 46)."""
    effect = rules.effect_of(event, desk.policy)
    terms = case.loan.terms
    known = terms.interest_stops_on
    if effect is None or not effect.interest_stops or known not in (None, event.on):
        return case
    told: dict[str, date | None] = dict.fromkeys(IN_TERMS)
    if not event.wrong:
        told = {
            "interest_stops_on": event.on,
            "claims_from": event.announced_on or terms.claims_from,
            "claims_until": event.claim_by or terms.claims_until,
            "claim_filed_on": event.claim_filed_on or terms.claim_filed_on,
        }
    terms = msgspec.structs.replace(terms, **told)
    return msgspec.structs.replace(case, loan=msgspec.structs.replace(case.loan, terms=terms))


def event_view(desk: Desk, event: Event) -> dict[str, Any]:
    """An event as plain values, masked, with its state, its task and its days."""
    policy = desk.policy
    effect, clock = rules.effect_of(event, policy), rules.claim_clock(event, policy)
    state = "wrong" if event.wrong else "open" if event.is_open else "closed"
    view: dict[str, Any] = masked(event, "", False)
    return view | {
        "label": rules.name_of(event, policy),
        "state": state,
        "task": effect.task if effect else None,
        "due": rules.next_look(event, policy) if event.is_open else None,
        "claim_due": clock.due if clock else None,
        "source": rules.clause_of(event, policy),
    }


__all__ = ["add_event", "close_event", "event_form", "event_view", "events_of", "look_into"]
