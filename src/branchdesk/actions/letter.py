"""Letters: which may be drafted, drafts, issue under a number, and the check of templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, cast, get_args

import msgspec

from branchdesk.actions.change import Change, against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import OWN_KEYS
from branchdesk.actions.follow.complaint import complaints_of
from branchdesk.actions.sheet import find_case, open_case, sheet_of
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Label, Lang
from branchdesk.intake.catalogue import read_catalogue, template_path
from branchdesk.model.case import Case, Letter
from branchdesk.model.catalogue import Catalogue
from branchdesk.papers.facts import Occasion, letter_facts
from branchdesk.papers.reply.complaint import Reply
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.legal import legal_sheet
from branchdesk.rules.agency.mandate import granted
from branchdesk.rules.court.paper import FOR_COURT
from branchdesk.rules.deferral import in_force
from branchdesk.rules.due import coming
from branchdesk.rules.follow.complaint import answered, may_reply
from branchdesk.rules.follow.event import against_paper
from branchdesk.rules.letter import (
    BOTH_SIGN,
    BY_COMPLAINT,
    BY_DEFERRAL,
    BY_GUARANTOR,
    BY_MANDATE,
    BY_PLAN,
    DUNNING,
    drawn_on,
    may_draft,
    may_issue,
)
from branchdesk.rules.owed.age import too_old
from branchdesk.rules.owed.terms import agreed, penalty_rate
from branchdesk.store.files import keep_paper, read_paper, remove_paper


class Kind(msgspec.Struct, frozen=True):
    """A letter of the catalogue and every reason against drafting it for one case."""

    code: str
    title: Label
    purpose: Label
    source: str
    allowed: bool
    why: tuple[Finding, ...]


def catalogue(desk: Desk) -> Catalogue:
    """The letters and the names they may use; the branch's own catalogue before the shipped one."""
    places = desk.places("letter_templates")
    own = next((p for p in places if (p / "catalogue.toml").is_file()), places[-1])
    return read_catalogue(own)


def kinds(desk: Desk, number: str = "") -> list[Kind]:
    """Every letter; with a case number, whether it may be drafted now and why not."""
    sheet = sheet_of(desk, find_case(desk, number)[0]) if number else None
    found = []
    for code, kind in catalogue(desk).letters.items():
        reasons = _against(desk, sheet, code) if sheet else []
        ref = kind.source.ref
        found.append(Kind(code, kind.title, kind.purpose, ref, not reasons, tuple(reasons)))
    return found


def against_drafting(desk: Desk, number: str, code: str) -> list[Finding]:
    """Every reason against drafting one letter for a case now. Raises BadInput."""
    return _against(desk, sheet_of(desk, find_case(desk, number)[0]), code)


def draft(desk: Desk, number: str, code: str, lang: Lang | None = None, to: int = 0) -> Letter:
    """The draft: marked, without a number, as of the day whose figures were checked, else today.

    ``to`` is the guarantor's place, from 1; 0 where there is but one. Raises BadInput for an
    unknown paper or addressee or a template with a fault, Refused with every reason.
    """
    case = open_case(desk, number)
    kind = _kind(desk, code)
    name = _addressee(case, code, to)
    as_of = drawn_on(case, code, desk.today)
    sheet = sheet_of(desk, case, as_of=as_of)
    refuse(against(desk, "letter.draft") + _against(desk, sheet, code, name))
    tongue: Lang = lang or desk.lang
    running = in_force(case, desk.today)
    with change(desk) as ch:
        letter_id = f"D-{ch.commit.next('draft')}"
        on = _occasion(desk, sheet, code, tongue, name)
        data, facts = _render(desk, sheet, code, kind.title, on)
        file = f"{letter_id}-{code}.{tongue}.docx"
        letter = Letter(
            id=letter_id,
            code=code,
            lang=tongue,
            as_of=as_of,
            by=desk.me.id,
            at=ch.commit.at,
            file=file,
            sha256=keep_paper(desk.folder.papers, number, file, data),
            facts=facts,
            to=name,
            plan=case.plan.id if case.plan and code in BY_PLAN else "",
            deferral=running.id if running and code in BY_DEFERRAL else "",
        )
        drafted = msgspec.structs.replace(case, letters=(*case.letters, letter))
        ch.save(
            drafted, "letter.draft", "letter_drafted", title=kind.title.of(tongue),
            id=letter_id, lang=tongue, as_of=as_of,
        )  # fmt: skip
    return letter


def too_old_to_issue(desk: Desk, letter: Letter) -> list[Finding]:
    """Why a draft that duns cannot be issued as it is: its figures are too old (R123)."""
    if letter.code not in DUNNING or letter.number:
        return []
    return too_old(letter.as_of, desk.policy, desk.today)


