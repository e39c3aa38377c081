"""The payload of a legal bundle: the papers about a case, its record, its letters and evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress
from branchdesk.basics.wording import Label, Lang, Words, named
from branchdesk.papers.bag import HANDOVER, Cancelled, Held, held, root_hash
from branchdesk.papers.comma import comma_separated
from branchdesk.papers.index import Link, index_page
from branchdesk.papers.record import Record, build
from branchdesk.reports.dossier import Exhibit, evidence_table, handover_table
from branchdesk.reports.table import Table

SCHEMA = "branchdesk-case/1"
EVIDENCE, SUMMARY, STATEMENT = (
    "01_evidence_list.docx", "02_case_summary.docx", "03_overdue_statement",
)  # fmt: skip
CONTACTS, TIMELINE, RECORD, INDEX = (
    "04_contact_log.csv", "05_timeline.csv", "case.json", "00_index.html",
)  # fmt: skip
COMPLAINT = "06_civil_complaint.docx"
APPLICATION = "07_litigation_application.docx"
OWN = (
    INDEX, EVIDENCE, SUMMARY, f"{STATEMENT}.docx", f"{STATEMENT}.csv", CONTACTS, TIMELINE,
    HANDOVER, RECORD,
)  # fmt: skip
"""What every case in a bundle has."""


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on every paper of the bundle."""

    lang: Lang
    bank: str
    mark: str
    on: date
    anchor: str
    """Number and first 16 digits of the audit chain's head when the bundle was made."""


class Exhibited(msgspec.Struct, frozen=True, kw_only=True):
    """A letter or a received paper: what it is and the file itself."""

    title: Label
    proves: str
    source: str
    file: Held
    remarks: str = ""
    """Of a letter: whether it was delivered, and what proves it."""


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """One case as the bundle shows it."""

    number: str
    folder: str
    """Below data/; empty where the bundle holds one case."""
    head: tuple[tuple[Label, str], ...]
    owed: Table
    segments: Table
    payments: Table
    contacts: Table
    timeline: Table
    record: dict[str, Any]
    """The whole record as JSON knows it."""
    letters: tuple[Exhibited, ...]
    received: tuple[Exhibited, ...]
    application: Held | None = None
    """Drawn up for the bundle; an issued one is among the letters."""
    no_application: tuple[Finding, ...] = ()
    """Why there is none."""


def payload(
    dossiers: Sequence[Dossier], on: Occasion, progress: Progress
) -> tuple[list[Held], str]:
    """Every file below data/, and the root hash of the hand-over lists. Raises Cancelled."""
    files = []
    for done, dossier in enumerate(dossiers):
        if not progress(done, len(dossiers)):
            raise Cancelled
        files += _of_case(dossier, on)
    if len(dossiers) > 1:
        files.append(_cover(dossiers, on))
    root = root_hash((f"data/{f.path}", f.sha256) for f in files)
    lists = [_handover(dossier, files, root, on) for dossier in dossiers]
    return sorted([*files, *lists], key=lambda file: file.path), root


def _of_case(dossier: Dossier, on: Occasion) -> list[Held]:
    """All files of a case but its hand-over list."""
    owed = (dossier.owed, dossier.segments, dossier.payments)
    made = [
        (f"{STATEMENT}.docx", _paper("statement", dossier, on, owed)),
        (f"{STATEMENT}.csv", comma_separated(_statement(dossier, on.lang))),
        (CONTACTS, comma_separated(dossier.contacts)),
        (TIMELINE, comma_separated(dossier.timeline)),
        (SUMMARY, _paper("summary", dossier, on, (dossier.owed, dossier.timeline))),
        (RECORD, _json(dossier.record)),
    ]
    files = [held(dossier.folder + name, data) for name, data in made]
    files += [one.file for one in (*dossier.letters, *dossier.received)]
    if dossier.application is not None:
        files.append(dossier.application)
    table = evidence_table(_exhibits(dossier, files, on), Words(on.lang))
    listed = _paper("evidence", dossier, on, (table,), signed=("bundle.lister",))
    files.append(held(dossier.folder + EVIDENCE, listed))
    return [*files, held(dossier.folder + INDEX, _index(dossier, on))]


def _statement(dossier: Dossier, lang: Lang) -> Table:
    """The parts of the debt and, below them, the segments and the payments, in one sheet."""
    below = (dossier.segments, dossier.payments)
    width = max(len(table.heads) for table in below)
    rows = list(dossier.owed.rows)
    for table in below:
        rows += [(), tuple(h.of(lang) for h in table.heads), *table.rows]
    blank = Label("", "")
    return msgspec.structs.replace(
        dossier.owed,
        heads=dossier.owed.heads + (blank,) * (width - len(dossier.owed.heads)),
        rows=tuple(row + ("",) * (width - len(row)) for row in rows),
    )


