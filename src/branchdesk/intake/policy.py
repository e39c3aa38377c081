"""Reads policy/*.toml: the shipped values, and the branch's own where it has a file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.calendar import read_calendar
from branchdesk.intake.toml import line_of, parse, shape
from branchdesk.model.desk.dated import PolicyValue
from branchdesk.model.policy import PolicyBook, noun_types

NOUNS = (
    "severity", "debt", "payment", "lpr", "enquiry", "letter", "delivery", "plan", "waiver",
    "deferral", "reversal", "ladder", "legal", "agency", "contact", "phrases", "pin", "assignment",
    "strategy", "classification", "event", "snooze", "grade", "retention", "authority",
    "limitation", "complaint", "month",
)  # fmt: skip


def read_policy(folders: list[Path]) -> PolicyBook:
    """The policy book; the first folder that has a noun's file wins.

    Raises BadInput with every fault of every file, each with its line.
    """
    values: dict[str, dict[str, PolicyValue]] = {}
    faults: list[Finding] = []
    # Most branches have no folder of their own: thirty files are not looked for in it.
    folders = [one for one in folders[:-1] if one.is_dir()] + folders[-1:]
    for noun in NOUNS:
        values[noun], wrong = _noun(_first(folders, noun), noun)
        faults += wrong
    try:
        calendar = read_calendar(folders)
    except BadInput as fault:
        faults += fault.findings
    if faults:
        raise BadInput(faults)
    book = PolicyBook(values, calendar)
    for day in sorted(
        {d.since for keys in values.values() for v in keys.values() for d in v.values}
    ):
        _try(book, day)
    return book


def _try(book: PolicyBook, day: Any) -> None:
    """Values that are right one by one and wrong together, such as bounds in the wrong order."""
    try:
        book.on(day)
    except msgspec.ValidationError as fault:
        noun = re.search(r"`\$\.(\w+)", str(fault))
        file = f"{noun[1]}.toml" if noun else "policy/"
        facts = {"file": file, "line": 0, "fault": str(fault)}
        raise BadInput(Finding("file.not-readable", facts)) from None


def _first(folders: list[Path], noun: str) -> Path:
    paths = [folder / f"{noun}.toml" for folder in folders]
    return next((p for p in paths if p.is_file()), paths[-1])


def _noun(path: Path, noun: str) -> tuple[dict[str, PolicyValue], list[Finding]]:
    """The values of one file, and every fault of it."""
    try:
        tables = parse(path)
    except BadInput as fault:
        return {}, list(fault.findings)
    faults = list(_lacking(path, noun, tables))
    values = {}
    for key, table in tables.items():
        try:
            values[key] = shape(table, PolicyValue, path, under=key)
            faults += _wrong_values(path, noun, key, values[key])
        except BadInput as fault:
            faults += fault.findings
    return values, faults


def _lacking(path: Path, noun: str, tables: dict[str, Any]) -> Iterator[Finding]:
    """A key that the rules need, with the key that was perhaps meant for it."""
    known = _keys(noun)
    for key in [key for key in known if key not in tables]:
        meant = difflib.get_close_matches(key, [name for name in tables if name not in known], n=1)
        line = line_of(path, "", under=meant[0]) if meant else 0
        said = f"`{key}` is missing" + (f" (found `{meant[0]}`)" if meant else "")
        yield _refusal(path, line, said)


def _wrong_values(path: Path, noun: str, key: str, value: PolicyValue) -> Iterator[Finding]:
    """Each dated value that is not of the kind the rules read, and a key without any."""
    if not value.values:
        yield _refusal(path, line_of(path, "", under=key), f"`{key}` has no values")
    for dated in value.values:
        try:
            msgspec.convert(dated.value, kind_of(noun, key))
        except msgspec.ValidationError as fault:
            yield _refusal(path, line_of(path, "", under=key), f"`{key}`: {fault}")


def _keys(noun: str) -> tuple[str, ...]:
    """The keys that a noun's file must have; none where people name them freely."""
    whole = noun_types()[noun]
    if get_origin(whole) is dict:
        return ()
    return tuple(_kinds(noun))


def kind_of(noun: str, key: str) -> Any:
    """The type that a key's value must have; anything for a key that no rule reads."""
    whole = noun_types()[noun]
    if get_origin(whole) is dict:
        return get_args(whole)[1]
    return _kinds(noun).get(key, Any)


@cache
def _kinds(noun: str) -> dict[str, Any]:
    """The type of each key; asked once for a noun, for it takes longer than reading the file."""
    return {field.name: field.type for field in msgspec.structs.fields(noun_types()[noun])}


def _refusal(path: Path, line: int, fault: str) -> Finding:
    facts = {"file": path.name, "line": line, "fault": fault}
    return Finding("file.not-readable", facts, line=line)
