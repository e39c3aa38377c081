"""The application to sue in a bundle: the issued one, else a draft, else why there is none."""

from __future__ import annotations

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.letter import unsaved
from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case, Letter
from branchdesk.papers.bag import Held, held
from branchdesk.papers.bundle import APPLICATION
from branchdesk.reports.case import CaseSheet

CODE = "litigation_application"


class Application(msgspec.Struct, frozen=True):
    """The application of a case, or every reason why there is none."""

    draft: Held | None = None
    """Drawn up for the bundle; None where one was issued, or none can be drafted."""
    why_none: tuple[Finding, ...] = ()


def issued_application(case: Case) -> Letter | None:
    """The last application that was issued; the bundle holds it under 07."""
    issued = [p for p in case.letters if p.code == CODE and p.number]
    return issued[-1] if issued else None


def application_of(desk: Desk, sheet: CaseSheet, folder: str) -> Application:
    """The application of a case for its bundle (R122, R150-R152). Raises BadInput (template)."""
    if issued_application(sheet.case) is not None:
        return Application()
    data, reasons = unsaved(desk, sheet, CODE)
    if data is None:
        return Application(None, tuple(reasons))
    return Application(held(folder + APPLICATION, data))
