"""Legal bundles: made of open or archived cases, recorded, and verified (R128, R129, R165)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from branchdesk.actions.change import Change, against, change, refuse
from branchdesk.actions.delivery.record import is_person
from branchdesk.actions.desk import Desk
from branchdesk.actions.legal.application import application_of, own_name
from branchdesk.actions.letter import catalogue
from branchdesk.actions.sheet import find_case, sheet_of
from branchdesk.actions.view import approvals_of
from branchdesk.basics.errors import BadInput, Damaged, DeskError, Fault
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress, go_on
from branchdesk.basics.wording import Label, Words
from branchdesk.intake.form import fill_in
from branchdesk.intake.path import typed_path
from branchdesk.model.case import Case, Letter, Received
from branchdesk.papers import bundle_check
from branchdesk.papers.bag import (
    LARGEST,
    MEMBERS,
    Cancelled,
    Held,
    write_bag,
)
from branchdesk.papers.bundle import Dossier, Exhibited, Occasion, payload
from branchdesk.papers.bundle_check import Verified
from branchdesk.reports import dossier as tables
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.delivery import arrived
from branchdesk.rules.owed.allocation import since_check
from branchdesk.store.codec import to_plain
from branchdesk.store.disk import new_file
from branchdesk.store.files import must_match, read_paper

ACT = "bundle.make"


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle as it now lies outside the desk."""

    file: Path
    root: str
    cases: tuple[str, ...]
    files: int
    bytes: int


def make_bundle(desk: Desk, numbers: Sequence[str], file: Path, progress: Progress = go_on) -> Made:
    """The bundle, whole under its name, and recorded in each case or, archived, in the audit trail.

    Raises BadInput (no such case, file there already), Refused, Damaged (a kept paper was
    changed), Fault (disk; cancelled): then nothing is left behind.
    """
    numbers = tuple(dict.fromkeys(numbers))
    found = [find_case(desk, number) for number in numbers]
    _must_be_new(file)
    refuse(against(desk, ACT))
    desk.must_write()
    several = len(numbers) > 1
    dossiers = [_dossier(desk, case, several) for case, _, _ in found]
    try:
        # The papers of one case are there at once; of many one may well grow tired.
        files, root = payload(dossiers, _occasion(desk), progress if several else go_on)
    except Cancelled:
        raise Fault(Finding("bundle.cancelled")) from None
    size = sum(one.size for one in files)
    # One is room for the bag's own files: what cannot be verified is not made.
    if len(files) + 4 > MEMBERS or size + (1 << 20) > LARGEST:
        facts = {"files": MEMBERS, "limit": LARGEST >> 20}
        raise BadInput(Finding("bundle.over-cap", facts))
    with new_file(file) as out:
        try:
            write_bag(out.write, _base(numbers), files, _info(desk, numbers, root), progress)
        except Cancelled:
            raise Fault(Finding("bundle.cancelled")) from None
        with change(desk) as ch:
            for case, _, month in found:
                _record(ch, case, month, root, file.name)
            # The last step before the record's own: a file without its record would be a copy of
            # customers' data that nobody knows of.
            out.land()
    return Made(file=file, root=root, cases=tuple(numbers), files=len(files), bytes=size)


def default_file(numbers: Sequence[str]) -> Path:
    """Where a bundle goes unless someone says otherwise."""
    return Path.home() / f"{_base(numbers)}.zip"


def read_target(desk: Desk, values: Mapping[str, Any]) -> Path:
    """The file that the form names. Raises BadInput beside the field."""
    filled, faults = fill_in(desk.form("bundle"), values, desk.today)
    if faults:
        raise BadInput(faults)
    path = typed_path(str(filled["file"]))
    _must_be_new(path)
    return path


def _record(ch: Change, case: Case, month: str, root: str, name: str) -> None:
    if month:
        ch.record(ACT, f"{case.number} sha256:{root}")
    else:
        ch.save(case, ACT, "bundled", root=root, file=name)


def _must_be_new(file: Path) -> None:
    faults = []
    if file.suffix.lower() != ".zip":
        faults.append(Finding("bundle.not-zip-name", {"file": file.name}, field="file"))
    if not file.parent.is_dir():
        faults.append(Finding("bundle.no-folder", {"folder": file.parent}, field="file"))
    elif file.exists() or file.is_symlink():
        faults.append(Finding("bundle.exists", {"file": file.name}, field="file"))
    if faults:
        raise BadInput(faults)


def _base(numbers: Sequence[str]) -> str:
    return numbers[0] + (f"-and-{len(numbers) - 1}-more" if len(numbers) > 1 else "")


def _info(desk: Desk, numbers: Sequence[str], root: str) -> list[tuple[str, str]]:
    owner = " ".join(f"{desk.branch.bank} {desk.branch.branch}".split())
    return [
        ("Source-Organization", owner),
        ("Bagging-Date", desk.today.isoformat()),
        *(("External-Identifier", number) for number in numbers),
        ("Root-Sha256", root),
    ]


def _occasion(desk: Desk) -> Occasion:
    branch, words = desk.branch, Words(desk.lang)
    head = desk.book.last_audit()
    return Occasion(
        lang=desk.lang,
        bank=f"{branch.bank} {branch.branch}".strip(),
        mark=words(f"paper.{branch.kind}-mark") if branch.practice else "",
        on=desk.today,
        anchor=f"{head.seq}:{head.digest[:16]}" if head else "0",
    )


