"""The text of a history entry, made in the reader's language when it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label, Term, Words
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.form import UNSAID, Form
from branchdesk.model.payment import PARTS

TERMS = {"klass": "class", "outcome": "state", "state": "state", "what": "act"}
SUMS = ("debt", "waive", "amount", "penalty", "pay")
"""The facts of an entry that are yuan."""
CORRECTED = {"edited": "enquiry", "customer_edited": "customer", "terms_edited": "loan",
             "guarantor_edited": "guarantor"}  # fmt: skip
"""The form whose labels name the keys that an entry says were corrected."""


def entry_text(entry: Entry, words: Words, form: Callable[[str], Form]) -> str:
    """One or two sentences: what was done and, below it, the facts that were given."""
    facts: dict[str, Any] = {
        key: Term(TERMS[key], str(value)) if key in TERMS else _named(_sum(key, value))
        for key, value in entry.facts.items()
    }
    if entry.kind in CORRECTED:
        facts["keys"] = _labels(form(CORRECTED[entry.kind]), entry.facts.get("keys", []))
    detail = _detail(entry, words, form)
    if "parts" in facts:
        facts["parts"] = _parts(facts["parts"], words)
    if entry.kind == "promise":
        # Promises recorded before they had ids go without.
        facts.setdefault("id", "")
    if facts.get("replaces"):
        told = words("promise.replaced", id=facts["id"], ids=facts["replaces"])
        detail = f"{detail} {told}".strip()
    if entry.facts.get("visit"):
        detail = f"{detail} ({entry.facts['visit']})"
    text = words.fill(f"entry.{entry.kind}", {**facts, "detail": detail}).strip()
    return " ".join([text, *_broken(entry, words)])


def told_text(
    entry: Entry, words: Words, form: Callable[[str], Form], gone: Mapping[int, int]
) -> str:
    """The text of an entry; a contact taken back says by which entry."""
    text = entry_text(entry, words, form)
    if entry.seq not in gone:
        return text
    return f"{text} {words('contact.taken-back', by=gone[entry.seq])}"


def _sum(key: str, value: Any) -> Any:
    """A sum that was kept as text, as a sum again, so that it is shown in groups."""
    money = Money.parse(value, zero=True) if key in SUMS and isinstance(value, str) else None
    return value if money is None else money


def _named(value: Any) -> Any:
    """A name that was kept in both languages, as a label again."""
    both = isinstance(value, dict) and set(value) == {"zh", "en"}
    return Label(str(value["zh"]), str(value["en"])) if both else value


def kept_findings(entry: Entry, key: str = "breaches") -> list[Finding]:
    """The findings that were kept with an entry when it was recorded."""
    return [
        Finding(str(one["code"]), dict(one.get("facts", {})), str(one.get("source", "")))
        for one in entry.facts.get(key, ())
        if isinstance(one, dict) and "code" in one
    ]


def _broken(entry: Entry, words: Words) -> list[str]:
    """What a contact broke, as it was found when it was recorded."""
    return [f"! {words.finding(one)}" for one in kept_findings(entry)]


def basis_text(entry: Entry, bases: Mapping[str, Label], words: Words) -> str:
    """The authority that an entry rests on, and in whose place it was done (R171)."""
    basis = words.show(bases.get(f"authority.{entry.authority}", entry.authority))
    if not entry.deputy_for:
        return basis
    return words("approval.as-deputy", basis=basis, principal=entry.deputy_for)


def _labels(sheet: Form, keys: list[str]) -> list[Label | str]:
    """The names of fields; a key that the form does not know stands for itself."""
    fields = [(key, sheet.field(key)) for key in keys]
    return [field.label if field else key for key, field in fields]


def _parts(parts: dict[str, Any], words: Words) -> str:
    """What a payment settled, part by part; what lies open or was too much comes last."""
    named = [(words(f"head.{part}"), parts.get(part)) for part in PARTS]
    rest = "payment.open" if parts.get("unknown") else "payment.rest"
    named.append((words(rest), parts.get("rest")))
    taken = [f"{name} {Money(sum_).grouped}" for name, sum_ in named if sum_ and Money(sum_)]
    return ("；" if words.lang == "zh" else "; ").join(taken)


def _detail(entry: Entry, words: Words, form: Callable[[str], Form]) -> str:
    """The answers of the form that the entry came from, each with its label."""
    code = FORMS.get(entry.kind)
    if code is None:
        return ""
    if code == "contact":
        code = str(entry.facts.get("form", code))
    sheet = form(code)
    parts = []
    for key, value in entry.facts.items():
        field = sheet.field(key)
        if field is not None and value not in ("", None, []):
            parts.append(f"{field.label.of(words.lang)} {shown_answer(sheet, key, value, words)}")
    # An answer may be a sentence: its full stop before the next sign would be one too many.
    told = [part.rstrip().rstrip("。；;.") for part in parts]
    return ("；" if words.lang == "zh" else "; ").join(told)


FORMS = {
    "enquired": "enquiry",
    "enquired_again": "enquiry",
    "contact": "contact",
    "contact_completed": "contact",
    "visit_completed": "visit",
    "visit_planned": "visit_plan",
    "promise": "promise",
    "payment": "payment",
    "verified": "verify",
    "habit": "habit",
    "contact_scored": "quality",
    "month_planned": "month_plan",
    "suit_stage": "stage",
    "event_added": "event",
    "event_looked": "event_look",
    "letter_sent": "sent",
    "letter_delivered": "delivered",
    "letter_confirmed": "confirmed",
    "police_asked": "police",
    "police_filed": "police_filed",
    "search_added": "search",
    "asset_added": "asset",
    "agency_report": "agency_report",
    "agency_reviewed": "agency_review",
    "interrupted": "interruption",
    "guarantor_claimed": "claim",
    "guarantor_added": "guarantor",
}


def shown_answer(sheet: Form, key: str, value: Any, words: Words) -> str:
    """An answer of a form as people read it: labels for codes, yes and no in words."""
    if isinstance(value, list):
        joint = "、" if words.lang == "zh" else ", "
        return joint.join(shown_answer(sheet, key, one, words) for one in value)
    if isinstance(value, dict):
        field = sheet.field(key)
        row = Form(key, sheet.title, field.columns if field else ())
        given = [(k, v) for k, v in value.items() if v not in ("", None)]
        return " ".join(words.show(row.label(k, str(v))) for k, v in given)
    if isinstance(value, bool):
        return words.show(value)
    field = sheet.field(key)
    if field is not None and field.unsaid and value in UNSAID:
        return words.label("unsaid", value)
    label: Label = sheet.label(key, str(value))
    return words.show(_figure(field.kind, label) if field is not None else label)


def _figure(kind: str, label: Label) -> Label | Money | str:
    """A kept time and a kept amount as people write them, everything else as it is."""
    if kind == "moment":
        return label.zh.replace("T", " ")[: len("2026-11-22 10:30")]
    if kind in ("amount", "amount_or_zero"):
        money = Money.parse(label.zh, zero=True)
        return label if money is None else money
    return label


def whole_facts(case: Case, entry: Entry) -> dict[str, Any]:
    """The answers of a contact with what was added later."""
    facts = dict(entry.facts)
    for later in (*case.entries("contact_completed"), *case.entries("visit_completed")):
        if later.facts.get("entry") == entry.seq:
            facts |= {key: value for key, value in later.facts.items() if key != "entry"}
    return facts
