"""What letters leave to be done: send them, ask by phone, find the proof, look up the address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.worklist import Item, item_of, urgency
from branchdesk.rules.delivery import Step, steps
from branchdesk.rules.state import ENDS, RESERVED


def delivery_items(sheet: CaseSheet, policy: Policy, today: date) -> Iterator[Item]:
    """A line for each step that a letter of the case waits for (R125, R126)."""
    # After these two the claim lives, and so does what proves that it was made.
    if sheet.case.state in ENDS and sheet.case.state not in RESERVED:
        return
    for letter in sheet.case.letters:
        for step in steps(letter, policy, today):
            day = step.due.day
            yield item_of(sheet, "delivery", urgency(day, today), _text(step), day)


def _text(step: Step) -> Finding:
    one = step.delivery
    facts = {
        "number": step.letter.number, "due": step.due, "id": one.id if one else "",
        "posted": one.posted_on if one else None, "on": one.on if one else None,
    }  # fmt: skip
    return Finding(f"today.delivery-{step.code}", facts, source="R126")
