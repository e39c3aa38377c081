"""Archive: sealed cases, found like the open ones, read only."""

from __future__ import annotations

from branchdesk.tui.caselist import CaseList


class ArchiveScreen(CaseList):
    """The archived cases."""

    place = "archive"
    which = "archived"


SCREEN = ArchiveScreen
