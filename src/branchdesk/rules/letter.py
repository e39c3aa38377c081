"""Which paper may be drafted and issued, with every reason against it."""

from __future__ import annotations

from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO
from branchdesk.basics.wording import Term
from branchdesk.model.branch import Branch
from branchdesk.model.case import Case, Letter
from branchdesk.rules.state import WORKING

PRINTED = (
    "bank", "branch", "letter_word", "address", "phone", "complaint_phone",
    "account_name", "account_no", "account_bank", "seal",
)  # fmt: skip


def may_draft(case: Case, code: str, days: int | None) -> list[Finding]:
    """Every reason against drafting a paper now; empty where it may be drafted (R121, R149)."""
    found = []
    if code == "overdue_notice":
        found += _notice(case, days)
    return found


def _notice(case: Case, days: int | None) -> list[Finding]:
    found = []
    decision = case.decision
    if decision is None:
        found.append(Finding("letter.not-classified", source="R003"))
    elif decision.klass == "technical":
        found.append(Finding("letter.technical", source="R149"))
    if case.state not in WORKING and decision is not None:
        found.append(Finding("letter.closed", {"state": Term("state", case.state)}))
    if days is None:
        found.append(Finding("letter.no-due-date", source="R123"))
    elif days == 0:
        found.append(Finding("letter.not-overdue", source="R121"))
    return found


def may_issue(case: Case, letter: Letter, branch: Branch, today: date) -> list[Finding]:
    """Every reason against issuing a draft: figures unchecked for its day, gaps in branch.toml."""
    found = []
    if letter.number:
        return [Finding("letter.already-issued", {"number": letter.number})]
    checked = [c for c in case.loan.checked if c.as_of == letter.as_of]
    if not checked:
        found.append(Finding("letter.not-checked", {"as_of": letter.as_of}, source="R123"))
    elif checked[-1].total == ZERO:
        found.append(Finding("letter.nothing-owed", source="R121"))
    lacks = [key for key in PRINTED if not getattr(branch, key).strip()]
    if lacks:
        found.append(Finding("branch.lacks", {"keys": lacks}))
    if letter.as_of > today:
        found.append(Finding("letter.ahead", {"as_of": letter.as_of}))
    return found
