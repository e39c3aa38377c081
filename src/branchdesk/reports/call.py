"""What the screen of a call shows: head, words to say, own authority, sums to pay off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_contract, mask_identity
from branchdesk.basics.money import Money
from branchdesk.basics.period import months_after
from branchdesk.basics.text import cut
from branchdesk.basics.wording import Term, Words, book
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.follow.log import LogEntry
from branchdesk.model.follow.talk import Route, Stage, Tone
from branchdesk.model.form import Form
from branchdesk.model.policy import Policy
from branchdesk.model.staff import Role
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.authority import may
from branchdesk.rules.contact import contact_of
from branchdesk.rules.court.legal import UNREACHED
from branchdesk.rules.promise import CLOSED
from branchdesk.rules.talk.call import PROMISED, open_stages

MARKS = {"light": "L", "moderate": "M", "severe": "S"}
ACTS = {"plan.propose": "may-plan", "waiver.ask": "may-waive"}
"""What a role may put forward in a talk; a second person decides on both (R147)."""

ANSWERED, READ_BACK = "answered", "read_back"
PROMISE = ("amount", "due_on", "source")
"""The promise's own form, in the order of the talk."""
ASKED: dict[Stage, tuple[str, ...]] = {
    "prepare": ("direction", "number", "agreed"),
    "greet": (ANSWERED,),
    "identity": ("identity_checked",),
    "facts": ("told_due",),
    "reason": ("reason", "text"),
    "ability": ("attitude", "asset_place", "machine_hours", "deposit_on"),
    "promise": (*PROMISE, READ_BACK),
}
"""What is asked at a stage, by the keys of the forms; the close has the rest."""
CLOSE = ("result", "minutes", "recording", "evidence", "next_on", "next_none_because")
ELSEWHERE = ("channel", "at", "counterpart", "stop")
"""Answers of the contact's form that the call itself gives."""


PARTS, RARE = ("principal", "interest", "penalty", "compound", "fees"), ("compound", "fees")
"""The parts of a debt, and those that are told only where there are any."""
CHECKED = "✓"
"""Behind a total that was compared with the core system today."""
NAME = 20
"""Cells for the customer's name, so that contract and product still have room."""
UNTALKED = (*UNREACHED, "not_received")
"""Results that a talk cannot have; the list of the others is short enough to be read."""


class Payoff(msgspec.Struct, frozen=True):
    """What settles the debt on a day, yuan; None where a part of it is unknown."""

    on: date
    total: Money | None


def asked(stage: Stage, way: Route, form: Form) -> tuple[str, ...]:
    """The fields of a stage; what a branch added to its form is asked at the close of a talk."""
    if stage != "close":
        return tuple(key for key in ASKED.get(stage, ()) if _known(key, form))
    if way in ("voicemail", "unreached"):
        wanted: tuple[str, ...] = ("result", "next_on", "next_none_because")
    elif way in ("third", "unverified"):
        refusal = ("stop",) if way == "third" else ()
        # Nothing was said that could move limitation: no evidence is asked for.
        wanted = ("result", *refusal, "text", *(key for key in CLOSE[1:] if key != "evidence"))
    else:
        known = {*CLOSE, *ELSEWHERE, *(key for keys in ASKED.values() for key in keys)}
        wanted = (*CLOSE, *(f.key for f in form.fields if f.show and f.key not in known))
    return tuple(key for key in wanted if form.field(key))


def _known(key: str, form: Form) -> bool:
    return key in (ANSWERED, *PROMISE) or form.field(key) is not None


def recorded(stage: Stage, way: Route, form: Form, typed: Mapping[str, Any]) -> bool:
    """True where what the stage must leave on record stands there (R041, R042).

    A stage that is only spoken leaves nothing and is over once one has passed it.
    """
    if stage == "promise":
        needed: list[str] = list(PROMISE[:2])
    else:
        fields = [(key, form.field(key)) for key in asked(stage, way, form)]
        needed = [key for key, field in fields if key == ANSWERED or (field and field.complete)]
    return all(typed.get(key) not in (None, "", []) for key in needed)


def stage_of(key: str, way: Route, form: Form) -> Stage:
    """The stage at which a field is asked of whoever answered."""
    reach = open_stages(way)
    return next((stage for stage in reach if key in asked(stage, way, form)), reach[-1])


