"""A letter sent, what came of it, and the call that asked for it; facts are always recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.letter import catalogue
from branchdesk.actions.sheet import find_case, open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang
from branchdesk.basics.workdays import Deadline
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case, Letter
from branchdesk.model.customer import Customer
from branchdesk.model.kept.delivery import Delivery
from branchdesk.rules.delivery import Arrival, arrivals, confirm_by

ACT = "letter.deliver"
RESULT = ("proof", "on", "signer", "relation", "slip", "witness", "reason", "medium", "lost",
          "evidence")  # fmt: skip
"""Answers of forms/delivered.toml that a delivery keeps under their own name."""
FIELDS = {field.name: field.default for field in msgspec.structs.fields(Delivery)}
NO_RESULT = {key: FIELDS[key] for key in RESULT}
SENT = ("way", "posted_on", "to", "place", "tracking", "content", "agreed_address", "note")


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery as it is recorded now, and what it proves."""

    case: Case
    letter: Letter
    delivery: Delivery
    arrival: Arrival
    confirm_by: Deadline

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the delivery proves and why."""
        return (self.arrival.why,)


def send(
    desk: Desk, number: str, letter_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Done:
    """The letter with one more sending (R125).

    Raises BadInput with every fault, Refused for want of authority or where it is still a draft.
    """
    case, letter = _letter(desk, number, letter_id)
    filled, faults = fill_in(desk.form("sent"), raw, desk.today if screen else None)
    posted = filled.setdefault("posted_on", desk.today)
    issued = letter.issued_at.date() if letter.issued_at else posted
    if posted > desk.today:
        faults.append(Finding("delivery.ahead", {"read": posted}, field="posted_on"))
    elif posted < issued:
        facts = {"read": posted, "issued": issued}
        faults.append(Finding("delivery.before-issue", facts, field="posted_on"))
    _must_fit(desk, letter, faults)
    with change(desk) as ch:
        told = {key: filled[key] for key in SENT if key in filled}
        one = Delivery(id=_next(case), by=desk.me.id, at=ch.commit.at, **told)
        sent = msgspec.structs.replace(letter, deliveries=(*letter.deliveries, one))
        saved = ch.save(_with(case, sent), ACT, "letter_sent", **(filled | _told(desk, sent, one)))
    return _done(desk, saved, sent, one)


def deliver(
    desk: Desk, number: str, letter_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Done:
    """The letter with what came of a sending; what was given by hand need not be sent first.

    Raises BadInput with every fault (a correction without its reason too), Refused.
    """
    case, letter = _letter(desk, number, letter_id)
    filled, faults = fill_in(desk.form("delivered"), raw, desk.today if screen else None)
    ground = filled.pop("ground", "")
    one, missing = _meant(letter, filled.pop("delivery", ""), waiting=True)
    faults += missing + _untimely(desk, filled.get("on"), one)
    if one is not None and one.proof and not ground and not missing:
        facts = {"id": one.id}
        faults.append(Finding("delivery.known-already", facts, field="ground"))
    _must_fit(desk, letter, faults)
    told = {key: filled[key] for key in RESULT if key in filled}
    told |= {"result_note": filled.get("note", "")}
    with change(desk) as ch:
        if one is None:
            one = Delivery(
                id=_next(case), way="hand", posted_on=filled["on"], by=desk.me.id, at=ch.commit.at
            )
            letter = msgspec.structs.replace(letter, deliveries=(*letter.deliveries, one))
        one = msgspec.structs.replace(one, **(NO_RESULT | told))
        kept = _replaced(letter, one)
        grounds = {"ground": ground} if ground else {}
        told = filled | grounds | _told(desk, kept, one)
        saved = ch.save(_with(case, kept), ACT, "letter_delivered", **told)
    return _done(desk, saved, kept, one)


def confirm(
    desk: Desk, number: str, letter_id: str, raw: Mapping[str, Any], screen: bool = False
) -> Done:
    """The letter with the call that asked whether it arrived; weaker than paper (R126).

    Raises BadInput with every fault, Refused.
    """
    case, letter = _letter(desk, number, letter_id)
    filled, faults = fill_in(desk.form("confirmed"), raw, desk.today if screen else None)
    one, missing = _meant(letter, filled.pop("delivery", ""), waiting=False)
    if one is None and not missing:
        missing = [Finding("delivery.none-sent", {"id": letter.id})]
    filled.setdefault("on", desk.today)
    faults += missing + _untimely(desk, filled["on"], one)
    _must_fit(desk, letter, faults)
    assert one is not None
    # Nobody reached is no answer: the call stays to be made.
    asked = {} if filled["told"] == "unreached" else {"confirmed_on": filled["on"]}
    one = msgspec.structs.replace(
        one, told=filled["told"], recording=filled.get("recording", ""), **asked
    )
    kept = _replaced(letter, one)
    with change(desk) as ch:
        facts = filled | _told(desk, kept, one)
        saved = ch.save(_with(case, kept), ACT, "letter_confirmed", **facts)
    return _done(desk, saved, kept, one)


def arrivals_of(desk: Desk, customer: Customer, letter: Letter) -> tuple[Arrival, ...]:
    """What each sending of a letter proves today."""
    return arrivals(letter, is_person(customer), desk.policy.delivery, desk.today)


def is_person(customer: Customer) -> bool | None:
    """Whether the borrower is a natural person; None where nobody recorded it."""
    return customer.kind == "person" if customer.kind else None


def suggested(desk: Desk, letter: Letter) -> dict[str, Any]:
    """What the form of a sending begins with: the description of the contents."""
    return {"content": title_of(desk, letter)}


def _letter(desk: Desk, number: str, letter_id: str) -> tuple[Case, Letter]:
    case = open_case(desk, number)
    letter = case.letter(letter_id)
    if letter is None:
        raise BadInput(Finding("letter.none", {"number": number, "id": letter_id[:40]}))
    return case, letter


def _must_fit(desk: Desk, letter: Letter, faults: list[Finding]) -> None:
    if faults:
        raise BadInput(faults)
    drafted = [] if letter.number else [Finding("delivery.not-issued", {"id": letter.id})]
    refuse(against(desk, ACT) + drafted)


def _meant(letter: Letter, named: str, waiting: bool) -> tuple[Delivery | None, list[Finding]]:
    """The sending that is meant; none where a letter that nobody sent was handed over."""
    if named:
        one = next((d for d in letter.deliveries if d.id == named), None)
        facts = {"id": letter.id, "read": named}
        return one, [] if one else [Finding("delivery.none", facts, field="delivery")]
    if not waiting:
        return (letter.deliveries[-1] if letter.deliveries else None), []
    open_ones = [d for d in letter.deliveries if not d.proof] or [*letter.deliveries]
    return (open_ones[-1] if open_ones else None), []


def _untimely(desk: Desk, on: date | None, one: Delivery | None) -> list[Finding]:
    if on is not None and on > desk.today:
        return [Finding("delivery.ahead", {"read": on}, field="on")]
    if on is not None and one is not None and on < one.posted_on:
        facts = {"read": on, "posted": one.posted_on}
        return [Finding("delivery.before-sent", facts, field="on")]
    return []


def _next(case: Case) -> str:
    return f"S-{sum(len(p.deliveries) for p in case.letters) + 1}"


def _replaced(letter: Letter, one: Delivery) -> Letter:
    kept = tuple(one if d.id == one.id else d for d in letter.deliveries)
    return msgspec.structs.replace(letter, deliveries=kept)


def _with(case: Case, letter: Letter) -> Case:
    letters = tuple(letter if p.id == letter.id else p for p in case.letters)
    return msgspec.structs.replace(case, letters=letters)


def _told(desk: Desk, letter: Letter, one: Delivery) -> dict[str, Any]:
    """What every entry of a delivery names."""
    return {"letter": letter.id, "id": one.id, "title": title_of(desk, letter)}


def title_of(desk: Desk, letter: Letter, lang: Lang = "zh") -> str:
    """The paper's name and number; in Chinese where a postal stub or the history has it."""
    kind = catalogue(desk).letters.get(letter.code)
    return f"{kind.title.of(lang) if kind else letter.code} {letter.number}".strip()


def _done(desk: Desk, case: Case, letter: Letter, one: Delivery) -> Done:
    _, customer, _ = find_case(desk, case.number)
    arrival = next(a for a in arrivals_of(desk, customer, letter) if a.delivery.id == one.id)
    return Done(
        case=case, letter=letter, delivery=one, arrival=arrival,
        confirm_by=confirm_by(one, desk.policy),
    )  # fmt: skip
