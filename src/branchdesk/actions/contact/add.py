"""A contact recorded: what happened always is, with what it broke; no case without a next date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from branchdesk.actions.change import change
from branchdesk.actions.contact.around import around
from branchdesk.actions.contact.promise import (
    half_promise,
    keep_promise,
    read_promise,
    told_promise,
)
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.sheet import find_case, open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.model.entry import Entry
from branchdesk.model.form import Form
from branchdesk.rules.contact import breaches, contact_of, gaps
from branchdesk.rules.phrases import forbidden

FORMS = ("contact", "legal_call")
"""The forms of a contact: the ordinary one, and the legal department's of a call (R043)."""
LEGAL = "legal_call"
LEGAL_CALL = {"direction": "out", "channel": "call", "form": LEGAL}
"""What the legal department's form says of itself."""


class Recorded(msgspec.Struct, frozen=True):
    """A contact as it was recorded, with what the supervisor and the clerk must know of it."""

    case: Case
    breaches: tuple[Finding, ...]
    gaps: tuple[str, ...] = ()
    """Keys of the form that are asked for again (R041)."""
    missing: tuple[Finding, ...] = ()
    promise: str = ""
    """The promise that was made in it, or empty."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is to be told; none of it kept the contact from being recorded."""
        return (*self.breaches, *self.missing)


def add_contact(
    desk: Desk,
    number: str,
    raw: Mapping[str, Any],
    screen: bool = False,
    code: str = "contact",
    promise: Mapping[str, Any] | None = None,
) -> Recorded:
    """The contact with its next step (R085), recorded whatever rule it broke (R179, R180).

    ``code`` is one of FORMS. ``promise`` is what was promised in it, by forms/promise.toml; the
    legal department's form has it in itself. Both land in one commit. Raises BadInput with every
    fault, Refused for want of authority.
    """
    case, form = open_case(desk, number), _form(desk, code)
    filled, faults = _filled(desk, form, raw, screen)
    if code == LEGAL and not faults:
        promise = told_promise(without_amounts(filled))
    made, wrong = read_promise(desk, case, promise, screen) if promise else ({}, [])
    faults += wrong
    if faults:
        raise BadInput(faults)
    next_on = filled.get("next_on")
    changed = msgspec.structs.replace(
        case, next_on=next_on, next_none_because=filled.get("next_none_because", "")
    )
    facts = without_amounts(filled)
    done, customer = _as_contact(desk, case, facts)
    broken = _broken(desk, done, customer, free_text(form, facts))
    lacking = gaps(done, facts, [f.key for f in form.fields if f.complete])
    facts |= {"breaches": kept(broken)} if broken else {}
    facts |= {"gaps": list(lacking)} if lacking else {}
    with change(desk) as ch:
        saved = ch.save(changed, "contact.add", "contact", **facts)
        if made:
            due = made["due_on"]
            saved = keep_promise(ch, saved, made, min(next_on or due, due))
    return Recorded(saved, tuple(broken), lacking, missing(form, lacking), str(made.get("id", "")))


def _filled(
    desk: Desk, form: Form, raw: Mapping[str, Any], screen: bool
) -> tuple[dict[str, Any], list[Finding]]:
    """The answers, typed, and every fault."""
    filled, faults = fill_in(form, raw, desk.today if screen else None)
    legal = form.code == LEGAL
    filled = (LEGAL_CALL if legal else {}) | filled
    filled.setdefault("at", desk.now)
    faulted = {f.field for f in faults}
    faults += next_step(desk, filled, faulted) + not_ahead(desk, filled)
    return filled, faults + (half_promise(filled, faulted) if legal else [])


def free_text(form: Form, facts: Mapping[str, Any]) -> str:
    """Everything that was written in one's own words, for the scan of forbidden phrases."""
    own = [facts[f.key] for f in form.fields if f.kind in ("line", "text") and f.key in facts]
    return "\n".join(str(one) for one in own)


def _form(desk: Desk, code: str) -> Form:
    if code not in FORMS:
        facts = {"read": code[:40], "known": list(FORMS)}
        raise BadInput(Finding("contact.no-form", facts, field="form"))
    return desk.form(code)


def missing(form: Form, keys: Sequence[str]) -> tuple[Finding, ...]:
    """One finding that names what the record lacks, or none."""
    fields = [field for key in keys if (field := form.field(key))]
    if not fields:
        return ()
    facts = {"names": [field.label for field in fields]}
    return (Finding("contact.gaps", facts, source="R041"),)


def kept(findings: list[Finding]) -> list[dict[str, Any]]:
    """Findings as an entry keeps them."""
    return [{"code": f.code, "facts": f.facts, "source": f.source} for f in findings]


def _as_contact(desk: Desk, case: Case, facts: Mapping[str, Any]) -> tuple[Contact, Customer]:
    _, customer, _ = find_case(desk, case.number)
    entry = Entry(
        seq=len(case.timeline) + 1, at=facts["at"], by="", role="", authority="", kind="contact",
        facts=dict(facts),
    )  # fmt: skip
    return contact_of(case, entry, customer), customer


def _broken(desk: Desk, done: Contact, customer: Customer, text: str) -> list[Finding]:
    policy = desk.policies.on(done.at.date())
    past = around(desk, customer.id, done.number)
    return breaches(done, past, customer, policy) + forbidden(text, policy)


def next_step(desk: Desk, filled: Mapping[str, Any], faulted: set[str]) -> list[Finding]:
    """No contact without a next step, or the reason why none is needed."""
    on, none_because = filled.get("next_on"), filled.get("next_none_because")
    if on is not None and on < desk.today:
        return [Finding("contact.next-in-past", {"read": on}, field="next_on")]
    if on or none_because or faulted & {"next_on", "next_none_because"}:
        return []
    return [Finding("contact.no-next-step", source="R085", field="next_on")]


def not_ahead(desk: Desk, filled: Mapping[str, Any]) -> list[Finding]:
    """Only what has happened is recorded."""
    at = filled["at"]
    if at.date() <= desk.today:
        return []
    return [Finding("contact.in-future", {"read": at}, field="at")]
