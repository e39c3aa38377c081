"""A step of a case, and what is lacking before it."""

import msgspec

from branchdesk.basics.finding import Finding


class Gap(msgspec.Struct, frozen=True):
    """One thing that is lacking, or that stands in the way."""

    finding: Finding
    blocks: bool
    """True where the step is refused for it; else it is only told."""
    fills: str = ""
    """The command that fills it, such as ``case verify``; empty where none does."""


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a case with everything that is lacking before it."""

    before: str
    """The step: classification, letter, plan, legal, archive."""
    paper: str = ""
    """Before a letter: which one."""
    gaps: tuple[Gap, ...]

    @property
    def ready(self) -> bool:
        """True where nothing of the case refuses the step."""
        return not any(gap.blocks for gap in self.gaps)
