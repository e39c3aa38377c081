"""Going back to a backup: what would be lost, a word typed, then the desk opened anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from branchdesk.actions.safety.backup import Restored, restore
from branchdesk.actions.safety.kept import Loss
from branchdesk.basics.errors import DeskError
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress
from branchdesk.basics.wording import Words
from branchdesk.tui.dialogs.confirm import must_say
from branchdesk.tui.dialogs.long_work import Job, LongWork
from branchdesk.tui.dialogs.message import MessageDialog
from branchdesk.tui.house import House

NAMED = 8
"""How many cases the question names; of more it tells how many."""


class RestoreDialog(LongWork):
    """Asks, puts the backup in the desk's place, and leads to the desk as it is then."""

    def __init__(self, house: House, source: Path, loss: Loss) -> None:
        """Take the backup and what going back to it would take away."""
        desk = house.desk
        self._restored: Restored | None = None
        who = desk.member.id if desk.member else ""

        def prepare(values: Mapping[str, Any]) -> Job:
            must_say(values, desk.branch.code)

            def job(progress: Progress) -> str:
                # The way back takes the desk's lock itself: this window lets it go first.
                desk.close()
                self._restored = restore(desk.folder.path, source, who, progress)
                return ""

            return job

        super().__init__("dialog.restore", desk.form("confirm"), prepare, {}, file=source.name)
        self._house, self._who, self._loss = house, who, loss

    def on_mount(self) -> None:
        """What would be lost stands below the question."""
        super().on_mount()
        self._say("\n".join(loss_lines(self._loss, self.words, self.desk.branch.code)))

    def _failed(self, fault: DeskError) -> None:
        """Nothing was put in place: the desk is opened as it was."""
        self._open_again(fault.findings)

    def _done(self, said: str) -> None:
        """The desk as the backup has it, and where what was there before lies."""
        done = self._restored
        told = Finding("settings.restore-stopped")
        if done is not None:
            facts = {"at": done.made_at, "files": done.files, "before": done.before}
            told = Finding("backup.restored", facts)
        self._open_again([told])

    def _open_again(self, told: Sequence[Finding]) -> None:
        """The desk anew, and above it what became of it."""
        self._house.reopen(self._who)
        self._house.push_screen(MessageDialog(told))


def loss_lines(loss: Loss, words: Words, code: str) -> list[str]:
    """Of when the backup is, what was saved since, that it is kept, and what to type."""
    told = [words("settings.restore-to", at=loss.manifest.at)]
    if loss.last is None:
        told.append(words("settings.restore-nothing-lost"))
    else:
        told.append(words("settings.restore-lost", count=loss.changes, last=loss.last))
    if loss.cases:
        named, more = list(loss.cases[:NAMED]), len(loss.cases) - NAMED
        sentence = "settings.restore-cases-more" if more > 0 else "settings.restore-cases"
        told.append(words(sentence, numbers=named, more=more))
    papers = "settings.restore-papers" if not loss.manifest.whole else "settings.restore-whole"
    return [*told, words(papers), words("settings.restore-type", word=code)]
