"""Whether one may contact a customer now, how often it was done today, and what to say."""

from __future__ import annotations

from datetime import datetime

import msgspec

from branchdesk.actions.contact.around import around
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import case_sheet, open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_phone, national
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.contact import counters, is_third, may_contact, next_allowed, pace
from branchdesk.rules.court.legal import attempts
from branchdesk.rules.desk.gate import not_looked_up
from branchdesk.rules.follow.complaint import no_calls

COUNTERPARTS = ("self", "legal_representative", "employee", "family", "other", "guarantor")
PLACES = 2
"""So many digits name the place of a number on file; a telephone number has more."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules say of a contact that begins now."""

    number: str
    """Masked."""
    counterpart: str
    findings: tuple[Finding, ...]
    """Why it may not begin; empty where it may."""
    notes: tuple[Finding, ...]
    """What to know beside it."""
    attempts: int
    attempts_limit: int
    talks: int
    talks_limit: int
    total: int
    """Our attempts in this case so far (R090)."""
    next_allowed: datetime | None
    """When it may begin; None where no waiting helps."""
    options: tuple[Finding, ...]
    """Effects and ways to pay, once the identity is checked; none for a third person (R087)."""
    script: str
    """The code of what to say; its sentence stands in wording/script.toml."""

    @property
    def allowed(self) -> bool:
        """True where nothing speaks against it."""
        return not self.findings


def check(
    desk: Desk,
    number: str,
    phone: str = "",
    counterpart: str = "self",
    channel: str = "call",
    agreed: bool = False,
) -> Checked:
    """What speaks against a contact now, with counters, next time and script (R036, R086, R157).

    ``phone`` is a number, or the place of one on file (1 the first). Raises BadInput.
    """
    open_case(desk, number)
    sheet = case_sheet(desk, number)
    if counterpart not in COUNTERPARTS:
        facts = {"read": counterpart[:40], "known": list(COUNTERPARTS)}
        raise BadInput(Finding("contact.no-counterpart", facts, field="counterpart"))
    customer = sheet.customer
    planned = Contact(
        at=desk.now, channel=channel, number=number_of(phone, customer, counterpart),
        counterpart=counterpart, agreed=agreed, customer_id=customer.id, case=number,
    )  # fmt: skip
    past, policy = around(desk, customer.id, planned.number), desk.policy
    so_far = counters(planned, past)
    accused = no_calls(desk.member.id, customer.id, desk.book.complaints) if desk.member else []
    return Checked(
        number=mask_phone(planned.number) if planned.number else "",
        counterpart=counterpart,
        findings=(*may_contact(planned, past, customer, policy), *accused),
        notes=tuple(_notes(sheet, past, desk)),
        attempts=so_far.attempts,
        attempts_limit=policy.contact.attempts_a_day,
        talks=so_far.talks,
        talks_limit=policy.contact.talks_a_day,
        total=len(attempts(sheet.case, desk.today)),
        next_allowed=None if accused else next_allowed(planned, past, customer, policy),
        options=() if is_third(counterpart, customer) else sheet.offers,
        script=script_of(sheet, counterpart),
    )


def number_of(phone: str, customer: Customer, counterpart: str) -> str:
    """The digits of a number, or of the one in that place on file; empty for the one on file.

    Raises BadInput for a place that there is not, or what is no number.
    """
    on_file = customer.phones
    if not phone:
        theirs = counterpart != "guarantor" and not is_third(counterpart, customer)
        first = on_file[:1] if theirs else ()
        return national(first[0]) if first else ""
    if len(phone) <= PLACES and phone.isdigit():
        if not 1 <= int(phone) <= len(on_file):
            facts = {"read": phone, "count": len(on_file)}
            raise BadInput(Finding("contact.no-such-number", facts, field="number"))
        return national(on_file[int(phone) - 1])
    if sum(c.isdigit() for c in phone) < 5:
        raise BadInput(Finding("form.bad-phone", {"read": phone[:40]}, field="number"))
    return national(phone)


def _notes(sheet: CaseSheet, past: list[Contact], desk: Desk) -> list[Finding]:
    mine = [c for c in past if c.customer_id == sheet.customer.id]
    found = [*sheet.next_step, *pace(mine, sheet.days, desk.policy, desk.today)]
    if sheet.case.plan_in_force is not None:
        found.append(Finding("contact.plan-in-force", source="R127"))
    if sheet.klass == "technical":
        found.append(Finding("contact.technical", source="R149"))
    return found + not_looked_up(sheet.case, desk.form("enquiry"))


def script_of(sheet: CaseSheet, counterpart: str) -> str:
    """What to say once the identity is checked; to a third person nothing of the debt."""
    if is_third(counterpart, sheet.customer):
        return "third-party"
    klass = sheet.klass or sheet.suggestion.klass
    if klass == "technical":
        return "technical"
    if sheet.klass == "malicious" and sheet.confirmed:
        return "malicious"
    return sheet.severity or "none"
