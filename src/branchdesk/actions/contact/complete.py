"""What a record of a contact lacked, added later by an entry that names it (R041)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from branchdesk.actions.change import change
from branchdesk.actions.contact.add import Recorded, missing
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.form import Form
from branchdesk.reports.contactwork import open_gaps


def gap_form(desk: Desk, number: str, seq: int) -> Form:
    """The fields that a contact lacks, as a form. Raises BadInput where it lacks none."""
    form = desk.form("contact")
    keys = open_gaps(open_case(desk, number)).get(seq, ())
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
        saved = ch.save(case, "contact.add", "contact_completed", **facts)
    left = open_gaps(saved).get(seq, ())
    return Recorded(saved, (), left, missing(desk, left))
