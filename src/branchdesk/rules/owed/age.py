"""How old the core system's figures may be in a paper that duns."""

from __future__ import annotations

from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.model.policy import Policy


def too_old(as_of: date, policy: Policy, today: date) -> list[Finding]:
    """A reason against issuing a paper that duns by figures of a day too long ago (R123).

    The days overdue and the sum that it states would not be those of the day on which it is dated.
    """
    days, most = (today - as_of).days, policy.letter.figures_days
    if days <= most:
        return []
    facts = {"as_of": as_of, "days": days, "most": most}
    return [Finding("letter.figures-old", facts, source="R123")]
