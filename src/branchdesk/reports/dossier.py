"""What a legal bundle prints of a case, as plain tables; numbers masked as on every paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from branchdesk.basics.masking import mask_contract, mask_identity, mask_text
from branchdesk.basics.wording import Label, Words, named
from branchdesk.model.entry import Entry
from branchdesk.model.form import Form
from branchdesk.model.payment import PARTS as PAID_PARTS
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.entry import basis_text, told_text
from branchdesk.reports.table import Table

PARTS = ("principal", "interest", "penalty", "compound", "fees", "total")
CONTACTS = (
    "contact", "contact_completed", "contact_reviewed", "visit_planned", "visit_completed",
    "visit_cancelled", "contact_reversed", "promise", "promise_reversed",
)  # fmt: skip
"""Kinds of entries that the contact log shows."""
Forms = Callable[[str], Form]


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the evidence list."""

    group: str
    """notices, received or records: a sentence of wording/bundle.toml names it."""
    path: str
    title: str
    proves: str
    source: str
    sha256: str
    remarks: str = ""


def head_lines(sheet: CaseSheet, words: Words, form: Form) -> list[tuple[Label, str]]:
    """Who, which loan, how long, which class: the head of the papers."""
    case, loan, customer = sheet.case, sheet.case.loan, sheet.customer
    klass = words.label("class", sheet.klass)
    if not sheet.confirmed:
        klass = words("class.suspected", klass=klass)
    days = "" if sheet.days is None else words("judge.days", days=sheet.days)
    guarantors = [f"{g.name} ({words('bundle.guarantor-' + g.kind)})" for g in loan.guarantors]
    reason = form.label("reason", case.enquiry.reason) if case.enquiry.reason else ""
    facts = {
        "head.number": f"{case.number}  {words.label('state', case.state)}",
        "head.customer": customer.name,
        "bundle.identity": mask_identity(customer.id_number) if customer.id_number else None,
        "head.contract": mask_contract(loan.contract_no, loan.product == "credit_card") or None,
        "bundle.product": form.label("product", loan.product) if loan.product else None,
        "bundle.loan-amount": loan.loan_amount,
        "bundle.balance": loan.loan_balance,
        "head.amount": sheet.overdue,
        "head.due": loan.due_date,
        "head.days": sheet.days,
        "head.severity": f"{words.label('severity', sheet.severity)}  {days}".strip(),
        "head.class": klass,
        "bundle.reason": reason or None,
        "bundle.guarantors": guarantors or None,
        "bundle.collateral": loan.collateral or None,
        "bundle.as-of": sheet.as_of,
    }
    return [(named(code), mask_text(words.show(value))) for code, value in facts.items()]


def owed_table(sheet: CaseSheet, words: Words) -> Table:
    """Each part of the debt: our own calculation, the core system's figure of its day."""
    debt, core = sheet.debt, sheet.debt.checked
    ours = (*debt.parts, debt.total)
    theirs = [getattr(core, part) if core else None for part in PARTS]
    rows = [
        (words(f"head.{part}"), words.show(own), words.show(other) if core else "—")
        for part, own, other in zip(PARTS, ours, theirs, strict=True)
    ]
    eased = (("head.waived", debt.waived), ("head.reversed", debt.reversed))
    rows += [(words(code), words.show(sum_), "—") for code, sum_ in eased if sum_]
    day = words.show(core.as_of) if core else "—"
    rows.append((words("bundle.as-of"), words.show(debt.as_of), day))
    return Table(
        caption=named("bundle.owed"),
        heads=tuple(map(named, ("bundle.part", "bundle.ours", "bundle.core"))),
        rows=tuple(rows),
        widths=(50, 60, 60),
        right=(1, 2),
    )


def segment_table(sheet: CaseSheet, words: Words) -> Table:
    """Each interest segment a line, so that it can be added up by hand."""
    codes = ("base", "rate", "from", "to", "days", "basis", "penalty")
    rows = [
        (
            words.show(s.base), f"{(s.rate * 100).normalize():f}%", words.show(s.since),
            words.show(s.until), str(s.days), str(s.basis), words.show(s.amount),
        )
        for s in sheet.debt.segments
    ]  # fmt: skip
    return Table(
        caption=named("bundle.segments"),
        heads=tuple(named(f"head.{code}") for code in codes),
        rows=tuple(rows),
        widths=(32, 22, 26, 26, 16, 18, 30),
        right=(0, 1, 4, 5, 6),
    )


