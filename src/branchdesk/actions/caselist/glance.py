"""What stands beside the case list: the case under the cursor at a glance."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from branchdesk.actions.caselist.lines import Lines
from branchdesk.actions.desk import Desk
from branchdesk.actions.follow.complaint import complaints_of
from branchdesk.basics.masking import mask_text
from branchdesk.basics.wording import Words
from branchdesk.reports.call import head_lines

GAP = "  "
"""Between the parts of a line of the head."""


def glance(desk: Desk, lines: Lines, number: str, words: Words) -> tuple[tuple[str, ...], ...]:
    """Who, how it stands, what is owed, what is next, what warns; the parts of each."""
    sheet = lines.sheet(number)
    # Someone may have typed a telephone number into the name.
    named = msgspec.structs.replace(sheet.customer, name=mask_text(sheet.customer.name))
    sheet = replace(sheet, customer=named)
    open_ones = [c.id for c in complaints_of(desk, sheet.case) if c.is_open]
    head = head_lines(sheet, desk.form, open_ones, words, "open")
    case = sheet.case
    following = case.next_on or mask_text(case.next_none_because) or "—"
    state = f"{words.label('state', case.state)}, {words.label('role', sheet.worker)}"
    todo = [f"{words('head.next')} {words.show(following)}"]
    todo += [words.finding(finding) for finding in sheet.next_step]
    who, stands, sums, flags = (tuple(line.split(GAP)) for line in head)
    return who, (state, *stands), sums, tuple(todo), flags
