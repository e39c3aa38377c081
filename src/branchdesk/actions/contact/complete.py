"""What a record of a contact lacked, added later by an entry that names it (R041)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import change
from branchdesk.actions.contact.add import LEGAL, Recorded, missing
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.form import Form
from branchdesk.model.visit import Visit
from branchdesk.reports.contactwork import open_gaps
from branchdesk.store.codec import to_plain


def gap_form(desk: Desk, number: str, seq: int) -> Form:
    """The fields that a contact lacks, as a form. Raises BadInput where it lacks none."""
    case = open_case(desk, number)
    form = desk.form("visit" if _visit_of(case, seq) else _asked_by(case, seq))
    keys = open_gaps(case).get(seq, ())
    if not keys:
        raise BadInput(Finding("contact.no-gaps", {"number": number, "entry": seq}))
    return Form(form.code, form.title, tuple(f for f in form.fields if f.key in keys))


def complete(
    desk: Desk, number: str, seq: int, raw: Mapping[str, Any], screen: bool = False
) -> Recorded:
    """The contact completed by what is given; what is still lacking is told again.

    Only what was empty is taken: history is added, never edited. Raises BadInput, Refused.
    """
    case, form = open_case(desk, number), gap_form(desk, number, seq)
    filled, faults = fill_in(form, raw, desk.today if screen else None)
    if not filled and not faults:
        faults.append(Finding("case.nothing-given"))
    if faults:
        raise BadInput(faults)
    with change(desk) as ch:
        facts = without_amounts(filled) | {"entry": seq}
        facts |= {"form": LEGAL} if _asked_by(case, seq) == LEGAL else {}
        visit = _visit_of(case, seq)
        kind = "visit_completed" if visit else "contact_completed"
        saved = ch.save(_told(case, visit, facts), "contact.add", kind, **facts)
    left = open_gaps(saved).get(seq, ())
    return Recorded(saved, (), left, missing(form, left))


def _asked_by(case: Case, seq: int) -> str:
    """The form that the contact was recorded by."""
    entry = next((e for e in case.entries("contact") if e.seq == seq), None)
    return str(entry.facts.get("form", "contact")) if entry else "contact"


def _visit_of(case: Case, seq: int) -> Visit | None:
    return next((visit for visit in case.visits if visit.entry == seq), None)


def _told(case: Case, visit: Visit | None, facts: Mapping[str, Any]) -> Case:
    """The case with the visit's record as it is known now."""
    if visit is None:
        return case
    fuller = msgspec.structs.replace(visit, record={**visit.record, **to_plain(facts)})
    visits = tuple(fuller if v.id == visit.id else v for v in case.visits)
    return msgspec.structs.replace(case, visits=visits)
