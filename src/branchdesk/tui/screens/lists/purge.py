"""Cases whose time is over: what holds each; a supervisor marks them and asks for the purge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widgets.option_list import Option

from branchdesk.actions.retention.purge import PURGE, Kept, ask_to_purge, purge_list
from branchdesk.actions.staff.deciders import nobody_else
from branchdesk.model.approval import Approval
from branchdesk.model.form import Form
from branchdesk.tui.dialogs.confirm import must_say
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.listed import ListedScreen
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.widgets.options import OptionList


class PurgeScreen(ListedScreen[Kept]):
    """A line a case, free ones first; below it every reason; Space marks, the menu asks."""

    place = "purge"
    nothing = "purge.nothing"
    BINDINGS = [
        ("escape", "back", ""),
        ("space,ideographic_space", "app.command('mark')", ""),
    ]

    def __init__(self) -> None:
        """Nothing is marked yet."""
        super().__init__()
        self._marked: dict[str, None] = {}

    def listed(self) -> Mapping[str, Kept]:
        """Every ended case."""
        return {kept.standing.number: kept for kept in purge_list(self.desk)}

    def tell(self) -> None:
        """The list; below it what was purged already."""
        super().tell()
        self._marked = {n: None for n in self._marked if n in self._found}
        options = self.query_one("#items", OptionList)
        for stone in self.desk.book.tombstones:
            facts = {"number": stone.case, "on": stone.purged_on, "id": stone.approval}
            told = self.words("purge.gone", **facts)
            options.add_option(Option(plain(told, "dim"), disabled=True))

    def line(self, one: Kept) -> str:
        """Number, mark, customer, state, when it ended and is free."""
        stands, words = one.standing, self.words
        mark = "*" if stands.number in self._marked else " "
        state = cell(words(f"retention.{stands.state}"), 14)
        closed = cell(words.show(stands.closed_on), 11)
        head = f"{cell(stands.number, 14)}{mark} {cell(one.customer, 20)}"
        return f"{head} {state} {closed} {words.show(stands.free_on)}"

    def record(self, one: Kept) -> Iterable[str]:
        """Every reason against it, with its source."""
        for found in one.standing.against:
            yield f"! {self.words.finding(found)}  {found.source}".rstrip()
        if not one.standing.against:
            yield self.words("purge.free")

    def chosen(self, one: Kept) -> None:
        """Look at the case."""
        self.house.go("case", one.standing.number)

    def allows(self, code: str) -> bool:
        """Only what nothing holds can be marked; only marked cases are asked for."""
        if code == "mark":
            kept = self.current()
            return kept is not None and kept.standing.state == "free"
        return code != "purge_ask" or bool(self._marked)

    def do_mark(self) -> None:
        """Mark the case under the cursor, or take its mark away."""
        kept = self.current()
        if kept is not None:
            number = kept.standing.number
            if number in self._marked:
                del self._marked[number]
            else:
                self._marked[number] = None
            self.tell()
            self.explain(self.words("purge.marked", count=len(self._marked)))
            self.show_keys()

    def do_purge_ask(self) -> None:
        """Ask another supervisor: with a reason, and how many they are typed once more."""
        numbers = list(self._marked)
        ground, confirm = self.desk.form("ground"), self.desk.form("confirm")
        form = Form("purge", ground.title, (*ground.fields, *confirm.fields))

        def work(values: dict[str, Any]) -> Approval:
            must_say(values, str(len(numbers)))
            return ask_to_purge(self.desk, numbers, str(values.get("ground", "")))

        def done(asked: Approval | None) -> None:
            if asked is not None:
                self._marked.clear()
                self.house.saved("purge.asked", count=len(numbers), id=asked.id)
                self.retell()

        note = "\n".join([*map(self.words.finding, nobody_else(self.desk, PURGE)), *numbers])
        dialog = FormDialog("dialog.purge", form, work, note=note, draft=False, count=len(numbers))
        self.app.push_screen(dialog, done)


SCREEN = PurgeScreen