def _dossier(desk: Desk, case: Case, several: bool) -> Dossier:
    """A case as of the day whose figures were checked; without any, or paid since, as of today."""
    _, customer, _ = find_case(desk, case.number)
    checked = case.loan.checked[-1] if case.loan.checked else None
    # Nobody is sued for what they have paid since the figures were checked.
    current = checked is not None and not since_check(case, checked, desk.today)
    as_of = checked.as_of if checked and current else desk.today
    sheet = sheet_of(desk, case, customer, as_of)
    words, folder = Words(desk.lang), f"{case.number}/" if several else ""
    letters, received = _exhibits(desk, case, folder)
    application = application_of(desk, sheet, folder)
    bases = desk.policies.on(as_of).labels
    return Dossier(
        number=case.number,
        folder=folder,
        head=tuple(tables.head_lines(sheet, words, desk.form("enquiry"))),
        owed=tables.owed_table(sheet, words),
        segments=tables.segment_table(sheet, words),
        payments=tables.payment_table(sheet, words, desk.form("payment")),
        contacts=tables.contact_table(sheet, words, desk.form, bases),
        timeline=tables.timeline_table(sheet, words, desk.form, bases),
        record=_whole(desk, sheet),
        letters=letters,
        received=received,
        application=application.draft,
        no_application=application.why_none,
    )


def _whole(desk: Desk, sheet: CaseSheet) -> dict[str, object]:
    """The whole record, numbers in full; the salt stays at home, it keeps digests unguessable."""
    case = to_plain(sheet.case)
    case.pop("salt", None)
    approvals = [to_plain(one) for one in approvals_of(desk, sheet.case.number)]
    return {"case": case, "customer": to_plain(sheet.customer), "approvals": approvals}


def _exhibits(
    desk: Desk, case: Case, folder: str
) -> tuple[tuple[Exhibited, ...], tuple[Exhibited, ...]]:
    """Issued letters and received papers, each compared with its checksum. Raises Damaged."""
    titles = {code: kind.title for code, kind in catalogue(desk).letters.items()}
    words, faults = Words(desk.lang), list[Finding]()
    made: list[Exhibited] = []
    kept: list[Letter | Received] = [*(p for p in case.letters if p.number), *case.received]
    for one in kept:
        issued = isinstance(one, Letter)
        place, room = (
            (desk.folder.papers, "papers") if issued else (desk.folder.received, "evidence")
        )
        try:
            size = must_match(place, case.number, one.file, one.sha256)
        except DeskError as fault:
            faults += fault.findings
            continue
        read = partial(read_paper, place, case.number, one.file, one.sha256)
        # A branch may name a letter of its own in Chinese; in the bundle names are plain.
        name = re.sub(r"[^A-Za-z0-9._-]", "_", one.file)
        path = own_name(case, one) or f"{room}/{name}"
        file = Held(f"{folder}{path}", size, one.sha256, read)
        told = _delivered(desk, case, one, words) if isinstance(one, Letter) else _seen(one, words)
        made.append(_exhibited(one, file, titles, words, told))
    if faults:
        raise Damaged(faults)
    count = sum(1 for p in case.letters if p.number)
    return tuple(made[:count]), tuple(made[count:])


def _seen(paper: Received, words: Words) -> str:
    """Whether a person held it against its original; empty where nobody said (R130)."""
    return words(f"received.compared-{paper.compared}") if paper.compared else ""


def _delivered(desk: Desk, case: Case, letter: Letter, words: Words) -> str:
    """Whether the letter arrived, with the day and the tracking number (R129)."""
    _, customer, _ = find_case(desk, case.number)
    best = arrived(letter, is_person(customer), desk.policy.delivery, desk.today)
    if best is None:
        return ""
    told = (words(f"delivery.state-{best.state}"), words.show(best.on) if best.on else "")
    return " ".join(t for t in (*told, best.delivery.tracking) if t)


def _exhibited(
    one: Letter | Received,
    file: Held,
    titles: dict[str, Label],
    words: Words,
    remarks: str = "",
) -> Exhibited:
    if isinstance(one, Received):
        source = words("bundle.from-outside", at=one.at.date())
        return Exhibited(
            title=Label(one.title, one.title),
            proves=one.proves,
            source=source,
            file=file,
            remarks=remarks,
        )
    title = titles.get(one.code, Label(one.code, one.code))
    both = Label(f"{title.zh} {one.number}", f"{title.en} {one.number}")
    on = one.issued_at.date() if one.issued_at else None
    return Exhibited(
        title=both,
        proves=words("bundle.proves-notice", on=on, as_of=one.as_of),
        source=words("bundle.our-records"),
        file=file,
        remarks=remarks,
    )


def verify_bundle(file: Path, progress: Progress = go_on) -> Verified:
    """The root hash and counts of a whole bundle; needs no desk.

    Raises BadInput where there is no file, Damaged with every finding, Fault where cancelled.
    """
    if not file.is_file():
        # A pipe would be waited for until the end of days.
        raise BadInput(Finding("file.missing", {"file": file.name}))
    try:
        with file.open("rb") as stream:
            found = bundle_check.check_bundle(stream, progress)
    except OSError:
        raise BadInput(Finding("file.missing", {"file": file.name})) from None
    except Cancelled:
        raise Fault(Finding("bundle.check-cancelled")) from None
    if found.findings:
        raise Damaged(found.findings)
    return found


__all__ = ["Made", "default_file", "make_bundle", "read_target", "verify_bundle"]
