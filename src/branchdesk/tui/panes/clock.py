"""All clocks of a case as text: until when, why, and what moved them."""

from __future__ import annotations

from rich.text import Text

from branchdesk.basics.wording import Words
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.clock import clock_lines
from branchdesk.reports.clockwork import step
from branchdesk.tui.plain import plain

STYLES = {"fatal": "bold red", "soon": "bold yellow", "later": "bold"}
"""By urgency; the day and its state in words are never left to the colour."""


def clocks_text(sheet: CaseSheet, words: Words) -> Text:
    """The most pressing first; below each its reason."""
    if not sheet.clocks:
        return plain(words("clock.none"), "dim")
    text, styles = Text(), iter([STYLES.get(step(c, sheet.as_of), "bold") for c in sheet.clocks])
    for rank, line in clock_lines(sheet.clocks, sheet.as_of, words):
        if rank == "more":
            text.append_text(plain(f"   {line}\n"))
        else:
            text.append_text(plain(f"{line}\n", next(styles)))
    return text
