"""From a case sheet to the names a letter may print, each as ready-made words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from branchdesk.basics.identity import check_identity
from branchdesk.basics.inwords import in_words
from branchdesk.basics.masking import mask_contract, mask_identity
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label, Lang, Words
from branchdesk.model.agency.mandate import Mandate
from branchdesk.model.agency.register import Agency
from branchdesk.model.branch import Branch
from branchdesk.model.deferral import Deferral
from branchdesk.model.loan import Checked, Loan
from branchdesk.model.plan import Plan
from branchdesk.papers.blank import BLANK
from branchdesk.papers.court.facts import court_facts
from branchdesk.papers.day import day_in_words, day_shown
from branchdesk.papers.facts_legal import guarantee_facts, legal_facts
from branchdesk.papers.facts_mandate import mandate_facts
from branchdesk.papers.facts_plan import plan_facts
from branchdesk.papers.facts_relief import deferral_facts, next_facts, waiver_facts
from branchdesk.papers.facts_technical import technical_facts
from branchdesk.papers.reply.complaint import Reply, complaint_facts
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.legal import LegalSheet
from branchdesk.reports.relief import Coming


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter says beside the case: who writes it, when, under which number."""

    branch: Branch
    lang: Lang
    contact_person: str
    day: date
    """The day of the draft or of the issue."""
    deadline: date
    reference: str = ""
    """The number; empty on a draft."""
    check_code: str = ""
    penalty_rate: str = ""
    """Share a year in percent, empty where unknown."""
    basis: int = 360
    legal: LegalSheet
    """The case judged for a suit on the same day."""
    for_court: bool = False
    """Whether the paper is for the court, where numbers stand whole."""
    both_sign: bool = False
    """Whether the borrower signs it as a party, whose identity number then stands whole."""
    to: str = ""
    """The guarantor that the letter goes to; empty for the borrower."""
    plan: Plan | None = None
    deferral: Deferral | None = None
    """The one in force on the day of the paper."""
    mandate: Mandate | None = None
    """The granted one that the letter is about."""
    agency: Agency | None = None
    """Whom it goes to."""
    coming: Coming | None = None
    """What is to be paid next, as of the day of the paper."""
    reply: Reply | None = None
    """The complaint that is answered."""
    method: Label | None = None
    """How the loan is repaid, by the form's words."""
    reason: Label | None = None
    """Why the customer is overdue, by the form's words."""
    extra: dict[str, str] = {}
    """Every field of the branch's own form; empty where the case has no value."""


def letter_facts(sheet: CaseSheet, on: Occasion) -> dict[str, object]:
    """Every name of the catalogue for one case; what is not known is BLANK (it prints ＿＿＿＿)."""
    return {
        **_bank(on),
        **_paper(sheet, on),
        **_borrower(sheet, on),
        **_debt(sheet, on),
        **legal_facts(sheet, on.legal, Words(on.lang)),
        **court_facts(sheet, on.for_court, on.method, Words(on.lang)),
        **technical_facts(sheet.case.indicators, Words(on.lang)),
        **complaint_facts(on.reply, Words(on.lang)),
        **plan_facts(on.plan, on.reason, Words(on.lang)),
        **deferral_facts(on.deferral, Words(on.lang)),
        **mandate_facts(on.mandate, on.agency, Words(on.lang)),
        **waiver_facts(sheet.case, Words(on.lang)),
        **next_facts(on.coming, figures_of(sheet)["total"], Words(on.lang)),
        **guarantee_facts(sheet, on.to, Words(on.lang)),
        "extra": {key: value or BLANK for key, value in on.extra.items()},
    }


def _bank(on: Occasion) -> dict[str, object]:
    branch = on.branch
    # A Chinese letter writes the two names without a blank; a desk in English needs it there.
    bank = f"{branch.bank}{branch.gap}" if on.lang == "zh" else branch.bank
    return {
        "bank": bank or BLANK,
        "branch": branch.branch,
        "bank_address": branch.address or BLANK,
        "bank_phone": branch.phone or BLANK,
        "complaint_phone": branch.complaint_phone or BLANK,
        "bank_email": branch.email or BLANK,
        "account_name": branch.account_name or BLANK,
        "account_no": branch.account_no or BLANK,
        "account_bank": branch.account_bank or BLANK,
        "seal": _seal(branch.seal, on.lang),
    }


def _seal(seal: str, lang: Lang) -> str:
    words = Words(lang)
    known = {"公章": "paper.seal-official", "业务专用章": "paper.seal-business"}
    return words(known[seal]) if seal in known else seal


