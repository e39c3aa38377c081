"""The templates of letters, each checked; the names that a template may use."""

from __future__ import annotations

from pathlib import Path

from branchdesk.actions.letter import catalogue, check_templates, template_files
from branchdesk.basics.errors import DeskError
from branchdesk.basics.finding import Finding
from branchdesk.tui.plain import cell
from branchdesk.tui.settings.pane import Line, Pane

NAMES = "names"


class TemplatesPane(Pane):
    """A line each; the check runs beside the screen, for it takes a while."""

    code = "templates"
    _faults: dict[str, list[Finding]] | None = None
    _running = False

    def lines(self) -> list[Line]:
        """The names first; then each template with what became of its check."""
        self._files = {path.name: path for path in template_files(self.desk)}
        if self._faults is None and not self._running:
            self._running = True
            self.screen.run_worker(self._check, thread=True, exit_on_error=False)
        told = [Line(self.words("settings.template-names"), NAMES)]
        return told + [Line(self._line(name), name) for name in self._ordered()]

    def _ordered(self) -> list[str]:
        """Those with faults first."""
        faults = self._faults or {}
        return sorted(self._files, key=lambda name: (not faults.get(name), name))

    def _line(self, name: str) -> str:
        words = self.words
        if self._faults is None:
            state = words("settings.template-checking")
        else:
            count = len(self._faults[name])
            state = words("settings.template-wrong", count=count) if count else "✓"
        code, _, rest = name.partition(".")
        title = words.show(catalogue(self.desk).letters[code].title)
        own = words("settings.own") if self._is_own(name) else ""
        return f"{cell(title, 34)} {rest[:2]}  {cell(state, 14)} {own}"

    def _is_own(self, name: str) -> bool:
        return self._files[name].parent == self.desk.folder.own("letter_templates")

    def _check(self) -> None:
        """In a thread: one after the other, so that a missing one hides no other's faults."""
        found = {name: self._check_one(path) for name, path in dict(self._files).items()}
        self.screen.app.call_from_thread(self._checked, found)

    def _check_one(self, path: Path) -> list[Finding]:
        try:
            return check_templates(self.desk, path)[path.name]
        except DeskError as fault:
            return list(fault.findings)

    def _checked(self, found: dict[str, list[Finding]]) -> None:
        self._running, self._faults = False, found
        if self.screen.is_current:
            self.screen.retell()

    def record(self, key: str) -> str:
        """Every fault; of a template without one, where it lies."""
        if key == NAMES:
            return self._told_names()
        if key not in self._files:
            return ""
        told = [f"! {self.words.finding(one)}" for one in (self._faults or {}).get(key, ())]
        return "\n".join([*told, str(self._files[key])])

    def _told_names(self) -> str:
        names = catalogue(self.desk).names.items()
        return "\n".join(f"{{{{ {key} }}}}  {self.words.show(n.label)}" for key, n in names)

    def chosen(self, key: str) -> None:
        """Check all of them again: somebody may have mended one in Word meanwhile."""
        if key != NAMES:
            self._faults = None
            self.screen.retell()
