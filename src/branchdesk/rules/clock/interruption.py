"""What begins a limitation period anew, and whether it can be proved (Civil Code 195).

A fact without evidence is listed and does not count: a day that only our word supports is no day
to rely on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from branchdesk.basics.masking import national
from branchdesk.model.case import Case, Letter
from branchdesk.model.entry import Entry
from branchdesk.model.form import UNSAID
from branchdesk.model.kept.delivery import Delivery
from branchdesk.model.loan import Guarantor
from branchdesk.model.policy import Policy
from branchdesk.rules.clock.clock import Interruption
from branchdesk.rules.court.legal import UNREACHED
from branchdesk.rules.delivery import Arrival, arrivals
from branchdesk.rules.owed.allocation import standing_payments

CONSENTS = ("paid", "promise", "partial_promise", "wants_plan")
"""Results by which a debtor agrees to pay, in part or later (时效解释14)."""
DEMANDED = (*CONSENTS, "wants_waiver", "disputes_amount", "claims_fault", "refuses", "hardship")
"""Results that nobody can have whom no demand reached."""
WRITTEN = ("sms", "email", "letter")
"""Ways that need no answer: they count once it is proved that they arrived (时效解释8)."""
HIMSELF = ("self", "legal_representative")
DEMANDS = ("overdue_notice", "final_demand", "card_notice", "acceleration_notice")
"""Papers that demand payment of the borrower."""
AGREEMENTS = ("repayment_agreement", "deferral_agreement", "balance_confirmation")
"""Papers by which the borrower agrees, once they are signed."""
CLAIMS = ("guarantor_notice",)
"""Papers that claim on a guarantor."""
BY_SLIP = ("balance_confirmation",)
"""Papers that are agreed to by their return slip alone."""
BINDING = ("self", "legal_representative", "person_in_charge", "authorised")
"""Whose signature is the debtor's own."""
PERSON = {"person": True, "enterprise": False}
COURT = ("mediation", "preserved", "filed", "arbitration_filed", "enforcement", "resumed")
"""Stages that interrupt by themselves (Civil Code 195, 时效解释10 to 12)."""
CONSENT = "consent"


def interruptions(
    case: Case, policy: Policy, as_of: date, one: Guarantor | None = None
) -> list[Interruption]:
    """Everything up to a day that speaks to the borrower or to one guarantor, oldest first."""
    found = [*_recorded(case, one), *_contacts(case, one)]
    found += _letters(case, policy, as_of, one)
    found += _payments(case, one, as_of)
    if one is None:
        found += [*_stages(case), *_bankruptcy(case)]
    return sorted((i for i in found if i.on <= as_of), key=lambda i: (i.on, i.entry, i.what))


def reversed_entries(case: Case) -> set[int]:
    """The recorded interruptions and claims that a later entry took back as wrong."""
    return {int(e.facts.get("entry", 0)) for e in case.entries("interruption_reversed")}


def claims(case: Case, one: Guarantor, policy: Policy, as_of: date) -> list[Interruption]:
    """Every claim on a guarantor up to a day, oldest first: a call is none, for it may be denied.

    By record (``guarantor claim``) or by a notice that arrived (Civil Code 693).
    """
    recorded = [i for i in _recorded(case, one) if i.what.startswith("claim")]
    found = [*recorded, *_letters(case, policy, as_of, one)]
    return sorted((i for i in found if i.on <= as_of), key=lambda i: (i.on, i.entry))


def _recorded(case: Case, one: Guarantor | None) -> Iterator[Interruption]:
    """Those that a person entered as such."""
    taken_back = reversed_entries(case)
    for kind in ("interrupted", "guarantor_claimed"):
        for entry in case.entries(kind):
            if entry.seq in taken_back or not _is_for(entry, one):
                continue
            facts, evidence = entry.facts, _said(entry.facts, "evidence")
            what = str(facts.get("event", ""))
            yield Interruption(
                on=date.fromisoformat(str(facts["on"])),
                what=f"claim-{facts.get('way', '')}" if kind == "guarantor_claimed" else what,
                entry=entry.seq,
                evidence=evidence,
                lacks="" if evidence else "evidence",
                consents=what == CONSENT,
            )


def _is_for(entry: Entry, one: Guarantor | None) -> bool:
    name = str(entry.facts.get("guarantor", ""))
    return name == "" if one is None else name in one.names


def _contacts(case: Case, one: Guarantor | None) -> Iterator[Interruption]:
    for entry in case.contacts:
        found = _contact(case, entry, one)
        if found is not None:
            yield found


def _contact(case: Case, entry: Entry, one: Guarantor | None) -> Interruption | None:
    """A demand that reached whom it was meant for, or their consent; None where it is neither."""
    facts = _whole(case, entry)
    result, channel = str(facts.get("result", "")), str(facts.get("channel", ""))
    consents = result in CONSENTS
    came = facts.get("direction") == "in"
    spoken = channel not in WRITTEN and result in DEMANDED
    written = channel in WRITTEN and result not in UNREACHED
    served = _said(facts, "papers_served")
    if not ((came and consents) or (not came and (spoken or written or served))):
        return None
    if not _reached(case, facts, one):
        return None
    evidence = _proof(case, facts)
    return Interruption(
        on=_day(facts.get("at", entry.at)),
        what="consent-said" if consents else f"contact-{channel}",
        entry=entry.seq,
        evidence=evidence,
        lacks="" if evidence else "arrival" if written else "evidence",
        consents=consents,
    )


