"""What an application to sue prints, and what a demand on a guarantor does."""

from __future__ import annotations

from branchdesk.basics.wording import Words
from branchdesk.model.loan import Guarantor
from branchdesk.papers.blank import BLANK
from branchdesk.papers.day import day_shown
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.legal import LegalSheet

CHANNELS = ("call", "sms", "letter", "visit", "walk_in", "email")


def legal_facts(sheet: CaseSheet, legal: LegalSheet, words: Words) -> dict[str, object]:
    """The names of the application to sue, each as ready-made words (R122)."""
    case = sheet.case
    source = "list" if case.enquiry.channel == "bank_list" else "enquiry"
    balance = case.loan.loan_balance
    klass = "class.suspected" if not sheet.confirmed else "paper.class"
    last = legal.last
    return {
        "case_source": words(f"paper.source-{source}"),
        "opened_on": day_shown(case.opened_on, words.lang),
        "severity": words.label("severity", sheet.severity) if sheet.severity else BLANK,
        "class_decided": words(klass, klass=words.label("class", sheet.klass))
        if sheet.klass
        else BLANK,
        "loan_balance": balance.grouped if balance is not None else BLANK,
        "guarantor_details": _joined([_guarantor(g, words) for g in case.loan.guarantors], words),
        "triggers_fired": "\n".join(
            words("paper.trigger", what=f, source=f.source) for f in legal.fired
        )
        or BLANK,
        "contact_counts": _counts(legal, words),
        "last_contact": words(
            "paper.last", day=day_shown(last[0], words.lang), what=_channel(last[1], words)
        )
        if last
        else BLANK,
        "missing_papers": _joined([words.finding(f) for f in legal.missing], words)
        if legal.missing
        else words("paper.nothing-missing"),
        "court_fee": legal.fee.grouped if legal.fee is not None else BLANK,
        "papers_days": str(legal.papers_days),
    }


def _joined(parts: list[str], words: Words) -> object:
    return ("、" if words.lang == "zh" else ", ").join(parts) or BLANK


def _counts(legal: LegalSheet, words: Words) -> object:
    if not legal.channels:
        return BLANK
    each = [words("paper.times", what=_channel(c, words), count=n) for c, n in legal.channels]
    total = sum(n for _, n in legal.channels)
    return words("paper.counted", each=each, total=total)


def _channel(code: str, words: Words) -> str:
    return words(f"paper.channel-{code}" if code in CHANNELS else "paper.channel-other")


def _guarantor(one: Guarantor, words: Words) -> str:
    until = day_shown(one.until, words.lang) if one.until else words("word.unknown")
    kind = words(f"paper.guarantee-{one.kind}")
    return words("paper.guarantor", name=one.name, kind=kind, until=until)


GUARANTEE = (
    "guarantor", "guarantor_address", "guarantee_contract_no", "guarantee_kind", "guarantee_from",
    "guarantee_until", "guarantee_maximum",
)  # fmt: skip


def guarantee_facts(sheet: CaseSheet, to: str, words: Words) -> dict[str, object]:
    """The names of one guarantee; every one BLANK where the letter goes to no guarantor."""
    one = next((g for g in sheet.case.loan.guarantors if to in g.names), None)
    if one is None:
        return dict.fromkeys(GUARANTEE, BLANK) | {"guarantee_joint": False}
    return {
        "guarantor": one.name,
        "guarantor_address": one.address or BLANK,
        "guarantee_contract_no": one.contract_no or BLANK,
        "guarantee_kind": _kind_of(one, words),
        "guarantee_joint": one.kind == "joint",
        "guarantee_maximum": one.maximum.grouped if one.maximum is not None else BLANK,
        **_period(sheet, one, words),
    }


def _kind_of(one: Guarantor, words: Words) -> str:
    known = one.kind != "unknown"
    return words(f"paper.guarantee-{one.kind}") if known else words("paper.by-guarantee")


def _period(sheet: CaseSheet, one: Guarantor, words: Words) -> dict[str, object]:
    clocks = [c for c in sheet.clocks if c.kind == "guarantee" and c.who == one.name]
    since = clocks[0].since if clocks else None
    until = clocks[0].until if clocks else None
    told: object = day_shown(until, words.lang) if until else BLANK
    if clocks and clocks[0].provisional:
        told = words("date.provisional", day=told)
    return {
        "guarantee_from": day_shown(since, words.lang) if since else BLANK,
        "guarantee_until": told,
    }
