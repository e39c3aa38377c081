"""What speaks against filing a case away (R182, R149)."""

from __future__ import annotations

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.rules.reversal import may_file
from branchdesk.rules.state import may_move


def may_archive(case: Case) -> list[Finding]:
    """Every reason against it: not closed, or the credit record is still wrong."""
    return may_move(case, "archived") + may_file(case)
