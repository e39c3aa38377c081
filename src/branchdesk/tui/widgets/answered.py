"""What is typed into a field, in words: how it is understood, what may be typed, what is wrong."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from branchdesk.basics.capitals import capitals
from branchdesk.basics.finding import Finding
from branchdesk.basics.identity import check_identity
from branchdesk.basics.money import Amount
from branchdesk.basics.wording import Words
from branchdesk.intake.choice import fitting, key_of, pick, pick_many
from branchdesk.intake.form import Read, read_field, unsaid
from branchdesk.model.form import Field
from branchdesk.reports.explained import EXAMPLES
from branchdesk.tui.plain import TOGETHER


def meant(field: Field, typed: str) -> Any:
    """What to hand in: codes for choices, else the text as typed."""
    if why := unsaid(field, typed):
        return why
    if field.kind == "choice":
        choice = pick(field, typed)
        return choice.code if choice else typed
    if field.kind == "choices":
        many = pick_many(field, typed)
        return [c.code for c in many] if many is not None else typed
    return typed


def as_typed(field: Field, value: Any) -> str:
    """A stored value as a person would type it."""
    codes = [c.code for c in field.choices]
    if field.kind == "choice" and value in codes:
        return key_of(codes.index(value))
    if field.kind == "choices" and isinstance(value, list | tuple):
        return "".join(key_of(codes.index(v)) for v in value if v in codes)
    return "" if value is None else str(value)


def last_key(field: Field, typed: str) -> str | None:
    """The digit that was typed over a chosen one: 1 and then 2 means 2; else None."""
    keys = [key_of(n) for n in range(len(field.choices))]
    over = field.kind == "choice" and len(typed) == 2 and all(key in keys for key in typed)
    return typed[1] if over and any(c.isdigit() for c in typed) else None


def understood(field: Field, typed: str, words: Words, today: date) -> str:
    """The echo beside the answer; ``?`` where it cannot be read, empty where nothing is to say."""
    if not typed.strip():
        return ""
    if why := unsaid(field, typed):
        return words.label("unsaid", why)
    if field.kind == "choice":
        choice = pick(field, typed)
        return choice.label.of(words.lang) if choice else "?"
    if field.kind == "choices":
        many = pick_many(field, typed)
        return "?" if many is None else words.show([c.label for c in many])
    if field.kind in ("line", "text", "phone"):
        return ""
    read = read_field(field, typed, today)
    return _shown(read.value, words) if isinstance(read, Read) else "?"


def unread(field: Field, typed: str, today: date) -> Finding | None:
    """Why the answer cannot be read; None for one that can, or for none at all."""
    if not typed.strip():
        return None
    read = read_field(field, meant(field, typed), today)
    return read[0] if isinstance(read, list) else None


def choices_line(field: Field, typed: str, words: Words, without: Collection[str] = ()) -> str:
    """The choices that can still be meant, each with its key; some may be left unsaid."""
    fits = fitting(field, typed) or list(field.choices)
    if len(typed.strip()) == 1 or field.kind == "choices":
        fits = list(field.choices)
    named = [
        f"{key_of(n)}{TOGETHER}{c.label.of(words.lang)}"
        for n, c in enumerate(field.choices)
        if c in fits and c.code not in without
    ]
    return "  ".join(named)


def hint(field: Field, typed: str, words: Words, without: Collection[str] = ()) -> str:
    """What may be typed: the choices, or how an answer is written, and the field's own help."""
    own = field.help.of(words.lang)
    if field.choices:
        own = choices_line(field, typed, words, without)
    elif field.kind == "yes_no":
        own = f"{words('screen.yes-no')}  {own}".strip()
    elif not own and field.kind in EXAMPLES:
        own = words("kind.example", examples=list(EXAMPLES[field.kind][words.lang]))
    return f"{own}\n{words('unsaid.keys')}".strip() if field.unsaid else own


def fault_line(field: Field, typed: str, finding: Finding, words: Words) -> str:
    """What is wrong with the answer; for a choice the keys and words, never a code."""
    if finding.code == "form.not-a-choice":
        line = choices_line(field, "", words)
        return f"{words('screen.choose-one', read=finding.facts.get('read', typed))} {line}"
    return words.finding(finding)


def _shown(value: Any, words: Words) -> str:
    if isinstance(value, Amount):
        return capitals(value.value) if words.lang == "zh" else value.value.grouped
    if isinstance(value, date):  # a moment too
        return f"{words.show(value)} {words(f'weekday.{value.weekday()}')}"
    if isinstance(value, Decimal):
        return f"{(value * 100).normalize():f}%"
    if isinstance(value, str):
        identity = check_identity(value)
        if identity and identity.birth:
            return f"{identity.birth.isoformat()} {words(f'word.{identity.sex}')}"
        return "✓"
    return words.show(value)
