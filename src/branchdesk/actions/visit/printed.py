"""Records of calls, visits and deliveries printed from what was recorded (R043, R112, R126)."""

from __future__ import annotations

from pathlib import Path

from branchdesk.actions.delivery import receipt
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import case_sheet
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang, Words, named
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.visit import Visit
from branchdesk.reports.activity import (
    Lines,
    breach_lines,
    case_lines,
    form_lines,
)
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.entry import whole_facts
from branchdesk.store.disk import make_folder, new_file, write_whole

CODES = ("call_record", "legal_call_record", "visit_plan", "visit_record", receipt.CODE)
FORM_OF = {"call_record": "contact", "legal_call_record": "legal_call"}
"""The form that a record of a call prints."""


def print_activity(
    desk: Desk, number: str, code: str, file: Path, lang: Lang, ref: str = ""
) -> Path:
    """The file that now holds the record; ``ref`` is the call's entry or the visit (else the last).

    Raises BadInput where there is none such or the file's name will not do, Fault.
    """
    if code not in CODES:
        facts = {"read": code[:40], "known": list(CODES)}
        raise BadInput(Finding("activity.no-code", facts))
    _fit(file)
    data = _paper(desk, number, code, lang, ref)
    with new_file(file) as out:
        out.write(data)
        out.land()
    return file


def printable(desk: Desk, number: str) -> list[str]:
    """The records that a case has something to print of. Raises BadInput."""
    case = case_sheet(desk, number).case
    has = {
        **{code: bool(_calls(case, form)) for code, form in FORM_OF.items()},
        "visit_plan": any(visit.plan for visit in case.visits),
        "visit_record": any(visit.entry for visit in case.visits),
        receipt.CODE: bool(receipt.issued_letters(case)),
    }
    return [code for code in CODES if has[code]]


def keep_activity(desk: Desk, number: str, code: str, lang: Lang, ref: str = "") -> Path:
    """Where the record of a kind lies in the papers of the case; one before it is replaced.

    ``ref`` as for ``print_activity``.

    Raises HeldElsewhere in a read-only window, BadInput, Fault where the disk refuses.
    """
    desk.must_write()
    folder = desk.folder.papers / number
    make_folder(folder)
    file = folder / f"{code}{'-' if ref else ''}{ref}.{lang}.docx"
    write_whole(file, _paper(desk, number, code, lang, ref))
    return file


def _paper(desk: Desk, number: str, code: str, lang: Lang, ref: str) -> bytes:
    sheet, words = case_sheet(desk, number), Words(lang)
    lines, notes = _lines(desk, sheet, words, code, ref)
    # What lays out Word papers is loaded by who prints one.
    from branchdesk.papers.activity import activity_paper

    return activity_paper(code, desk.branch, lang, desk.today, number, lines, notes)


def _lines(
    desk: Desk, sheet: CaseSheet, words: Words, code: str, ref: str
) -> tuple[Lines, list[str]]:
    if code == receipt.CODE:
        found = receipt.meant(sheet.case, ref)
        if found is None:
            raise _none(sheet, code, ref)
        return receipt.receipt_lines(desk, sheet, words, *found), []
    told = _call if code in FORM_OF else _visit
    lines, notes = told(desk, sheet, words, ref, code)
    return case_lines(sheet, words) + lines, notes


def _calls(case: Case, form: str) -> list[Entry]:
    """The calls that stand and were recorded by a form, oldest first."""
    calls = [e for e in case.contacts if e.facts.get("channel") == "call"]
    return [e for e in calls if e.facts.get("form", "contact") == form]


def _call(
    desk: Desk, sheet: CaseSheet, words: Words, ref: str, code: str
) -> tuple[Lines, list[str]]:
    calls = _calls(sheet.case, FORM_OF[code])
    entry = next((e for e in reversed(calls) if ref in ("", str(e.seq))), None)
    if entry is None:
        raise _none(sheet, code, ref)
    lines = form_lines(desk.form(FORM_OF[code]), whole_facts(sheet.case, entry), words)
    return [*_by(entry), *lines], breach_lines(entry, words)


def _by(entry: Entry) -> Lines:
    return [(named("activity.entry"), f"{entry.seq}  {entry.by}")]


def _visit(
    desk: Desk, sheet: CaseSheet, words: Words, ref: str, code: str
) -> tuple[Lines, list[str]]:
    planned = code == "visit_plan"
    known = [v for v in sheet.case.visits if (v.plan if planned else v.entry)]
    visit = next((v for v in reversed(known) if ref in ("", v.id)), None)
    if visit is None:
        raise _none(sheet, code, ref)
    lines, notes = visit_lines(desk, sheet.case, visit, words, planned)
    return [*_named(visit), *lines], notes


def visit_lines(
    desk: Desk, case: Case, visit: Visit, words: Words, planned: bool | None = None
) -> tuple[Lines, list[str]]:
    """The answers of a visit and what broke a rule in it.

    ``planned`` asks for its plan; None for the record, or the plan until there is one.
    """
    planned = not visit.entry if planned is None else planned
    form = desk.form("visit_plan" if planned else "visit")
    # Where the record names no address, it was that of the plan.
    where = {"place": visit.plan.get("place", ""), "plan": visit.id if visit.plan else ""}
    facts = visit.plan if planned else where | visit.record
    facts = facts | {"visitors": "、".join(visit.visitors)}
    entry = next((e for e in case.timeline if e.seq == visit.entry and not planned), None)
    return form_lines(form, facts, words), breach_lines(entry, words) if entry else []


def _named(visit: Visit) -> Lines:
    return [(named("activity.visit"), visit.id)]


def _none(sheet: CaseSheet, code: str, ref: str) -> BadInput:
    facts = {"number": sheet.case.number, "ref": ref[:20] or "—"}
    return BadInput(Finding(f"activity.none-{code.partition('_')[0]}", facts))


def _fit(file: Path) -> None:
    faults = []
    if file.suffix.lower() != ".docx":
        faults.append(Finding("process.not-docx", {"file": file.name}))
    if not file.parent.is_dir():
        faults.append(Finding("bundle.no-folder", {"folder": file.parent}))
    elif file.exists() or file.is_symlink():
        faults.append(Finding("bundle.exists", {"file": file.name}))
    if faults:
        raise BadInput(faults)