def unsaved(desk: Desk, sheet: CaseSheet, code: str) -> tuple[bytes | None, list[Finding]]:
    """A draft in the desk's language that is not kept, or None with every reason against it.

    Raises BadInput for a template with a fault.
    """
    reasons = _against(desk, sheet, code)
    if reasons:
        return None, reasons
    title = _kind(desk, code).title
    data, _ = _render(desk, sheet, code, title, _occasion(desk, sheet, code, desk.lang))
    return data, []


def issue(desk: Desk, number: str, letter_id: str) -> Letter:
    """The paper under its number, frozen: file, checksum and number stand in the case.

    Raises BadInput for no such paper, Refused with every reason (figures unchecked, gaps in
    branch.toml, issued already).
    """
    case = open_case(desk, number)
    letter = _letter(case, letter_id)
    sheet = sheet_of(desk, case, as_of=letter.as_of)
    reasons = against(desk, "letter.issue") + may_issue(case, letter, desk.branch, desk.today)
    reasons += too_old_to_issue(desk, letter)
    refuse(reasons + ([] if letter.number else _against(desk, sheet, letter.code, letter.to)))
    with change(desk) as ch:
        issued = _issued(desk, ch, sheet, letter)
        dunned = case.state == "classified" and letter.code in DUNNING
        state = "dunning" if dunned else case.state
        letters = tuple(issued if p.id == letter_id else p for p in case.letters)
        frozen = msgspec.structs.replace(case, letters=letters, state=state)
        title = _kind(desk, letter.code).title.of(cast(Lang, letter.lang))
        ch.save(
            frozen, "letter.issue", "letter_issued", title=title, id=letter_id,
            number=issued.number, total=issued.facts["total"], sha256=issued.sha256,
        )  # fmt: skip
    # The draft has done its work; left behind by a cut it is an orphan and harms nobody.
    remove_paper(desk.folder.papers, number, letter.file)
    return issued


def _issued(desk: Desk, ch: Change, sheet: CaseSheet, letter: Letter) -> Letter:
    year = desk.today.year
    run = ch.commit.next(f"letter-{year}")
    reference = f"{desk.branch.letter_word}〔{year}〕第{run:04d}号"
    head = desk.book.last_audit()
    mark = f"{head.seq}-{head.digest[:16]}" if head else "0"
    occasion = msgspec.structs.replace(
        _occasion(desk, sheet, letter.code, cast(Lang, letter.lang), letter.to),
        reference=reference,
        check_code=mark,
    )
    kind = _kind(desk, letter.code)
    data, facts = _render(desk, sheet, letter.code, kind.title, occasion)
    name = f"{year}-{run:04d}-{letter.code}.{letter.lang}.docx"
    return msgspec.structs.replace(
        letter,
        number=reference,
        issued_by=desk.me.id,
        issued_at=ch.commit.at,
        file=name,
        sha256=keep_paper(desk.folder.papers, sheet.case.number, name, data),
        facts=facts,
    )


def addressees(desk: Desk, number: str, code: str) -> tuple[str, ...]:
    """The guarantors whom a letter may go to; none where it goes to the borrower."""
    many = find_case(desk, number)[0].loan.guarantors
    return tuple(one.name for one in many) if code in BY_GUARANTOR else ()


def _addressee(case: Case, code: str, to: int) -> str:
    """The guarantor whom a letter goes to; empty for the borrower. Raises BadInput."""
    many = case.loan.guarantors
    if code not in BY_GUARANTOR:
        if to:
            raise BadInput(Finding("letter.to-nobody"))
        return ""
    if not many or (to == 0 and len(many) == 1):
        return many[0].name if many else ""
    if not 1 <= to <= len(many):
        raise BadInput(Finding("letter.which-guarantor", {"count": len(many)}))
    return many[to - 1].name


def _against(desk: Desk, sheet: CaseSheet, code: str, to: str = "") -> list[Finding]:
    policy = desk.policies.on(sheet.as_of)
    found = may_draft(sheet.case, code, sheet.days, policy, sheet.as_of, desk.today, to)
    if code in BY_COMPLAINT:
        found += may_reply(complaints_of(desk, sheet.case))
    return found + against_paper(code, sheet.customer, desk.policy)


def _kind(desk: Desk, code: str) -> Any:
    letters = catalogue(desk).letters
    if code not in letters:
        raise BadInput(Finding("letter.no-kind", {"code": code[:60], "codes": list(letters)}))
    return letters[code]


def _letter(case: Case, letter_id: str) -> Letter:
    letter = case.letter(letter_id)
    if letter is None:
        raise BadInput(Finding("letter.none", {"number": case.number, "id": letter_id[:40]}))
    return letter


