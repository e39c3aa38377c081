"""Legal: what legal has and what may go there; triggers, missing papers, stages, clocks below."""

from __future__ import annotations

from branchdesk.actions.legal.suit import legal_view
from branchdesk.actions.legal.told import LegalLine, legal_cases, legal_lines
from branchdesk.tui.listed import ListedScreen
from branchdesk.tui.plain import cell


class LegalScreen(ListedScreen[LegalLine]):
    """Enter opens the case, where the hand-over is asked for and each stage recorded."""

    place = "legal"
    nothing = "suit.nobody"

    def listed(self) -> dict[str, LegalLine]:
        """With legal, waiting for the decision, named by a trigger."""
        return {one.number: one for one in legal_cases(self.desk)}

    def line(self, one: LegalLine) -> str:
        """Case, customer, days, how far it is, the nearest clock."""
        days = "" if one.days is None else str(one.days)
        words = self.words
        far = (
            words.label("suit", one.stage) if one.stage else words(f"suit.standing-{one.standing}")
        )
        due = words.show(one.due) if one.due else ""
        name = cell(one.customer, 20)
        return f"{cell(one.number, 14)} {name} {cell(days, 5, True)} {cell(far, 22)} {due}"

    def record(self, one: LegalLine) -> list[str]:
        """The legal side of the case under the cursor."""
        return legal_lines(legal_view(self.desk, one.number), self.words)

    def chosen(self, one: LegalLine) -> None:
        """The case."""
        self.house.go("case", one.number)


SCREEN = LegalScreen
