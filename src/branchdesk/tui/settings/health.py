"""Health: everything that was recorded is looked at; a legal bundle is compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from branchdesk.actions import opening
from branchdesk.actions.legal.bundle import verify_bundle
from branchdesk.actions.safety.check import Checked, check_desk
from branchdesk.actions.safety.kept import read_file
from branchdesk.basics.errors import Damaged
from branchdesk.basics.progress import Progress
from branchdesk.tui.dialogs.long_work import Job, LongWork
from branchdesk.tui.plain import cell
from branchdesk.tui.settings.pane import Line, Pane

CHECK, BUNDLE = "check", "bundle"
LABEL = 26


class HealthPane(Pane):
    """Two checks, and how much there is to check."""

    code = "health"

    def lines(self) -> list[Line]:
        """The acts first."""
        words, book = self.words, self.desk.book
        last = book.last_audit()
        anchor = f"{last.seq}:{last.digest[:16]}" if last else "0"
        facts = [
            ("anchor", anchor),
            ("cases", len(book.cases)),
            ("months", len(self.desk.archive.months())),
        ]
        told = [Line(words("settings.check"), CHECK), Line(words("settings.verify"), BUNDLE)]
        for key, value in facts:
            told.append(Line(f"{cell(words(f'settings.{key}'), LABEL)} {value}", key))
        notes = [Line(f"! {words.finding(note)}") for note in self.desk.notes]
        return told + notes

    def record(self, key: str) -> str:
        """What the line is for."""
        help_of = {CHECK: "settings.check-help", BUNDLE: "settings.verify-help"}
        code = help_of.get(key, "settings.anchor-help" if key == "anchor" else "")
        return self.words(code) if code else ""

    def chosen(self, key: str) -> None:
        """Check."""
        if key == CHECK:
            form, prepare = self.desk.form("check"), self._check
            self.house.push_screen(
                LongWork("dialog.check", form, prepare, {}, "settings.check-help")
            )
        elif key == BUNDLE:
            form, verify = self.desk.form("file"), self._verify
            self.house.push_screen(
                LongWork("dialog.verify-bundle", form, verify, {}, "settings.verify-help")
            )

    def _check(self, values: Mapping[str, Any]) -> Job:
        anchor = str(values.get("anchor", ""))

        def job(progress: Progress) -> str:
            stopped = False

            def watched(done: int, total: int) -> bool:
                nonlocal stopped
                stopped = not progress(done, total)
                return not stopped

            # What lies on the disk is looked at, not what this window has in hand.
            found = check_desk(opening.open_to_read(self.desk.folder.path), anchor, watched)
            if found.faults:
                self.screen.app.call_from_thread(self.house.say, Damaged(list(found.faults)))
                return self.words("settings.check-found", count=len(found.faults))
            return self.words("settings.check-stopped") if stopped else self._whole(found)

        return job

    def _whole(self, found: Checked) -> str:
        told = [
            self.words(
                "check.whole", rows=found.rows, cases=found.cases, sealed=found.sealed,
                files=found.files, anchor=found.anchor,
            )
        ]  # fmt: skip
        if found.rows_before:
            told.append(self.words("check.before", rows=found.rows_before))
        return "\n".join(told)

    def _verify(self, values: Mapping[str, Any]) -> Job:
        path = read_file(self.desk.form("file"), values)

        def job(_progress: Progress) -> str:
            found = verify_bundle(path)
            return self.words(
                "bundle.verified", root=found.root, cases=list(found.cases), files=found.files,
                bytes=found.bytes,
            )  # fmt: skip

        return job
