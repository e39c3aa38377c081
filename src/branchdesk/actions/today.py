"""The worklist of the desk."""

from __future__ import annotations

from datetime import date

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import sheet_of
from branchdesk.basics.masking import mask_text
from branchdesk.reports.worklist import Item, worklist


def today(desk: Desk, as_of: date | None = None, kind: str = "") -> list[Item]:
    """What must be done on a day, most urgent first; ``kind`` keeps one kind only."""
    day = as_of or desk.today
    labels = {field.key: field.label for field in desk.form("enquiry").fields}
    open_sheets = [sheet_of(desk, case, as_of=day) for case in desk.book.cases]
    items = worklist(open_sheets, desk.book.accounts, desk.book.approvals, labels, day)
    return [
        msgspec.structs.replace(item, customer=mask_text(item.customer))
        for item in items
        if kind in ("", item.kind)
    ]
