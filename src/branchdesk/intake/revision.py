"""A value of the policy as a person types it, and the revisions laid over the files (R022)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import msgspec

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import door_text
from branchdesk.intake.policy import kind_of
from branchdesk.model.desk.dated import Dated, PolicySource
from branchdesk.model.desk.revision import Revision
from branchdesk.model.policy import PolicyBook

LIMIT = 20_000
"""Characters of a value: a list of words or of rates."""
KEEPERS = ("authority.policy.propose", "authority.policy.confirm", "authority.staff.change")
"""Without a supervisor in these nobody could ever change the policy back."""


def read_value(given: str) -> Any:
    """The value as JSON has it: JSON or TOML where it is that, else the text. Raises BadInput."""
    read = door_text(given.strip(), limit=LIMIT, lines=True, field="value")
    if isinstance(read, Finding):
        raise BadInput(read)
    if not read:
        raise BadInput(Finding("policy.no-value", field="value"))
    try:
        return json.loads(read, parse_float=str, parse_constant=_no_number)
    except (ValueError, RecursionError):
        pass
    try:
        whole = tomllib.loads(f"value = {read}", parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return read
    # What goes on after the value is no value: it would be other keys of the same page.
    return _plain(whole["value"]) if len(whole) == 1 else read


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def revised(book: PolicyBook, revision: Revision) -> PolicyBook:
    """The book with a revision in it, right on every day. Raises BadInput."""
    key = revision.key
    if book.find(key) is None:
        raise BadInput(Finding("policy.none", {"key": key[:60]}, field="key"))
    noun, _, name = key.partition(".")
    source = PolicySource(revision.id, revision.source, revision.source)
    laid = book.with_value(key, Dated(revision.since, revision.value, source, revision.id))
    try:
        msgspec.convert(revision.value, kind_of(noun, name))
        for day in _days(laid, revision.since):
            laid.on(day)
    except (msgspec.ValidationError, ArithmeticError) as fault:
        # ArithmeticError: a number that is none cannot be compared.
        facts = {"key": key, "fault": str(fault)[:200]}
        raise BadInput(Finding("policy.not-fit", facts, field="value")) from None
    if any(_never(text) for text in _texts(revision.value)):
        facts = {"key": key, "fault": "NaN, Infinity"}
        raise BadInput(Finding("policy.not-fit", facts, field="value"))
    if key in KEEPERS and "supervisor" not in revision.value:
        raise BadInput(Finding("policy.locks-out", {"key": key}, field="value"))
    return laid


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _never(text: str) -> bool:
    """True for what Decimal takes for a number that no rule can count with."""
    try:
        return not Decimal(text).is_finite()
    except ArithmeticError:
        return False


def _days(book: PolicyBook, since: date) -> list[date]:
    """The day of the revision and every later one on which any value changes."""
    every = {d.since for keys in book.values.values() for v in keys.values() for d in v.values}
    return sorted(day for day in every if day >= since)


def overlaid(book: PolicyBook, revisions: Iterable[Revision]) -> PolicyBook:
    """The book with every revision that still fits it, in the order of their confirmation.

    One that a newer program or file no longer understands is left out; the list of revisions
    says so. A desk that did not open for it could not be put right.
    """
    for revision in sorted(revisions, key=lambda one: int(one.id.partition("-")[2])):
        try:
            book = revised(book, revision)
        except BadInput:
            continue
    return book
