"""The faults that end an action; each carries its reasons as findings."""

from __future__ import annotations

from collections.abc import Sequence

from branchdesk.basics.finding import Finding


class DeskError(Exception):
    """An action ended without changing anything; ``findings`` say why, all reasons at once."""

    exit_code = 1

    def __init__(self, findings: Sequence[Finding] | Finding) -> None:
        """Keep the reasons; a single finding may stand alone."""
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__(", ".join(f.code for f in self.findings))


class BadInput(DeskError):
    """What was given cannot be read or does not exist; nothing is saved."""

    exit_code = 2


class Refused(DeskError):
    """A rule or want of authority forbids it; nothing is saved."""

    exit_code = 3


class HeldElsewhere(DeskError):
    """The desk is open elsewhere, or the record was changed elsewhere meanwhile."""

    exit_code = 4


class Damaged(DeskError):
    """A stored file is not what was written; the original is kept untouched."""

    exit_code = 5


class Fault(DeskError):
    """The machine failed: disk full, file not writable."""

    exit_code = 1