def _occasion(desk: Desk, sheet: CaseSheet, code: str, lang: Lang, to: str = "") -> Occasion:
    policy = desk.policies.on(sheet.as_of)
    last = code == "final_demand"
    days = policy.letter.final_within_days if last else policy.letter.pay_within_days
    rate = penalty_rate(sheet.case.loan, sheet.as_of)
    own = [f.key for f in desk.form("enquiry").fields if f.key not in OWN_KEYS]
    given = granted(sheet.case, BY_MANDATE.get(code, ""))
    return Occasion(
        branch=desk.branch,
        lang=lang,
        contact_person=desk.me.name or desk.me.id,
        day=desk.today,
        deadline=desk.today + timedelta(days=days),
        penalty_rate=f"{(rate * 100).normalize():f}" if rate is not None else "",
        basis=agreed(sheet.case.loan, policy).debt.basis,
        legal=legal_sheet(sheet, policy),
        for_court=code in FOR_COURT,
        both_sign=code in BOTH_SIGN,
        method=_method(desk, sheet.case),
        to=to,
        plan=sheet.case.plan,
        deferral=in_force(sheet.case, desk.today),
        mandate=given,
        agency=desk.book.agencies.get(given.agency) if given else None,
        coming=coming(sheet.case, desk.policy, desk.today),
        reply=_reply(desk, sheet.case),
        reason=desk.form("enquiry").label("reason", sheet.case.enquiry.reason),
        extra={key: sheet.case.extra.get(key, "") for key in own},
    )


def _method(desk: Desk, case: Case) -> Label | None:
    code = case.loan.terms.repayment_method
    return desk.form("loan").label("repayment_method", code) if code else None


def _reply(desk: Desk, case: Case) -> Reply | None:
    """The complaint that a reply answers: the open one that was investigated, else the last."""
    one = answered(complaints_of(desk, case))
    if one is None or one.inquiry is None:
        return None
    about = desk.form("complaint").label("about", one.about)
    finding = desk.form("complaint_inquiry").label("finding", one.inquiry.finding)
    return Reply(one, about, finding, desk.policy.complaint.review_days)


def _render(
    desk: Desk, sheet: CaseSheet, code: str, title: Label, on: Occasion
) -> tuple[bytes, dict[str, Any]]:
    # Word's libraries cost a fifth of a second: only who writes a letter pays for them.
    from branchdesk.papers.fill import fill

    path = template_path(desk.places("letter_templates"), code, on.lang)
    facts = letter_facts(sheet, on)
    data = fill(
        read_template(path),
        facts,
        title=title.of(on.lang),
        author=desk.branch.branch,
        created=datetime.combine(on.day, time()),
        file=path.name,
    )
    return data, _frozen(facts)


def _frozen(facts: Mapping[str, object]) -> dict[str, Any]:
    """The facts as they can be kept: words, flags, rows; a blank as an empty word."""
    kept: dict[str, Any] = {}
    for key, value in facts.items():
        if isinstance(value, bool | str):
            kept[key] = value
        elif isinstance(value, list):
            kept[key] = [{k: str(v) for k, v in row.items()} for row in value]
        elif isinstance(value, dict):
            kept[key] = {k: v if isinstance(v, str) else "" for k, v in value.items()}
        else:
            kept[key] = ""
    return kept


def read_template(path: Path) -> bytes:
    """The bytes of a template. Raises BadInput where it is missing."""
    try:
        return path.read_bytes()
    except OSError:
        raise BadInput(Finding("letter.no-template", {"file": path.name})) from None


def open_letter(desk: Desk, number: str, letter_id: str) -> Path:
    """Where the paper lies, after its checksum was compared. Raises BadInput, Damaged."""
    case, _, _ = find_case(desk, number)
    letter = _letter(case, letter_id)
    read_paper(desk.folder.papers, number, letter.file, letter.sha256)
    return desk.folder.papers / number / letter.file


def template_files(desk: Desk) -> list[Path]:
    """The templates that letters would use now, the branch's own before the shipped ones."""
    places, langs = desk.places("letter_templates"), get_args(Lang)
    return [template_path(places, c, lang) for c in catalogue(desk).letters for lang in langs]


def check_templates(desk: Desk, named: Path | None = None) -> dict[str, list[Finding]]:
    """Each template's faults by file name: the named file, or all that letters would use now."""
    from branchdesk.papers.template_check import check_template

    book = catalogue(desk)
    paths = [named] if named else template_files(desk)
    extra = {f.key for f in desk.form("enquiry").fields if f.key not in OWN_KEYS}
    return {
        path.name: check_template(read_template(path), book.names, extra, file=path.name)
        for path in paths
    }


__all__ = [
    "Kind",
    "addressees",
    "catalogue",
    "check_templates",
    "draft",
    "issue",
    "kinds",
    "open_letter",
    "template_files",
]
