"""What the register of agencies leaves to be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from branchdesk.model.agency.register import Agency
from branchdesk.model.policy import Policy
from branchdesk.reports.worklist import Item, urgency
from branchdesk.rules.agency.register import falling_due


def register_items(agencies: Iterable[Agency], policy: Policy, today: date) -> list[Item]:
    """Papers that end within the warning days and evaluations that are due (R159, R161)."""
    return [
        Item(
            kind="agency", urgency=urgency(due.on, today), due=due.on, customer=agency.name,
            text=due.text,
        )
        for agency in agencies
        for due in falling_due(agency, policy, today)
    ]  # fmt: skip
