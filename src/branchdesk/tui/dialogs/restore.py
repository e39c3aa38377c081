"""Going back to a backup: what would be lost, a word typed, then the desk opened anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from branchdesk.actions.safety.backup import Restored, restore
from branchdesk.actions.safety.kept import Loss
from branchdesk.basics.errors import DeskError
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress
from branchdesk.basics.wording import Words
from branchdesk.model.form import Form
from branchdesk.tui.dialogs.confirm import must_say
from branchdesk.tui.dialogs.long_work import Job, LongWork
from branchdesk.tui.dialogs.message import MessageDialog
from branchdesk.tui.house import House

NAMED = 8
"""How many cases the question names; of more it tells how many."""


class WayBack(NamedTuple):
    """A backup that is to take a desk's place, and what whoever means it types."""

    folder: Path
    source: Path
    code: str
    """The branch's; it is typed to confirm."""
    who: str
    """Who restores, as far as the desk knows it."""
    form: Form
    told: Callable[[Words], list[str]]
    """What stands below the question."""
    let_go: Callable[[], None]
    """Frees the desk: the way back takes its lock itself."""


class RestoreDialog(LongWork):
    """Asks, puts the backup in the desk's place, and leads to the desk as it is then."""

    def __init__(self, house: House, way: WayBack) -> None:
        """Take the backup and what it would do."""
        self._restored: Restored | None = None

        def prepare(values: Mapping[str, Any]) -> Job:
            must_say(values, way.code)

            def job(progress: Progress) -> str:
                way.let_go()
                self._restored = restore(way.folder, way.source, way.who, progress)
                return ""

            return job

        super().__init__("dialog.restore", way.form, prepare, {}, file=way.source.name)
        self._house, self._way = house, way

    def on_mount(self) -> None:
        """What would be lost stands below the question."""
        super().on_mount()
        self._say("\n".join(self._way.told(self.words)))

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
        self._house.reopen(self._way.folder, self._way.who)
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