def outcome(answered: str, way: Route, amount: Money | None, owed: Money | None) -> str:
    """The result that the talk itself tells; empty where only the clerk can."""
    if way in ("voicemail", "unreached"):
        return answered
    if way == "third":
        return "third_party"
    if amount is None:
        return ""
    return PROMISED[0] if owed is None or amount >= owed else PROMISED[1]


# ------------------------------------------------------------ what to say


def script_code(stage: Stage, way: Route, tone: Tone, known: bool = True) -> str:
    """The code of the words to say; of several the one that fits most closely (R015, R084).

    ``known`` is False while a part of the debt is unknown: then no total is told.
    """
    own = [f"say-{stage}-{way}"]
    if way == "open":
        dun = tone in ("light", "moderate", "severe", "malicious")
        own += [f"say-{stage}-unknown"] if dun and not known else []
        own.append(f"say-{stage}-{tone}")
    found = next((one for one in own if one in book("call")), f"say-{stage}")
    return f"call.{found}"


def spoken(sheet: CaseSheet) -> dict[str, Any]:
    """The facts of the debt that the words to say are filled with."""
    debt = sheet.debt
    return {
        "customer": sheet.customer.name,
        "days": sheet.days,
        "due": sheet.case.loan.due_date,
        "parts": [Finding("call.part", {"name": Finding(f"call.{key}"), "sum": sum_})
                  for key, sum_ in parts_of(sheet)],
        "per_day": debt.per_day,
        "total": owed(sheet),
    }  # fmt: skip


def due_instalment(sheet: CaseSheet) -> Finding | None:
    """The instalment of the plan in force that comes next or is late: all that one reminds of."""
    waits = [kept for kept in sheet.instalments if kept.missing]
    if sheet.case.plan_in_force is None or not waits:
        return None
    facts = {"no": waits[0].one.no, "due": waits[0].one.due, "missing": waits[0].missing}
    return Finding("call.instalment", facts, source="R103")


def parts_of(sheet: CaseSheet) -> list[tuple[str, Money | None]]:
    """What the total is made of: the core system's parts where its total counts, else ours."""
    debt, core = sheet.debt, sheet.debt.checked
    told = core if core is not None and debt.core_total is not None else debt
    sums = {key: getattr(told, key) for key in PARTS}
    return [(key, sum_) for key, sum_ in sums.items() if sum_ or key not in RARE]


def owed(sheet: CaseSheet) -> Money | None:
    """The core system's total where it was compared for this day, else ours."""
    core = sheet.debt.core_total
    return sheet.debt.total if core is None else core


def filed_script(log: Iterable[LogEntry], today: date) -> Finding:
    """Who of legal approved the words to say and when, by the last filing (R015)."""
    filed = [line for line in log if line.kind == "script" and line.on <= today]
    if not filed:
        return Finding("call.script-not-filed", source="R015")
    last = max(filed, key=lambda line: (line.on, int(line.id[2:])))
    return Finding("call.script-filed", {"on": last.on, "by": last.people, "id": last.id}, "R015")


def authority(role: Role, policy: Policy) -> Finding:
    """What one may promise by oneself and put forward (R094, R147)."""
    days = 0 if may("deferral.give", role, policy) else policy.deferral.max_days.get(role, 0)
    able = [Term("call", code) for act, code in ACTS.items() if not may(act, role, policy)]
    if not days and not able:
        return Finding("call.may-nothing", source="R147")
    return Finding("call.may", {"days": days, "what": able or [Term("call", "may-not")]}, "R147")


def payoff_days(today: date, promised: date | None) -> tuple[date, ...]:
    """Today, the end of the month, and the day that the customer names; each once."""
    first = today.replace(day=1)
    days = {today, months_after(first, 1) - timedelta(days=1)}
    return tuple(sorted(days | ({promised} if promised and promised > today else set())))


# ------------------------------------------------------------ the head


def head_lines(
    sheet: CaseSheet,
    form: Callable[[str], Form],
    complaints: Sequence[str],
    words: Words,
    way: Route,
) -> tuple[str, str, str, str]:
    """Four lines that stay in view; what is a word about the debt only once the way is open."""
    return (
        _who(sheet, form, words),
        _stands(sheet, form, words, way),
        _sums(sheet, words) if way == "open" else words("call.covered"),
        _flags(sheet, complaints, words, way),
    )


