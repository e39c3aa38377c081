"""The application to sue in a bundle: the issued one, else a draft, else why there is none."""

from __future__ import annotations

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.letter import unsaved
from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case, Letter, Received
from branchdesk.papers.bag import Held, held
from branchdesk.papers.bundle import APPLICATION, COMPLAINT
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.court.paper import FOR_COURT

CODE = "litigation_application"


class Application(msgspec.Struct, frozen=True):
    """The application of a case, or every reason why there is none."""

    draft: Held | None = None
    """Drawn up for the bundle; None where one was issued, or none can be drafted."""
    why_none: tuple[Finding, ...] = ()


def issued_application(case: Case) -> Letter | None:
    """The last application that was issued; the bundle holds it under 07."""
    return _last(case, CODE)


def own_name(case: Case, paper: Letter | Received) -> str:
    """The name under which a paper stands before the others; empty for all others.

    The last complaint issued is 06, the last application 07 (R128).
    """
    if paper == _last(case, *FOR_COURT):
        return COMPLAINT
    return APPLICATION if paper == _last(case, CODE) else ""


def _last(case: Case, *codes: str) -> Letter | None:
    issued = [p for p in case.letters if p.code in codes and p.number]
    return issued[-1] if issued else None


def application_of(desk: Desk, sheet: CaseSheet, folder: str) -> Application:
    """The application of a case for its bundle (R122, R150-R152). Raises BadInput (template)."""
    if issued_application(sheet.case) is not None:
        return Application()
    data, reasons = unsaved(desk, sheet, CODE)
    if data is None:
        return Application(None, tuple(reasons))
    return Application(held(folder + APPLICATION, data))