def _exhibits(dossier: Dossier, files: Sequence[Held], on: Occasion) -> list[Exhibit]:
    """Papers that came in, our notices, then our own records of the case (R128, R129)."""
    words = Words(on.lang)
    found = [
        Exhibit(
            group=group, path=one.file.path.removeprefix(dossier.folder),
            title=one.title.of(on.lang), proves=one.proves, source=one.source,
            sha256=one.file.sha256, remarks=one.remarks,
        )
        for group, many in (("received", dossier.received), ("notices", dossier.letters))
        for one in many
    ]  # fmt: skip
    sums = {file.path.removeprefix(dossier.folder): file.sha256 for file in files}
    for name in (f"{STATEMENT}.docx", CONTACTS, TIMELINE):
        title, proves = _about(name)
        found.append(
            Exhibit(
                group="records", path=name, title=title.of(on.lang), proves=proves.of(on.lang),
                source=words("bundle.our-records"), sha256=sums[name],
            )
        )  # fmt: skip
    return found


def _about(name: str) -> tuple[Label, Label]:
    """The title of a file that every bundle has, and what it shows."""
    key = name.partition(".")[0].partition("_")[2] or name.partition(".")[0]
    return named(f"bundle.title-{key}"), named(f"bundle.about-{key}")


def _paper(
    key: str,
    dossier: Dossier,
    on: Occasion,
    tables: tuple[Table, ...],
    *,
    codes: tuple[str, ...] = (),
    signed: tuple[str, ...] = (),
) -> bytes:
    words = Words(on.lang)
    short = dossier.head if key in ("summary", "statement") else dossier.head[:4]
    lines = ("unit", "date") if signed == ("bundle.lister",) else ("unit", "role", "date")
    return build(
        Record(
            title=named(f"bundle.paper-{key}"),
            lang=on.lang,
            bank=on.bank,
            number=dossier.number,
            # A Chinese court reads Chinese: an English paper says that it is not the one to file.
            mark=f"{on.mark} {words('bundle.reading-copy')}".strip()
            if on.lang == "en"
            else on.mark,
            on=on.on,
            head=(*short, (named("bundle.made-on"), on.on.isoformat())),
            tables=tables,
            notes=tuple(words(f"bundle.note-{key}").split("\n")),
            codes=codes,
            signatures=tuple(
                (named(who), *(named(f"bundle.sign-{line}") for line in lines)) for who in signed
            ),
        )
    )


def _handover(dossier: Dossier, files: Sequence[Held], root: str, on: Occasion) -> Held:
    """08: the files of the case, the root hash of the bundle, room for two hand signatures."""
    words = Words(on.lang)
    own = [(f.path, f.size, f.sha256) for f in files if f.path.startswith(dossier.folder)]
    codes = (words("bundle.root", root=root), words("bundle.anchor", anchor=on.anchor))
    return held(
        dossier.folder + HANDOVER,
        _paper(
            "handover", dossier, on, (handover_table(sorted(own), words),), codes=codes,
            signed=("bundle.giver", "bundle.taker"),
        ),
    )  # fmt: skip


def _index(dossier: Dossier, on: Occasion) -> bytes:
    links = [Link(name, *_linked(name, on)) for name in OWN if name != INDEX]
    if dossier.application is not None:
        links.append(Link(APPLICATION, *_linked(APPLICATION, on)))
    for one in (*dossier.letters, *dossier.received):
        links.append(Link(one.file.path.removeprefix(dossier.folder), one.title, one.proves))
    title = Label(f"案卷 {dossier.number}", f"Case {dossier.number}")
    head = list(dossier.head)
    if dossier.no_application:
        words = Words(on.lang)
        reasons = [words.finding(one) for one in dossier.no_application]
        head.append((named("bundle.no-application"), " ".join(reasons)))
    # One case lies alone; one of several has a page above it.
    back = Link(f"../{INDEX}", named("bundle.all-cases")) if dossier.folder else None
    return index_page(title, on.mark, head, named("bundle.files"), links, back)


def _linked(name: str, on: Occasion) -> tuple[Label, str]:
    title, about = _about(name)
    return title, about.of(on.lang)


def _cover(dossiers: Sequence[Dossier], on: Occasion) -> Held:
    """The index of a bundle of several cases."""
    links = [
        Link(f"{one.folder}{INDEX}", Label(one.number, one.number), one.head[1][1])
        for one in dossiers
    ]
    facts = [(named("bundle.branch"), on.bank), (named("bundle.made-on"), on.on.isoformat())]
    page = index_page(named("bundle.cover"), on.mark, facts, named("bundle.cases"), links)
    return held(INDEX, page)


def _json(record: dict[str, Any]) -> bytes:
    text = json.dumps({"schema": SCHEMA} | record, ensure_ascii=False, indent=1, allow_nan=False)
    try:
        return f"{text}\n".encode()
    except UnicodeEncodeError:
        # A lone surrogate that came by another way than the door is kept, written as an escape.
        return (json.dumps({"schema": SCHEMA} | record, indent=1) + "\n").encode()
