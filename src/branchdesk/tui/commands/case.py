"""What is done to a case: checked, corrected, classified, sued, closed, filed."""

from __future__ import annotations

from branchdesk.tui.commands.base import Command


class Verify(Command):
    """Identity, papers and figures checked."""

    code = "verify"


class Edit(Command):
    """Correct what the case says."""

    code = "edit"


class Terms(Command):
    """The contract's terms: what interest and penalty are counted by."""

    code = "terms"


class Lacks(Command):
    """What the case on the screen still lacks before each step."""

    code = "lacks"


class Classify(Command):
    """Decide the class of the case."""

    code = "classify"


class AskToSue(Command):
    """Ask the supervisor to give the case to legal."""

    code = "sue"


class SuitStage(Command):
    """Record a stage of the proceedings."""

    code = "stage"


class Clocks(Command):
    """Guarantors, claims on them, interruptions of limitation: which, then its form."""

    code = "clocks"


class Bundle(Command):
    """Make a legal bundle of the case on the screen."""

    code = "bundle"


class CloseCase(Command):
    """Close the case with its outcome."""

    code = "close"


class ArchiveCase(Command):
    """File the closed case."""

    code = "archive"


class Reopen(Command):
    """Open an archived case again."""

    code = "reopen"


class Hold(Command):
    """Keep the case beyond its time, or lift that."""

    code = "hold"


class Records(Command):
    """Papers, the customer's record, credit record and police: which, then its form."""

    code = "records"


class LookUp(Command):
    """What the panes of a case do not show: which, then its page."""

    code = "lookup"


class Reveal(Command):
    """Show full numbers, with a reason that is recorded."""

    code = "reveal"


class NextCase(Command):
    """The next case of the worklist."""

    code, keys, shown = "next", ("f8", "ctrl+y"), "F8"
