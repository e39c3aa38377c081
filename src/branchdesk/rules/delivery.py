"""Whether a letter counts as arrived, why, and what is still to be done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.workdays import Deadline, add_workdays
from branchdesk.model.case import Letter
from branchdesk.model.kept.delivery import Delivery
from branchdesk.model.policy import DeliveryPolicy, Policy

LAW = "诉讼时效解释第8条"
EMS = "最高人民法院关于特快专递催收的复函"
NO_TRACE = ("address_unknown", "no_such_person", "moved", "unclaimed")
"""Reasons for which a paper that came back never was within reach."""
POSTAL = ("ems", "post")
FOLLOWED = (
    "overdue_notice", "final_demand", "card_notice", "guarantor_notice", "balance_confirmation",
)  # fmt: skip
"""Letters whose delivery is followed up (R126); of others it may be recorded."""
STATES = ("arrived", "presumed", "doubtful", "open", "missed")
"""From the best proved to what did not arrive."""
State = Literal["arrived", "presumed", "doubtful", "open", "missed"]


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What one sending proves."""

    state: State
    """``presumed``: posted by EMS with its contents described, nothing back yet."""
    delivery: Delivery
    on: date | None = None
    """The day from which it counts; None where it does not."""
    why: Finding

    @property
    def counts(self) -> bool:
        """True where the arrival is proved; what is only presumed or doubtful is not."""
        return self.state == "arrived"


def arrivals(
    letter: Letter, person: bool | None, policy: DeliveryPolicy, today: date
) -> tuple[Arrival, ...]:
    """What each sending up to a day proves, oldest first.

    ``person``: a natural person, an enterprise, or None where that is unknown.
    """
    sent = (d for d in letter.deliveries if d.posted_on <= today)
    return tuple(_judge(_as_of(d, today), person, policy) for d in sent)


def arrived(
    letter: Letter, person: bool | None, policy: DeliveryPolicy, today: date, to: str | None = None
) -> Arrival | None:
    """The best that is proved of a letter on a day; None where nothing was sent.

    Of several that arrived the first. ``to`` keeps one addressee (empty: the borrower); None all.
    """
    found = [a for a in arrivals(letter, person, policy, today) if to in (None, a.delivery.to)]
    return min(found, key=lambda a: (STATES.index(a.state), a.on or date.max), default=None)


def _as_of(delivery: Delivery, today: date) -> Delivery:
    """The delivery as it was known on the day."""
    if delivery.on is None or delivery.on <= today:
        return delivery
    return msgspec.structs.replace(delivery, proof="", on=None)


def _judge(one: Delivery, person: bool | None, policy: DeliveryPolicy) -> Arrival:
    return JUDGES[one.proof](one, person, policy)


def _found(one: Delivery, state: State, code: str, source: str = LAW) -> Arrival:
    facts = {
        "id": one.id, "on": one.on, "posted": one.posted_on, "who": one.signer or "—",
        "witness": one.witness or "—", "medium": one.medium or "—",
    }  # fmt: skip
    on = one.on if state == "arrived" else None
    return Arrival(state=state, delivery=one, on=on, why=Finding(f"delivery.{code}", facts, source))


def _open(one: Delivery, person: bool | None, policy: DeliveryPolicy) -> Arrival:
    """EMS with its contents described counts unless disproved; nothing else does so far."""
    if one.way == "ems" and one.tracking and one.content:
        return _found(one, "presumed", "ems-presumed", EMS)
    return _found(one, "open", "waits", "R126")


def _signed(one: Delivery, person: bool | None, policy: DeliveryPolicy) -> Arrival:
    """By one who may sign; on the letter's own slip, or on a stub that says what was in it."""
    if not one.relation:
        return _found(one, "doubtful", "signer-unknown")
    if one.relation not in may_sign(person, policy):
        return _found(one, "doubtful", "signer-other")
    return _shown(one, "signed")


def _sealed(one: Delivery, person: bool | None, policy: DeliveryPolicy) -> Arrival:
    return _shown(one, "sealed")


