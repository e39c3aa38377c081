"""What eases the debt of a case, line by line: for the command line and the screens alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.case import Case


def relief(case: Case, day: date) -> tuple[Finding, ...]:
    """Each deferral with its state on a day (R094); empty where nothing was eased."""
    return tuple(_deferrals(case, day))


def _deferrals(case: Case, day: date) -> Iterator[Finding]:
    for one in case.deferrals:
        state = Term("deferral", "state-running" if one.runs(day) else f"state-{one.state}")
        facts = {"id": one.id, "on": one.on, "until": one.until, "days": one.days, "state": state}
        yield Finding("deferral.line", facts, "R094")