def _who(sheet: CaseSheet, form: Callable[[str], Form], words: Words) -> str:
    case, loan = sheet.case, sheet.case.loan
    product = form("enquiry").label("product", loan.product).of(words.lang)
    contract = mask_contract(loan.contract_no, loan.product == "credit_card")
    # What is hidden needs no width: the line has to hold the product too.
    identity = re.sub(r"\*{5,}", "****", mask_identity(sheet.customer.id_number))
    parts = (case.number, cut(sheet.customer.name, NAME), identity)
    return "  ".join(part for part in (*parts, contract, product) if part)


def _stands(sheet: CaseSheet, form: Callable[[str], Form], words: Words, way: Route) -> str:
    klass = sheet.klass or sheet.suggestion.klass
    word = words.label("class", klass) if klass else ""
    if not sheet.klass:
        word = words("call.suggested", klass=word) if klass else ""
    elif not sheet.confirmed:
        word = words("call.suspected", klass=word)
    level = f"{MARKS.get(sheet.severity, '-')} {words.label('severity', sheet.severity)}"
    days = words("call.days", days=sheet.days) if way == "open" and sheet.days else ""
    last = _last(sheet.case, form("contact"), words)
    language = words("call.language", language=words.show(language_of(sheet.case)))
    return "  ".join(part for part in (level, days, word, last, language) if part)


def _last(case: Case, form: Form, words: Words) -> str:
    """The last contact with its result."""
    if not case.contacts:
        return words("call.no-contact")
    last = max((contact_of(case, entry) for entry in case.contacts), key=lambda c: c.at)
    way = form.label("channel", last.channel).of(words.lang)
    result = form.label("result", last.result).of(words.lang)
    return words("call.last", on=f"{last.at:%m-%d}", way=way, result=result)


def language_of(case: Case) -> Term:
    """What a call asked for, else in which language the last letter went out."""
    if any(entry.facts.get("result") == "interpreter" for entry in case.contacts):
        return Term("call", "language-interpreter")
    lang = case.letters[-1].lang if case.letters else ""
    return Term("call", f"language-{lang}" if lang in ("zh", "en") else "language-unknown")


def _sums(sheet: CaseSheet, words: Words) -> str:
    debt, total = sheet.debt, owed(sheet)
    known = words.show(total) if total else words("judge.known", total=debt.known_total)
    if debt.core_total is not None:
        known += CHECKED
    told = [f"{words(f'call.short-{key}')} {words.show(sum_)}" for key, sum_ in parts_of(sheet)]
    if debt.per_day is not None:
        told.append(f"+{words.show(debt.per_day)}/{words('judge.day')}")
    return "  ".join([f"{words('judge.owed')} {known}", *told])


def _flags(sheet: CaseSheet, complaints: Sequence[str], words: Words, way: Route) -> str:
    """Plan, complaint, promise, limitation, guarantor; what warns is marked and comes first."""
    told = []
    if sheet.case.plan_in_force is not None:
        told.append(f"! {words('call.plan')}")
    if complaints:
        told.append(f"! {words('complaint.flag', ids=list(complaints))}")
    told.append(_promise(sheet, words, way))
    clock = next((c for c in sheet.clocks if c.kind == "limitation"), None)
    if clock is not None and clock.until is not None:
        code = "call.limitation-about" if clock.provisional else "call.limitation"
        told.append(words(code, until=clock.until))
    names = [guarantor.name for guarantor in sheet.case.loan.guarantors]
    if way == "open" and names:
        told.append(words("call.guarantors", names=names))
    return "  ".join(told)


def waited_for(sheet: CaseSheet) -> list[tuple[Entry, str]]:
    """The promises that are neither kept nor gone, each with its state."""
    return [(entry, state) for entry, state in sheet.promises if state not in CLOSED]


def _promise(sheet: CaseSheet, words: Words, way: Route) -> str:
    """The last promise that is waited for, marked where its day is past."""
    waits = waited_for(sheet)
    if not waits:
        return words("call.no-promise")
    entry, state = waits[-1]
    facts = {
        "amount": Money(str(entry.facts["amount"])) if way == "open" else "***",
        "due": str(entry.facts["due_on"])[5:],
        "state": words(f"promise.state-{state}"),
    }
    mark = "" if state == "open" else "! "
    return mark + words("call.promise", **facts)
