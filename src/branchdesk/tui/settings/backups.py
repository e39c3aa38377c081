"""Backups: made now, looked at, gone back to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from branchdesk.actions.safety.backup import backup, may_restore
from branchdesk.actions.safety.kept import (
    KeptBackup,
    Loss,
    kept_backups,
    loss_by,
    read_file,
    read_folder,
)
from branchdesk.basics.progress import Progress
from branchdesk.tui.dialogs.long_work import Job, LongWork
from branchdesk.tui.dialogs.restore import RestoreDialog, WayBack, loss_lines
from branchdesk.tui.plain import cell
from branchdesk.tui.settings.pane import Line, Pane

MAKE, FROM = "make", "from"


class BackupsPane(Pane):
    """Two acts, then the backups in the desk's own folder, newest first."""

    code = "backups"

    def lines(self) -> list[Line]:
        """Moment, why, size."""
        words = self.words
        self._found = {one.file.name: one for one in kept_backups(self.desk)}
        told = [
            Line(words("settings.backup-make"), MAKE),
            Line(words("settings.backup-from"), FROM),
        ]
        if not self._found:
            return [*told, Line(words("settings.backup-none"), style="dim")]
        return told + [Line(self._line(one), name) for name, one in self._found.items()]

    def _line(self, one: KeptBackup) -> str:
        words, manifest = self.words, one.manifest
        why = words(f"settings.why-{manifest.why}") if manifest else words("settings.why-unread")
        whole = words("settings.backup-whole") if manifest and manifest.whole else ""
        return f"{words.show(one.at)}  {cell(why, 20)} {cell(size(one.size), 10, True)}  {whole}"

    def record(self, key: str) -> str:
        """Its file, how many files it holds, the check code of that moment."""
        one = self._found.get(key)
        if one is None:
            return self.words("settings.backup-help")
        told = [str(one.file)]
        if one.manifest is not None:
            facts = {"files": len(one.manifest.files), "anchor": one.manifest.anchor}
            told.append(self.words("settings.backup-holds", **facts))
        return "\n".join(told)

    def chosen(self, key: str) -> None:
        """Make one, or go back to one."""
        if key == MAKE:
            self._make()
        elif key == FROM:
            form = self.desk.form("file")
            work = partial(read_file, form)
            self.ask("dialog.restore-from", form, work, self._restore, draft=False)
        else:
            self._restore(self._found[key].file)

    def _make(self) -> None:
        desk, words = self.desk, self.words

        def prepare(values: Mapping[str, Any]) -> Job:
            folder = read_folder(desk, values)

            def job(progress: Progress) -> str:
                made = backup(desk, folder, progress)
                if made is None:
                    return words("settings.backup-stopped")
                return words("backup.made", file=made)

            return job

        given = {"folder": str(desk.folder.backups)}
        dialog = LongWork("dialog.backup", desk.form("backup"), prepare, given)
        self.house.push_screen(dialog, lambda _: self.screen.retell())

    def _restore(self, source: Path) -> None:
        """Say what would be lost before anything is done."""

        def look() -> Loss:
            may_restore(self.desk)
            return loss_by(self.desk, source)

        loss = self.house.attempt(look)
        if loss is not None:
            desk, code = self.desk, self.desk.branch.code
            way = WayBack(
                folder=desk.folder.path, source=source, code=code,
                who=desk.member.id if desk.member else "", form=desk.form("confirm"),
                told=lambda words: loss_lines(loss, words, code), let_go=desk.close,
            )  # fmt: skip
            self.house.push_screen(RestoreDialog(self.house, way))


def size(count: int) -> str:
    """So many bytes as people say it."""
    kib = -(-count // 1024)
    return f"{kib:,} KB" if kib < 10240 else f"{kib // 1024:,} MB"
