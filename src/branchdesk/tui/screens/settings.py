"""Settings: branch, staff, forms, templates, policy, backups, health; a pane by its digit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.widgets.option_list import Option

from branchdesk.basics.errors import DeskError
from branchdesk.tui.plain import plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.settings.backups import BackupsPane
from branchdesk.tui.settings.branch import BranchPane
from branchdesk.tui.settings.forms import FormsPane
from branchdesk.tui.settings.health import HealthPane
from branchdesk.tui.settings.pane import Line
from branchdesk.tui.settings.policy import PolicyPane
from branchdesk.tui.settings.staff import StaffPane
from branchdesk.tui.settings.templates import TemplatesPane
from branchdesk.tui.widgets.options import OptionList
from branchdesk.tui.widgets.prose import Prose

PANES = (BranchPane, StaffPane, FormsPane, TemplatesPane, PolicyPane, BackupsPane, HealthPane)


class SettingsScreen(DeskScreen):
    """The lines of a pane; below them what is known of the one under the cursor; Enter acts."""

    place = "settings"
    BINDINGS = [
        ("escape", "back", ""),
        *[(str(n), f"pane({n - 1})", "") for n in range(1, len(PANES) + 1)],
    ]

    def __init__(self) -> None:
        """The branch comes first."""
        super().__init__()
        self._panes = [pane(self) for pane in PANES]
        self._at = 0

    def compose_work(self) -> Iterable[Any]:
        """Tabs, lines, the record."""
        yield Static(id="tabs", markup=False)
        yield OptionList(id="items", classes="list", markup=False)
        yield VerticalScroll(Prose(id="record"), classes="pane")

    def tell(self) -> None:
        """The lines of the pane, the cursor where it was."""
        tabs = [
            f"[{n} {name}]" if n == self._at + 1 else f" {n} {name} "
            for n, name in enumerate((self.words(f"settings.pane-{p.code}") for p in PANES), 1)
        ]
        self.query_one("#tabs", Static).update(plain(" ".join(tabs)))
        options = self.query_one("#items", OptionList)
        at = options.highlighted
        options.clear_options()
        for line in self._lines():
            told = plain(line.text, line.style)
            options.add_option(Option(told, id=line.key or None, disabled=not line.key))
        self.query_one("#record", Prose).told(plain(""))
        if options.option_count:
            options.highlighted = min(at or 0, options.option_count - 1)
        options.focus()

    def _lines(self) -> list[Line]:
        """Those of the pane; of files that cannot be read, why."""
        try:
            return self._panes[self._at].lines()
        except DeskError as fault:
            return [Line(f"! {self.words.finding(one)}") for one in fault.findings]

    def relay(self) -> None:
        """The lines are cut to the new width."""
        self.tell()

    def action_pane(self, at: int) -> None:
        """Another pane, from its first line."""
        self._at = at
        self.query_one("#items", OptionList).highlighted = None
        self.retell()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What is known of the line under the cursor."""
        text = self._panes[self._at].record(event.option.id or "")
        self.query_one("#record", Prose).told(plain(text))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what the line says."""
        if event.option.id:
            self._panes[self._at].chosen(event.option.id)


SCREEN = SettingsScreen
