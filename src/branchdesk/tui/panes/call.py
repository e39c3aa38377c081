"""The texts around the form of a call: what to say on the left, where one stands on the right."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from rich.text import Text

from branchdesk.actions.contact.talk import Heard, Seen
from branchdesk.actions.desk import Desk
from branchdesk.basics.masking import mask_phone
from branchdesk.basics.wording import Words
from branchdesk.model.follow.talk import STAGES, Stage
from branchdesk.reports.call import Payoff, due_instalment, owed, script_code, spoken
from branchdesk.tui.plain import SEVERITY, cell, plain

NEEDS = {
    "self": "call.needs-self",
    "guarantor": "call.needs-guarantor",
    "legal_representative": "call.needs-legal_representative",
}
"""What identifies whoever answered (R036)."""
COUNTS = ("attempts", "attempts_limit", "talks", "talks_limit")


def head_text(lines: Iterable[str], severity: str, width: int) -> Text:
    """The head: each line as wide as the screen; what warns is bold."""
    text = Text()
    for number, line in enumerate(lines):
        style = "bold" if number == 0 or "! " in line else ""
        if number == 1:
            style = f"bold {SEVERITY.get(severity, ('', ''))[1]}".strip()
        text.append_text(plain(f"{cell(f' {line}', width).rstrip()}\n", style))
    text.rstrip()
    return text


def say_text(
    desk: Desk, seen: Seen, stage: Stage, words: Words, heard: Heard, rang: bool = False
) -> Text:
    """Stage, words to say with the facts in them, and who approved them (R015).

    ``rang``: the customer called us, so nothing is dialled.
    """
    place = STAGES.index(stage)
    text = Text()
    text.append_text(plain(f"{place or ' '} {words(f'call.stage-{stage}')}\n", "bold"))
    known = owed(seen.sheet) is not None
    code = script_code(stage, seen.way, seen.tone, known)
    if stage == "prepare" and rang:
        code = "call.say-prepare-rang"
    facts = _facts(desk, seen, words, heard)
    text.append_text(plain(words.fill(code, facts)))
    if stage == "prepare":
        return text.append_text(_before(seen, words))
    if stage == "identity" and seen.way != "third":
        text.append_text(plain(f"\n{words(NEEDS.get(seen.answered, 'call.needs-other'))}"))
    one = due_instalment(seen.sheet) if seen.tone == "arranged" and seen.way == "open" else None
    if stage == "facts" and one is not None:
        text.append_text(plain(f"\n{words.finding(one)}", "bold"))
    if stage == "facts" and seen.stale is not None:
        text.append_text(plain(f"\n! {words.finding(seen.stale)}", "bold"))
    if stage == "proposal":
        for finding in seen.sheet.offers:
            text.append_text(plain(f"\n- {words.finding(finding)}"))
    if stage == "close":
        return text  # the results need the room
    return text.append_text(plain(f"\n{words.finding(seen.filed)}", "dim"))


def _facts(desk: Desk, seen: Seen, words: Words, heard: Heard) -> dict[str, Any]:
    branch, member = desk.branch, desk.member
    who = {
        "bank": branch.spoken,
        "who": member.name or member.id if member else "—",
        "staff": member.id if member else "—",
        "phone": branch.phone or "—",
        "role": words.label("role", "supervisor"),
        "number": seen.checked.number or "—",
    }
    told = {"amount": heard.amount, "on": heard.on, "source": heard.source}
    promise = {key: value or "＿＿" for key, value in told.items()}
    return spoken(seen.sheet) | who | promise


def _before(seen: Seen, words: Words) -> Text:
    """Before the number is dialled: every reason against it, then what to know."""
    text = Text()
    for finding in seen.checked.findings:
        text.append_text(plain(f"\n! {words.finding(finding)}", "bold"))
    for finding in seen.notes:
        text.append_text(plain(f"\n? {words.finding(finding)}"))
    return text


def side_text(seen: Seen, stage: Stage, words: Words, done: Container[Stage]) -> Text:
    """May I call, how often today, own authority, and the stages with the one where one stands.

    Of those before it only what is ``done`` is ticked.
    """
    checked = seen.checked
    text = Text()
    code = "call.allowed" if checked.allowed else "call.not-allowed"
    text.append_text(plain(words(code), "bold"))
    counts = {key: getattr(checked, key) for key in COUNTS}
    full = checked.attempts >= checked.attempts_limit or checked.talks >= checked.talks_limit
    text.append_text(plain(f"\n{words('call.counted', **counts)}", "bold" if full else ""))
    text.append_text(plain(f"\n{words.finding(seen.may)}\n", "dim"))
    reach, here = seen.reach, STAGES.index(stage)
    for place, one in enumerate(STAGES[1:], 1):
        over = place < here and one in reach and one in done
        mark = ">" if place == here else "✓" if over else " "
        style = "bold" if place == here else "" if one in reach else "dim"
        text.append_text(plain(f"\n{mark}{place} {words(f'call.stage-{one}')}", style))
    return text


def numbers_text(seen: Seen, words: Words) -> Text:
    """The numbers on file, each by its place, masked."""
    phones = seen.sheet.customer.phones
    told = "  ".join(f"{n} {mask_phone(phone)}" for n, phone in enumerate(phones, 1))
    return plain(f"{words('call.numbers')}\n{told or '—'}")


def payoff_text(sums: Iterable[Payoff], words: Words) -> Text:
    """What settles the debt, by the day; nothing while it is not known."""
    known = [one for one in sums if one.total is not None]
    days = [words("call.payoff-day", on=one.on, total=one.total) for one in known]
    return plain(f"\n{words('call.payoff', days=days)}" if days else "", "bold")
