"""What the records of calls and visits print: the form with its answers, empty ones to write in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from branchdesk.basics.masking import mask_contract, mask_phone, mask_text
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label, Words, named
from branchdesk.model.entry import Entry
from branchdesk.model.form import UNSAID, Form
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.entry import kept_findings, shown_answer

BLANK = "＿＿＿＿＿＿＿＿"
"""Room to write by hand."""
Lines = list[tuple[Label, str]]


def case_lines(sheet: CaseSheet, words: Words) -> Lines:
    """Which case, which customer, how long and how much: the head of every record (R112)."""
    loan = sheet.case.loan
    contract = mask_contract(loan.contract_no, loan.product == "credit_card") or None
    days = "" if sheet.days is None else words("judge.days", days=sheet.days)
    facts: dict[str, object] = {
        "head.number": sheet.case.number,
        "head.customer": sheet.customer.name,
        "head.contract": contract,
        "head.severity": f"{words.label('severity', sheet.severity)}  {days}".strip(),
        "head.amount": sheet.overdue,
    }
    return [(named(code), mask_text(words.show(value))) for code, value in facts.items()]


def form_lines(form: Form, facts: Mapping[str, Any], words: Words) -> Lines:
    """Every field of a form with its answer, numbers masked; an empty one is room to write."""
    return [(field.label, _answer(form, field.key, facts.get(field.key), words))
            for field in form.fields]  # fmt: skip


def _answer(form: Form, key: str, value: Any, words: Words) -> str:
    if value in (None, "", [], ()):
        return BLANK
    field = form.field(key)
    if field is not None and field.kind == "phone" and value not in UNSAID:
        return mask_phone(str(value))
    if field is not None and field.kind == "moment":
        return str(value).replace("T", " ")[:16]
    if field is not None and field.kind == "amount":
        return words.show(Money(str(value)))
    return mask_text(shown_answer(form, key, value, words))


def breach_lines(entry: Entry, words: Words) -> list[str]:
    """What the contact broke, one sentence each."""
    return [f"! {words.finding(one)}" for one in kept_findings(entry)]
