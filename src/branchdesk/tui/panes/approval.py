"""An approval as text: its line in the list, and below it all that who decides must see."""

from __future__ import annotations

from collections.abc import Iterator

from branchdesk.actions.desk import Desk
from branchdesk.actions.relief.asked import customer_of, figures, warnings
from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import Words
from branchdesk.model.approval import Approval
from branchdesk.tui.plain import cell

ID, STATE, NAME, WHAT, BY, NUMBER = 5, 8, 16, 20, 6, 14
LONG = 230
"""Cells of a reason that stands before the figures, at most: three lines."""
LEAST, BROAD = 10, 100
"""Cells of the reason at least, and from which width on the case's number stands there too."""


def line(desk: Desk, one: Approval, words: Words, width: int) -> str:
    """Number, state, customer, what is asked, by whom and why, in at most so many cells."""
    waits = one.state == "open" and one.recorded_by
    state = words("approval.recorded" if waits else f"approval.{one.state}")
    about = cell(customer_of(desk, one) or one.about, NAME)
    if width >= BROAD:
        about = f"{cell(one.about, NUMBER)} {about}"
    what = cell(words.show(desk.policy.labels[f"authority.{one.act}"]), WHAT)
    head = f"{cell(one.id, ID)} {cell(state, STATE)} {about} {what} {cell(one.asked_by, BY)} "
    used = ID + STATE + NAME + WHAT + BY + 5 + (NUMBER + 1 if width >= BROAD else 0)
    return head + cell(" ".join(one.reason.split()), max(LEAST, width - used))


def record(desk: Desk, one: Approval, words: Words) -> Iterator[str]:
    """What is asked, whole: for whom, the figures, what speaks against it, what was answered."""
    what = words.show(desk.policy.labels[f"authority.{one.act}"])
    yield "  ".join(part for part in (what, one.about, customer_of(desk, one)) if part)
    asked = words("pane.asked-by", by=one.asked_by, on=one.asked_on)
    reason = f"{asked}  {' '.join(one.reason.split())}"
    # A long reason stands behind the figures: it would push them out of view.
    long = cell_width(reason) > LONG
    if not long:
        yield reason
    for found in figures(desk, one):
        yield words.finding(found)
    for found in warnings(desk, one):
        yield f"! {words.finding(found)}" + (f" ({found.source})" if found.source else "")
    if long:
        yield reason
    if one.decided_by:
        said = words("pane.decided-by", by=one.decided_by, on=one.decided_on)
        yield f"{said}  {one.decision_ground}"
