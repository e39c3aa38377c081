"""One letter drafted for many cases, each saved by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec

from branchdesk.actions.caselist.lines import Lines
from branchdesk.actions.caselist.search import search
from branchdesk.actions.change import against, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.letter import catalogue, draft
from branchdesk.basics.errors import BadInput, Fault, Refused
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress, go_on
from branchdesk.basics.wording import Label, Lang
from branchdesk.intake.form import fill_in
from branchdesk.intake.path import typed_path
from branchdesk.model.case import Letter
from branchdesk.reports.caselist import FILTERS, asked
from branchdesk.store.disk import new_file
from branchdesk.store.files import read_paper

NAMED = {"class": "klass", "assigned": "assigned_to"}
"""Filters as people name them, where that is not the field's own name."""


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """A draft of the batch."""

    number: str
    """Of the case."""
    id: str
    file: Path


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """A case that got no draft, with every reason."""

    number: str
    why: tuple[Finding, ...]


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the cases."""

    code: str
    drafted: tuple[Drafted, ...]
    left: tuple[Left, ...]
    stopped: int = 0
    """How many were not looked at because it was stopped."""


class Begun:
    """How far a batch came; who goes on after a fault drafts nothing twice."""

    def __init__(self) -> None:
        """Nothing was drafted yet."""
        self.letters: dict[str, Letter] = {}
        """By case; one of them may lack its copy."""
        self.drafted: dict[str, Drafted] = {}


def fitting_numbers(desk: Desk, where: Sequence[str]) -> tuple[str, ...]:
    """The open cases of which each ``field=value`` is true. Raises BadInput for another field."""
    wanted: dict[str, str] = {}
    for one in where:
        key, _, value = one.partition("=")
        field = NAMED.get(key, key)
        if value not in FILTERS.get(field, ("", ()))[1]:
            known = [f"{key}=..." for key in ("severity", "class", "state", "assigned")]
            raise BadInput(Finding("letter.batch-where", {"read": one[:60], "known": known}))
        wanted[field] = value
    return tuple(row.number for row in search(Lines(desk), asked("", wanted)))


def titles(desk: Desk) -> dict[str, Label]:
    """Every letter by its code."""
    return {code: kind.title for code, kind in catalogue(desk).letters.items()}


def read_asked(desk: Desk, values: Mapping[str, Any]) -> tuple[Path | None, Lang]:
    """Where copies go (None for no copies) and the language, the desk's where none is named.

    Raises BadInput beside the field.
    """
    filled, faults = fill_in(desk.form("letter_batch"), values, desk.today)
    if faults:
        raise BadInput(faults)
    folder = typed_path(str(filled["folder"])) if filled.get("folder") else None
    _must_be_folder(folder)
    return folder, cast(Lang, filled.get("lang") or desk.lang)


def draft_many(
    desk: Desk,
    numbers: Sequence[str],
    code: str,
    folder: Path | None = None,
    lang: Lang | None = None,
    progress: Progress = go_on,
    begun: Begun | None = None,
) -> Batch:
    """A draft for each case that may have one, copied into ``folder``; the others with their why.

    Raises BadInput for an unknown letter or folder, Refused for want of authority, Fault where the
    disk refuses. What was drafted before a fault or a stop is saved and stays; with the same
    ``begun`` it goes on from there.
    """
    known = titles(desk)
    if code not in known:
        raise BadInput(Finding("letter.no-kind", {"code": code[:60], "codes": list(known)}))
    _must_be_folder(folder)
    desk.must_write()
    refuse(against(desk, "letter.draft"))
    begun, left = begun or Begun(), list[Left]()
    numbers = tuple(dict.fromkeys(numbers))
    for done, number in enumerate(numbers):
        if not progress(done, len(numbers)):
            break
        try:
            if number not in begun.drafted:
                begun.drafted[number] = _one(desk, number, code, folder, lang, begun)
        except (BadInput, Refused) as fault:
            left.append(Left(number=number, why=tuple(fault.findings)))
        except Fault as fault:
            kept = Finding("letter.batch-kept", {"count": len(begun.drafted), "number": number})
            raise Fault([*fault.findings, kept]) from None
    drafted = tuple(begun.drafted.values())
    looked = len(drafted) + len(left)
    if looked == len(numbers):
        progress(looked, looked)
    stopped = len(numbers) - looked
    return Batch(code=code, drafted=drafted, left=tuple(left), stopped=stopped)


def _one(
    desk: Desk, number: str, code: str, folder: Path | None, lang: Lang | None, begun: Begun
) -> Drafted:
    if number not in begun.letters:
        begun.letters[number] = draft(desk, number, code, lang)
    letter = begun.letters[number]
    file = desk.folder.papers / number / letter.file
    if folder is not None:
        data = read_paper(desk.folder.papers, number, letter.file, letter.sha256)
        file = folder / f"{number}-{letter.file}"
        with new_file(file) as out:
            out.write(data)
            out.land()
    return Drafted(number=number, id=letter.id, file=file)


def _must_be_folder(folder: Path | None) -> None:
    if folder is not None and not folder.is_dir():
        raise BadInput(Finding("bundle.no-folder", {"folder": folder}, field="folder"))


__all__ = [
    "Batch",
    "Begun",
    "Drafted",
    "Left",
    "draft_many",
    "fitting_numbers",
    "read_asked",
    "titles",
]
