"""Cases: all that are not archived."""

from __future__ import annotations

from branchdesk.tui.caselist import CaseList


class CaseListScreen(CaseList):
    """The open cases."""

    place = "cases"
    which = "open"


SCREEN = CaseListScreen
