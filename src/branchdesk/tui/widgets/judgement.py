"""What an enquiry or a case means, in words: severity, suggested class, debt, what is known."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from branchdesk.actions.desk import Desk
from branchdesk.actions.preview import Preview
from branchdesk.basics.masking import mask_identity
from branchdesk.basics.wording import Words
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.known import MOST, Known
from branchdesk.tui.plain import SEVERITY, plain

SHOWN = 3
"""How many of those who are known stand beside the form; all of them in the choice."""


def judgement(desk: Desk, seen: Preview, words: Words) -> Text:
    """The right side of the enquiry."""
    sheet = seen.sheet
    text = Text()
    text.append_text(severity_line(sheet, words))
    if seen.existing:
        text.append_text(plain(f"\n{words('judge.existing', number=seen.existing)}\n", "bold"))
    if seen.account is not None:
        account = seen.account
        text.append_text(plain(f"\n{words('judge.on-list', on=account.list_date)}\n", "bold"))
        text.append_text(plain(f" {account.customer_name}\n {mask_identity(account.id_number)}\n"))
        if account.amount is not None:
            text.append_text(plain(f" {words('head.amount')} {account.amount.grouped}\n"))
    elif seen.known:
        text.append_text(known_lines(seen.known, words))
    text.append_text(suggestion_lines(desk, sheet, words))
    text.append_text(debt_lines(sheet, words))
    text.append_text(say_lines(sheet, words))
    return text


def known_lines(found: Sequence[Known], words: Words) -> Text:
    """Who it may be: the first few by name, and how many."""
    count = f"{MOST}+" if len(found) > MOST else str(len(found))
    text = plain(f"\n{words('judge.named', count=count)}\n", "bold")
    for one in found[:SHOWN]:
        text.append_text(plain(f" {one.name} {mask_identity(one.id_number)[-4:]}\n"))
    return text


def severity_line(sheet: CaseSheet, words: Words) -> Text:
    """Severity as letter, word and days."""
    letter, colour = SEVERITY.get(sheet.severity, ("-", ""))
    days = words("judge.days", days=sheet.days) if sheet.days is not None else "—"
    return plain(f"{letter} {words.label('severity', sheet.severity)}  {days}\n", f"bold {colour}")


def suggestion_lines(desk: Desk, sheet: CaseSheet, words: Words) -> Text:
    """The suggested class with each reason and its clause."""
    policy = desk.policies.on(sheet.as_of)
    klass = words.label("class", sheet.suggestion.klass)
    text = plain(f"\n{words('judge.suggested')} {klass}\n", "bold")
    for reason in sheet.suggestion.reasons:
        label = words.show(policy.labels[reason.code])
        text.append_text(plain(f" + {label} ({policy.sources[reason.code].ref})\n"))
    for finding in sheet.suggestion.findings:
        text.append_text(plain(f" ? {words.finding(finding)}\n", "dim"))
    return text


def standing_lines(desk: Desk, sheet: CaseSheet, words: Words) -> Text:
    """Who works and who decides, the level, and what is to be done."""
    found, policy = sheet.standing, desk.policies.on(sheet.as_of)
    parts = [
        f"{words('head.assigned_to')} {words.label('role', found.assigned.works)}",
        f"{words('head.decided_by')} {words.label('role', found.assigned.decides)}",
    ]
    if found.level:
        parts.append(f"{words('head.level')} {found.level}")
    for code, graded in (("arrears", sheet.arrears_grade), ("habit", sheet.habit_grade)):
        if graded.grade:
            parts.append(words(f"grade.{code}", grade=graded.grade))
    if found.restructured_until is not None:
        parts.append(f"{words('head.restructured_until')} {found.restructured_until}")
    text = plain(f"\n{'  '.join(parts)}\n", "bold")
    for step in found.steps:
        label = words.show(policy.labels[f"strategy.{step}"])
        text.append_text(plain(f" > {label} ({policy.sources[f'strategy.{step}'].ref})\n"))
    for finding in sheet.next_step:
        text.append_text(plain(f" > {words.finding(finding)} ({finding.source})\n"))
    return text


def debt_lines(sheet: CaseSheet, words: Words) -> Text:
    """What is owed today, and what is not known of it."""
    debt = sheet.debt
    if debt.principal is None:
        return Text()
    text = plain(f"\n{words('judge.owed')} ", "bold")
    text.append_text(plain(f"{words.show(debt.total)}\n"))
    if debt.core_total is not None:
        text.append_text(plain(f" {words('judge.core', total=debt.core_total)}\n", "bold"))
    for key, value in (("principal", debt.principal), ("interest", debt.interest)):
        text.append_text(plain(f" {words(f'head.{key}')} {words.show(value)}\n"))
    text.append_text(plain(f" {words('head.penalty')} {words.show(debt.penalty)}\n"))
    for key, value in (("waived", debt.waived), ("reversed", debt.reversed)):
        if value:
            text.append_text(plain(f" {words(f'head.{key}')} {value.grouped}\n"))
    if debt.per_day is not None:
        text.append_text(plain(f" {words('head.per_day')} {debt.per_day.grouped}\n"))
    return text


def say_lines(sheet: CaseSheet, words: Words) -> Text:
    """What to say, by severity and class; before the identity is verified, nothing of the debt."""
    code = "unverified"
    if sheet.identity_verified:
        code = "technical" if sheet.suggestion.klass == "technical" else (sheet.severity or "none")
    text = plain(f"\n{words('judge.say')}\n", "bold")
    text.append_text(plain(f"{words(f'script.{code}')}\n"))
    for finding in sheet.offers if sheet.identity_verified else ():
        text.append_text(plain(f" - {words.finding(finding)}\n"))
    return text
