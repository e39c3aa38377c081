"""What an enquiry or a case means, in words: severity, suggested class, debt, what is known."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from branchdesk.actions.desk import Desk
from branchdesk.actions.preview import Preview
from branchdesk.basics.masking import mask_identity
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Words
from branchdesk.model.account import Account
from branchdesk.reports.call import owed, waited_for
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
    if not seen.identified:
        # What warns is never what finds no room.
        text.append_text(say_lines(sheet, words, seen.identified))
    if seen.existing:
        text.append_text(existing_lines(sheet, words))
    if seen.account is not None:
        text.append_text(account_lines(seen.account, words))
    elif seen.known:
        text.append_text(known_lines(seen.known, words))
    if not sheet.klass:
        text.append_text(suggestion_lines(desk, sheet, words))
    if not seen.existing:
        text.append_text(debt_lines(sheet, words))
    if seen.identified:
        text.append_text(say_lines(sheet, words, seen.identified))
    return text


def existing_lines(sheet: CaseSheet, words: Words) -> Text:
    """What the loan's case knows already: what is owed, where it stands, plan and promises."""
    case = sheet.case
    text = plain(f"\n{words('judge.existing', number=case.number)}\n", "bold")
    total = owed(sheet)
    known = words.show(total) if total else words("judge.known", total=sheet.debt.known_total)
    parts = [f"{words('judge.owed')} {known}", words.label("state", case.state)]
    if sheet.klass:
        klass = words.label("class", sheet.klass)
        parts.append(klass if sheet.confirmed else words("class.suspected", klass=klass))
    text.append_text(plain(f" {'  '.join(parts)}\n"))
    plan = case.plan_in_force
    if plan is not None:
        waits = [kept for kept in sheet.instalments if kept.state in ("open", "late")]
        facts = {"id": plan.id, "due": waits[0].one.due, "total": waits[0].missing} if waits else {}
        told = words("judge.plan", **facts) if waits else words("judge.plan-paid", id=plan.id)
        text.append_text(plain(f" {told}\n"))
    for entry, state in waited_for(sheet):
        amount = Money(str(entry.facts["amount"]))
        told = words(f"today.promise-{state}", amount=amount, due=entry.facts["due_on"])
        text.append_text(plain(f" {told}\n"))
    return text


def account_lines(account: Account, words: Words) -> Text:
    """What the last list says."""
    text = plain(f"\n{words('judge.on-list', on=account.list_date)}\n", "bold")
    text.append_text(plain(f" {account.customer_name}\n"))
    if account.id_number:
        text.append_text(plain(f" {mask_identity(account.id_number)}\n"))
    if account.amount is not None:
        text.append_text(plain(f" {words('head.amount')} {account.amount.grouped}\n"))
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


def say_lines(sheet: CaseSheet, words: Words, identified: bool | None = None) -> Text:
    """What to say, by severity and class; before the identity is verified, nothing of the debt.

    ``identified`` says it of this talk, where an earlier one does not count.
    """
    code = "unverified"
    verified = sheet.identity_verified if identified is None else identified
    if verified:
        code = "technical" if sheet.suggestion.klass == "technical" else (sheet.severity or "none")
    text = plain(f"\n{words('judge.say')}\n", "bold")
    text.append_text(plain(f"{words(f'script.{code}')}\n"))
    for finding in sheet.offers if verified else ():
        text.append_text(plain(f" - {words.finding(finding)}\n"))
    return text
