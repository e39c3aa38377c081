"""The proof of delivery on paper: what is known is printed, the rest is room to write."""

from __future__ import annotations

from branchdesk.actions.delivery.record import title_of
from branchdesk.actions.desk import Desk
from branchdesk.basics.wording import Words, named
from branchdesk.model.case import Case, Letter
from branchdesk.model.kept.delivery import Delivery
from branchdesk.reports.activity import BLANK, Lines
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.delivery import may_sign

CODE = "delivery_receipt"


def issued_letters(case: Case) -> list[Letter]:
    """The letters that can be delivered, oldest first."""
    return [letter for letter in case.letters if letter.number]


def meant(case: Case, ref: str) -> tuple[Letter, Delivery | None] | None:
    """The letter and sending of ``ref`` (D-1, S-1 or empty for the last), or None."""
    for letter in reversed(issued_letters(case)):
        one = next((d for d in reversed(letter.deliveries) if ref in ("", letter.id, d.id)), None)
        if one is not None or ref in ("", letter.id):
            return letter, one
    return None


def receipt_lines(
    desk: Desk, sheet: CaseSheet, words: Words, letter: Letter, one: Delivery | None
) -> Lines:
    """The lines of the receipt; who may sign instead reads nothing of the debt on it."""
    guarantor = next((g for g in sheet.case.loan.guarantors if letter.to in g.names), None)
    home = guarantor.address if guarantor else sheet.customer.address
    substitute = one is not None and one.proof == "signed" and one.relation not in ("", "self")
    facts = {
        "cause": words("receipt.cause-loan", number=letter.number),
        "paper": words("receipt.one", title=title_of(desk, letter, words.lang)),
        "to": (one.to if one else "") or letter.to or sheet.customer.name,
        "place": (one.place if one else "") or home,
        "way": _way(desk, one, words),
        "signed": _signed(one, words) if not substitute else "",
        "substitute": _substitute(desk, one, words) if one and substitute else "",
        "who-may": _who_may(desk, sheet, words),
        "remarks": _remarks(desk, one, words),
    }
    return [(named(f"receipt.{key}"), value or BLANK) for key, value in facts.items()]


def _way(desk: Desk, one: Delivery | None, words: Words) -> str:
    if one is None:
        return ""
    way = words.show(desk.form("sent").label("way", one.way))
    return "  ".join(t for t in (way, one.tracking, words.show(one.posted_on)) if t)


def _signed(one: Delivery | None, words: Words) -> str:
    if one is None or one.proof not in ("signed", "sealed"):
        return ""
    return f"{one.signer}  {words.show(one.on)}".strip()


def _substitute(desk: Desk, one: Delivery, words: Words) -> str:
    who = words.show(desk.form("delivered").label("relation", one.relation))
    return f"{one.signer}  {who}  {words.show(one.on)}".strip()


def _who_may(desk: Desk, sheet: CaseSheet, words: Words) -> str:
    person = sheet.customer.kind == "person" if sheet.customer.kind else None
    form = desk.form("delivered")
    known = dict.fromkeys(may_sign(person, desk.policy.delivery))
    return words.show([form.label("relation", code) for code in known])


def _remarks(desk: Desk, one: Delivery | None, words: Words) -> str:
    if one is None or one.proof in ("", "signed", "sealed"):
        return ""
    form = desk.form("delivered")
    told = [words.show(form.label("proof", one.proof)), words.show(one.on)]
    told += [words.show(form.label("reason", one.reason))] if one.reason else []
    told += [words("receipt.witness", who=one.witness)] if one.witness else []
    return "  ".join([*told, *([one.result_note] if one.result_note else [])])