def _reached(case: Case, facts: Mapping[str, Any], one: Guarantor | None) -> bool:
    """Whether it was the borrower, or the guarantor who is asked about."""
    who, channel = str(facts.get("counterpart", "")), str(facts.get("channel", ""))
    if who != "guarantor":
        return one is None and (who in HIMSELF or (who == "" and channel in WRITTEN))
    if one is None:
        return False
    number = national(str(facts.get("number", "")))
    same = bool(number) and number == national(one.phone)
    # One guarantor alone can be no other; among several only the number tells them apart.
    return same or len(case.loan.guarantors) == 1


def _whole(case: Case, entry: Entry) -> dict[str, Any]:
    """The record of a contact with what was added later, and of a visit what stands there."""
    facts = dict(entry.facts)
    visit = next((v for v in case.visits if v.id and v.id == facts.get("visit")), None)
    if visit is not None:
        facts = dict(visit.record) | facts
    for kind in ("contact_completed", "visit_completed"):
        for later in case.entries(kind):
            if later.facts.get("entry") == entry.seq:
                facts |= {key: value for key, value in later.facts.items() if key != "entry"}
    return facts


def _proof(case: Case, facts: Mapping[str, Any]) -> str:
    """What proves a contact: evidence named, a recording, a signature."""
    told = [_said(facts, "evidence"), _said(facts, "recording")]
    if facts.get("signed") == "signed":
        told.append(_said(facts, "papers_served") or str(facts.get("visit", "")))
    return next((one for one in told if one), "")


def _said(facts: Mapping[str, Any], key: str) -> str:
    value = str(facts.get(key, "") or "").strip()
    return "" if value in UNSAID else value


def _day(value: object) -> date:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.date()


def _letters(
    case: Case, policy: Policy, as_of: date, one: Guarantor | None
) -> Iterator[Interruption]:
    """Papers that were issued; each counts from the days on which its arrival is proved."""
    person = PERSON.get(case.enquiry.customer_kind) if one is None else None
    for letter in case.letters:
        if not (letter.number and letter.issued_at is not None and _is_to(letter, one)):
            continue
        mine = [d for d in letter.deliveries if _sent_to(case, d, one)]
        sent = msgspec.structs.replace(letter, deliveries=tuple(mine))
        proved = [
            _proved(letter, arrival)
            for arrival in arrivals(sent, person, policy.delivery, as_of)
            if arrival.counts and (letter.code not in AGREEMENTS or _agreed(letter, arrival))
        ]
        yield from proved or [_unproved(letter, letter.issued_at.date())]


def _is_to(letter: Letter, one: Guarantor | None) -> bool:
    if one is None:
        return letter.code in (*DEMANDS, *AGREEMENTS)
    return letter.code in CLAIMS and letter.to in one.names


def _sent_to(case: Case, delivery: Delivery, one: Guarantor | None) -> bool:
    """Whether a sending went to the borrower, or to the guarantor of the letter."""
    if one is not None:
        return delivery.to in ("", *one.names)
    return not any(delivery.to in other.names for other in case.loan.guarantors)


def _agreed(letter: Letter, arrival: Arrival) -> bool:
    """Whether who owes signed it themselves: a mail room takes in, it agrees to nothing."""
    one = arrival.delivery
    themselves = one.proof == "sealed" or (one.proof == "signed" and one.relation in BINDING)
    # By hand an agreement itself is signed; of the others the slip has to come back.
    by_hand = one.way == "hand" and letter.code not in BY_SLIP
    return themselves and (one.slip or by_hand)


def _proved(letter: Letter, arrival: Arrival) -> Interruption:
    told = arrival.delivery.evidence or arrival.delivery.tracking or arrival.delivery.id
    return Interruption(
        on=arrival.on or arrival.delivery.posted_on,
        what=f"letter-{letter.code}",
        evidence=f"{letter.number} {told}",
        consents=letter.code in AGREEMENTS,
    )


def _unproved(letter: Letter, issued: date) -> Interruption:
    lacks = "signature" if letter.code in AGREEMENTS else "arrival"
    return Interruption(
        on=issued, what=f"letter-{letter.code}", evidence=letter.number, lacks=lacks
    )


def _payments(case: Case, one: Guarantor | None, as_of: date) -> Iterator[Interruption]:
    """Part performance is consent of who paid (时效解释14); the bank's own books prove it."""
    alone = len(case.loan.guarantors) == 1
    for payment in standing_payments(case, as_of):
        if (payment.source == "guarantor") != (one is not None) or (one is not None and not alone):
            continue
        yield Interruption(
            on=payment.on, what="payment", entry=payment.seq, evidence=payment.id, consents=True
        )


def _stages(case: Case) -> Iterator[Interruption]:
    for stage in case.suit.stages if case.suit else ():
        if stage.code in COURT:
            told = stage.number or stage.court
            yield Interruption(on=stage.on, what=f"stage-{stage.code}", evidence=told)


def _bankruptcy(case: Case) -> Iterator[Interruption]:
    filed = case.loan.terms.claim_filed_on
    if filed is not None:
        yield Interruption(on=filed, what="claim-lodged")