def payment_table(sheet: CaseSheet, words: Words, form: Form) -> Table:
    """Every payment with what it settled, those reversed too (R039, R129)."""
    rows = []
    for one in sheet.case.payments:
        parts = [words.show(one.parts.of(part)) for part in PAID_PARTS]
        came = [words.show(form.label("source", one.source))] if one.source else []
        if one.reversed_by is not None:
            came.append(words("payment.reversed", by=one.reversed_by))
        rest = words.show(one.parts.rest) if one.parts.rest else ""
        amount = words.show(one.amount)
        rows.append((one.id, words.show(one.on), amount, *parts, rest, mask_text(" ".join(came))))
    codes = ("bundle.no", "bundle.paid-on", "bundle.paid", *(f"head.{p}" for p in PAID_PARTS))
    return Table(
        caption=named("bundle.payments"),
        heads=tuple(map(named, (*codes, "bundle.paid-rest", "bundle.paid-by"))),
        rows=tuple(rows),
        widths=(12, 18, 22, 12, 18, 18, 17, 22, 14, 17),
        right=(2, 3, 4, 5, 6, 7, 8),
    )


def contact_table(sheet: CaseSheet, words: Words, form: Forms, bases: Mapping[str, Label]) -> Table:
    """Every contact and promise: when, by whom, what (R128)."""
    entries = (e for e in sheet.case.timeline if e.kind in CONTACTS)
    return _entries("bundle.contacts", entries, words, form, bases, sheet.case.taken_back)


def timeline_table(
    sheet: CaseSheet, words: Words, form: Forms, bases: Mapping[str, Label]
) -> Table:
    """Every entry with its moment, who made it and on what authority (R171)."""
    case = sheet.case
    return _entries("bundle.timeline", case.timeline, words, form, bases, case.taken_back)


def _entries(
    caption: str,
    entries: Iterable[Entry],
    words: Words,
    form: Forms,
    bases: Mapping[str, Label],
    gone: Mapping[int, int],
) -> Table:
    rows = []
    for entry in entries:
        moment = entry.facts.get("at") if entry.kind == "contact" else None
        happened = str(moment).replace("T", " ")[:16] if moment else words.show(entry.at)
        who = f"{entry.by} {words.label('role', entry.role)}"
        text = mask_text(told_text(entry, words, form, gone))
        rows.append((str(entry.seq), happened, who, basis_text(entry, bases, words), text))
    codes = ("bundle.no", "bundle.at", "bundle.who", "bundle.authority", "bundle.what")
    return Table(
        caption=named(caption),
        heads=tuple(map(named, codes)),
        rows=tuple(rows),
        widths=(10, 29, 24, 27, 80),
    )


def evidence_table(exhibits: Iterable[Exhibit], words: Words) -> Table:
    """Group and number, name, what it proves, source, copies, pages, checksum, remarks."""
    rows = [
        (
            str(number), words(f"bundle.group-{x.group}"), mask_text(words.show(x.title)),
            mask_text(words.show(x.proves)), x.source, "1", "", f"{x.sha256[:8]} {x.path}",
            mask_text(x.remarks),
        )
        for number, x in enumerate(exhibits, 1)
    ]  # fmt: skip
    codes = ("no", "group", "name", "proves", "source", "copies", "pages", "sum", "remarks")
    return Table(
        caption=named("bundle.evidence"),
        heads=tuple(named(f"bundle.{code}") for code in codes),
        rows=tuple(rows),
        widths=(9, 17, 30, 31, 17, 13, 12, 27, 14),
        right=(5, 6),
    )


def handover_table(files: Iterable[tuple[str, int, str]], words: Words) -> Table:
    """Every other file of the bundle with its size and the first 16 digits of its checksum."""
    rows = [
        (str(number), path, str(size), sha256[:16])
        for number, (path, size, sha256) in enumerate(files, 1)
    ]
    return Table(
        caption=named("bundle.files"),
        heads=tuple(map(named, ("bundle.no", "bundle.file", "bundle.bytes", "bundle.sum16"))),
        rows=tuple(rows),
        widths=(12, 88, 28, 42),
        right=(2,),
    )
