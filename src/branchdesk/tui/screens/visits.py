"""Visits: those that wait, the next first, and the last month's; plan or record below."""

from __future__ import annotations

from branchdesk.actions.visit.ahead import VisitOf, visit_told, visits
from branchdesk.tui.listed import ListedScreen
from branchdesk.tui.plain import cell


class VisitsScreen(ListedScreen[VisitOf]):
    """Enter opens the case, where a visit is recorded or called off."""

    place = "visits"
    nothing = "visit.nobody"

    def listed(self) -> dict[str, VisitOf]:
        """By case and number of the visit."""
        return {one.key: one for one in visits(self.desk)}

    def line(self, one: VisitOf) -> str:
        """What waits too long has a mark; when, whose, who goes, how it stands."""
        visit, words = one.visit, self.words
        late = "!" if visit.waits and visit.at < self.desk.now else " "
        state = "waits" if visit.waits else "off" if visit.cancelled else "done"
        told = words(f"visit.state-{state}")
        who = cell(words.show(visit.visitors), 12)
        head = f"{late}{words.show(visit.at)} {cell(one.number, 14)} {cell(one.customer, 18)}"
        return f"{head} {who} {told}"

    def record(self, one: VisitOf) -> list[str]:
        """Plan or record."""
        return visit_told(self.desk, one, self.words)

    def chosen(self, one: VisitOf) -> None:
        """The case."""
        self.house.go("case", one.number)


SCREEN = VisitsScreen
