"""The branch as its papers show it, the program's version, where the desk lies."""

from __future__ import annotations

import platform
from typing import Any

import msgspec

from branchdesk import VERSION
from branchdesk.actions.settings.branch import branch_answers, edit_branch
from branchdesk.model.branch import Branch
from branchdesk.tui.plain import cell
from branchdesk.tui.settings.pane import Line, Pane

LABEL = 26


class BranchPane(Pane):
    """What branch.toml says, and what is lacking there."""

    code = "branch"

    def lines(self) -> list[Line]:
        """An entry a line; what papers need and nobody filled in says so."""
        branch, words = self.desk.branch, self.words
        told = []
        for key, value in msgspec.structs.asdict(branch).items():
            shown = words(f"settings.kind-{value}") if key == "kind" else str(value)
            label = cell(words(f"settings.branch-{key}"), LABEL)
            told.append(Line(f"{label} {shown or words('settings.not-filled')}", key))
        version = f"branchdesk {VERSION}  Python {platform.python_version()}"
        told.append(Line(f"{cell(words('settings.version'), LABEL)} {version}", "version"))
        folder = self.desk.folder.path
        return [*told, Line(f"{cell(words('settings.folder'), LABEL)} {folder}", "folder")]

    def record(self, key: str) -> str:
        """How it is changed."""
        if key in ("version", "folder"):
            return self.words("settings.folder-help")
        fixed = key in ("code", "kind")
        code = "settings.branch-fixed" if fixed else "settings.branch-help"
        return self.words(code, file=self.desk.folder.branch)

    def chosen(self, key: str) -> None:
        """Change what papers print; the whole form, for it is read as a whole."""
        form, before = self.desk.form("branch"), branch_answers(self.desk)

        def work(values: dict[str, Any]) -> Branch:
            return edit_branch(self.desk, dict.fromkeys(form.keys, "") | values)

        def done(_: Branch) -> None:
            self.house.saved("settings.branch-saved")

        self.ask("dialog.branch", form, work, done, before)