def _paper(sheet: CaseSheet, on: Occasion) -> dict[str, object]:
    words = Words(on.lang)
    return {
        "reference": on.reference or BLANK,
        "draft_mark": "" if on.reference else words("paper.draft-mark"),
        "practice_mark": words(f"paper.{on.branch.kind}-mark") if on.branch.practice else "",
        "case_number": sheet.case.number,
        "issued_on": day_in_words(on.day, on.lang),
        "check_code": on.check_code or BLANK,
        "contact_person": on.contact_person or BLANK,
        "deadline": day_shown(on.deadline, on.lang),
    }


def _borrower(sheet: CaseSheet, on: Occasion) -> dict[str, object]:
    customer, loan, words = sheet.customer, sheet.case.loan, Words(on.lang)
    identity = check_identity(customer.id_number)
    person = customer.kind == "person" or (identity is not None and identity.kind == "resident")
    label = "paper.identity-person" if person else "paper.identity-enterprise"
    number = mask_contract(loan.contract_no, loan.product == "credit_card")
    shown = customer.id_number if on.both_sign else mask_identity(customer.id_number)
    joint = "、" if on.lang == "zh" else ", "
    amount = loan.loan_amount
    return {
        "borrower": customer.name,
        "borrower_is_person": person,
        "identity_label": words(label),
        "identity": shown or BLANK,
        "contract_name": loan.terms.contract_name or BLANK,
        "contract_no": number or BLANK,
        "contract_signed_on": _day(loan.terms.signed_on, on),
        "loan_amount": amount.grouped if amount is not None else BLANK,
        "loan_amount_capitals": in_words(amount, on.lang) if amount is not None else BLANK,
        "maturity": _day(loan.terms.maturity, on),
        "has_guarantor": bool(loan.guarantors),
        "guarantors": joint.join(g.name for g in loan.guarantors) or BLANK,
        "has_collateral": bool(loan.collateral),
        "collateral": loan.collateral or BLANK,
    }


def _day(day: date | None, on: Occasion) -> object:
    return day_shown(day, on.lang) if day is not None else BLANK


def _debt(sheet: CaseSheet, on: Occasion) -> dict[str, object]:
    figures = figures_of(sheet)
    total = figures["total"]
    words = Words(on.lang)
    method: object = BLANK
    if on.penalty_rate:
        method = words("paper.penalty-method", rate=on.penalty_rate, basis=on.basis)
    due = _oldest(sheet.case.loan)
    return {
        "as_of": day_shown(sheet.as_of, on.lang),
        "oldest_due": day_shown(due, on.lang) if due else BLANK,
        "days_past_due": str(sheet.days) if sheet.days is not None else BLANK,
        **{key: _money(value) for key, value in figures.items()},
        "total_capitals": in_words(total, on.lang) if total is not None else BLANK,
        "debt_rows": _rows(sheet, figures, on.lang),
        "penalty_method": method,
        "figures_checked": _checked(sheet) is not None,
    }


def figures_of(sheet: CaseSheet) -> dict[str, Money | None]:
    """Principal, interest, penalty, compound, fees, total: the core's for this day, else ours."""
    debt, checked = sheet.debt, _checked(sheet)
    if checked is not None:
        return {
            "principal": checked.principal,
            "interest": checked.interest,
            "penalty": checked.penalty,
            "compound": checked.compound,
            "fees": checked.fees,
            "total": checked.total,
        }
    names = ("principal", "interest", "penalty", "compound", "fees")
    return dict(zip(names, debt.parts, strict=True)) | {"total": debt.total}


def _checked(sheet: CaseSheet) -> Checked | None:
    """The core system's figures of the day, unless a payment came after them."""
    return sheet.debt.checked if sheet.debt.core_total is not None else None


def _rows(
    sheet: CaseSheet, figures: Mapping[str, Money | None], lang: Lang
) -> list[dict[str, object]]:
    """One row for the loan, or one for each missed instalment where these add up to the figures."""
    items = [item for item in sheet.case.loan.overdue_items if item.open > 0]
    words = Words(lang)
    blank: dict[str, object] = dict.fromkeys(("penalty", "compound", "fees"), "")
    same = Money.total(i.principal for i in items) == figures["principal"] and (
        Money.total(i.interest for i in items) == figures["interest"]
    )
    if len(items) > 1 and same:
        return [
            blank
            | {
                "period": words("paper.period", number=item.period or number),
                "due": item.due.isoformat(),
                "principal": item.principal.grouped,
                "interest": item.interest.grouped,
                "total": (item.principal + item.interest).grouped,
            }
            for number, item in enumerate(items, 1)
        ]
    due = _oldest(sheet.case.loan)
    whole: dict[str, object] = {key: _money(value) for key, value in figures.items()}
    return [whole | {"period": words("paper.whole"), "due": due.isoformat() if due else BLANK}]


def _oldest(loan: Loan) -> date | None:
    items = [item.due for item in loan.overdue_items if item.open > 0]
    return min(items) if items else loan.due_date


def _money(value: Money | None) -> object:
    return value.grouped if value is not None else BLANK