def _shown(one: Delivery, code: str) -> Arrival:
    """What was signed for: the letter itself by its slip or by hand, else an envelope."""
    if one.slip or one.way == "hand":
        return _found(one, "arrived", code)
    if one.way == "courier":
        return _found(one, "doubtful", "courier", EMS)
    if one.way in POSTAL and not one.content:
        return _found(one, "doubtful", "no-content", EMS)
    return _found(one, "arrived", code)


def _refused(one: Delivery, person: bool | None, policy: DeliveryPolicy) -> Arrival:
    """A refusal that the post recorded or a witness saw counts as arrival."""
    if one.way == "courier":
        return _found(one, "doubtful", "courier", EMS)
    if one.way in POSTAL and one.content:
        return _found(one, "arrived", "refused-post")
    if one.way in POSTAL:
        return _found(one, "doubtful", "no-content", EMS)
    if one.witness:
        return _found(one, "arrived", "refused-witness")
    return _found(one, "doubtful", "refused-alone")


def _returned(one: Delivery, person: bool | None, policy: DeliveryPolicy) -> Arrival:
    """What came back did not arrive, unless the address had been agreed on for service."""
    if one.agreed_address:
        return _found(one, "arrived", "returned-agreed", "送达地址约定")
    known = one.reason in NO_TRACE
    return _found(one, "missed", f"returned-{one.reason}" if known else "returned-other")


def _left(one: Delivery, person: bool | None, policy: DeliveryPolicy) -> Arrival:
    """A court may leave papers behind; what a creditor leaves proves little."""
    return _found(one, "doubtful", "left")


def _published(one: Delivery, person: bool | None, policy: DeliveryPolicy) -> Arrival:
    """A notice in the press counts where the whereabouts are unknown."""
    proved = one.medium and one.lost
    return _found(one, "arrived" if proved else "doubtful", "published" if proved else "unlost")


def _electronic(one: Delivery, person: bool | None, policy: DeliveryPolicy) -> Arrival:
    """A data message counts once it reached the system of the addressee."""
    if one.evidence and one.way in ("email", "sms"):
        return _found(one, "arrived", "data-message")
    return _found(one, "doubtful", "data-unproved")


Judge = Callable[[Delivery, "bool | None", DeliveryPolicy], Arrival]
JUDGES: dict[str, Judge] = {
    "": _open,
    "signed": _signed,
    "sealed": _sealed,
    "refused": _refused,
    "returned": _returned,
    "left": _left,
    "published": _published,
    "arrived": _electronic,
}


def may_sign(person: bool | None, policy: DeliveryPolicy) -> tuple[str, ...]:
    """Whose signature counts; both lists where nobody knows what the addressee is."""
    if person is None:
        return (*policy.signers_person, *policy.signers_enterprise)
    return policy.signers_person if person else policy.signers_enterprise


class Step(msgspec.Struct, frozen=True):
    """Something to be done about a letter."""

    code: str
    """send, confirm, proof or resend."""
    letter: Letter
    due: Deadline
    delivery: Delivery | None = None


def steps(letter: Letter, policy: Policy, today: date) -> list[Step]:
    """What is to be done about an issued letter: send it, ask by phone, find the proof (R126)."""
    if letter.code not in FOLLOWED or letter.issued_at is None or not letter.number:
        return []
    last = letter.deliveries[-1] if letter.deliveries else None
    if last is None:
        return [Step("send", letter, add_workdays(letter.issued_at.date(), 1, policy.calendar))]
    if last.proof == "returned":
        if last.agreed_address or last.on is None:
            return []
        return [Step("resend", letter, Deadline(last.on, provisional=False), last)]
    if last.proof:
        return []
    found = []
    if last.confirmed_on is None:
        found.append(Step("confirm", letter, confirm_by(last, policy), last))
    wanted = last.posted_on + timedelta(days=policy.delivery.proof_days)
    if wanted <= today:
        found.append(Step("proof", letter, Deadline(wanted, provisional=False), last))
    return found


def confirm_by(delivery: Delivery, policy: Policy) -> Deadline:
    """The last day on which to ask by phone whether it arrived (R126)."""
    return add_workdays(delivery.posted_on, policy.delivery.confirm_workdays, policy.calendar)
