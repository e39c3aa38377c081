"""Finding cases, open and archived."""

from __future__ import annotations

import msgspec

from branchdesk.actions.case import rows
from branchdesk.actions.desk import Desk
from branchdesk.basics.masking import mask_text
from branchdesk.model.row import CaseRow
from branchdesk.reports.caselist import matches


def case_rows(
    desk: Desk, typed: str = "", which: str = "open", klass: str = "", severity: str = ""
) -> list[CaseRow]:
    """The lines that fit, newest case first."""
    found = [
        row
        for row in rows(desk, which)
        if klass in ("", row.klass) and severity in ("", row.severity) and matches(row, typed)
    ]
    found.sort(key=lambda row: row.number, reverse=True)
    # Someone may have typed a telephone number into the name.
    return [msgspec.structs.replace(row, customer=mask_text(row.customer)) for row in found]
