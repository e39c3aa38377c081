"""The names of the civil complaint: the parties whole, the contract's terms, what was paid.

The court's form wants every number in full. What the case does not know stays a visible blank,
to be filled in by hand: an element of the form is never left out (法〔2025〕82号).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from branchdesk.basics.identity import check_identity
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label, Words
from branchdesk.model.loan import Guarantor
from branchdesk.papers.blank import BLANK
from branchdesk.papers.day import day_shown
from branchdesk.reports.case import CaseSheet

WHOLE = (
    "defendant_identity", "defendant_sex", "defendant_birth", "defendant_phone",
    "defendant_address", "defendant_contact", "contract_no_whole", "guarantors_whole",
)  # fmt: skip
"""The names that a paper for the court alone knows."""
AGREED = (
    "disbursed_on", "contract_rate", "penalty_uplift", "compound_agreed", "accelerated_on",
    "is_accelerated", "has_matured", "jurisdiction", "service_address", "repayment_method",
    "paid_since", "last_paid_on", "per_day",
)  # fmt: skip


def court_facts(
    sheet: CaseSheet, for_court: bool, method: Label | None, words: Words
) -> dict[str, object]:
    """Each name as ready-made words in the paper's language.

    A paper that is not for the court knows the numbers no more whole than any other letter.
    """
    hidden: dict[str, object] = dict.fromkeys(WHOLE, BLANK)
    whole = _defendant(sheet, words) if for_court else hidden
    said: object = method.of(words.lang) if method else BLANK
    return {
        **whole,
        **_contract(sheet, words),
        **_performance(sheet, words),
        "repayment_method": said,
    }


def _defendant(sheet: CaseSheet, words: Words) -> dict[str, object]:
    customer = sheet.customer
    identity = check_identity(customer.id_number)
    birth = identity.birth if identity else None
    return {
        "defendant_identity": customer.id_number or BLANK,
        "defendant_sex": words(f"word.{identity.sex}") if identity and birth else BLANK,
        "defendant_birth": _day(birth, words),
        "defendant_phone": _list(customer.phones, words),
        "defendant_address": customer.address or BLANK,
        "defendant_contact": customer.contact_person or BLANK,
        "contract_no_whole": sheet.case.loan.contract_no or BLANK,
        "guarantors_whole": _list(
            (_guarantor(g, words) for g in sheet.case.loan.guarantors), words
        ),
    }


def _guarantor(one: Guarantor, words: Words) -> str:
    told = (one.name, words(f"paper.guarantee-{one.kind}"), one.contract_no, one.phone, one.address)
    return " ".join(part for part in told if part)


def _contract(sheet: CaseSheet, words: Words) -> dict[str, object]:
    loan, terms = sheet.case.loan, sheet.case.loan.terms
    compound = f"paper.compound-{terms.compound}" if terms.compound else ""
    return {
        "disbursed_on": _day(terms.disbursed_on, words),
        "contract_rate": _percent(loan.contract_rate),
        "penalty_uplift": _percent(loan.penalty_uplift),
        "compound_agreed": words(compound) if compound else BLANK,
        "accelerated_on": _day(terms.accelerated_on, words),
        "is_accelerated": terms.accelerated_on is not None,
        "has_matured": terms.maturity is not None and terms.maturity <= sheet.as_of,
        "jurisdiction": terms.jurisdiction or BLANK,
        "service_address": terms.service_address or BLANK,
    }


def _performance(sheet: CaseSheet, words: Words) -> dict[str, object]:
    payments = [p for p in sheet.case.payments if p.stands and p.on <= sheet.as_of]
    last = max((p.on for p in payments), default=None)
    due = sheet.debt.per_day
    return {
        "paid_since": Money.total(p.amount for p in payments).grouped if payments else BLANK,
        "last_paid_on": _day(last, words),
        "per_day": due.grouped if due is not None else BLANK,
    }


def _percent(rate: Decimal | None) -> object:
    return BLANK if rate is None else f"{(rate * 100).normalize():f}%"


def _day(day: date | None, words: Words) -> object:
    return BLANK if day is None else day_shown(day, words.lang)


def _list(parts: Iterable[str], words: Words) -> object:
    return ("、" if words.lang == "zh" else ", ").join(parts) or BLANK
