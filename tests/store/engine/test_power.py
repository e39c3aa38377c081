"""Whatever a power cut leaves, the casebook opens with every confirmed commit (storage: proof 1).

``PROOF=1`` looks at every step and every byte, else at a part of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from branchdesk.basics.errors import DeskError
from branchdesk.store import journal
from branchdesk.store.journal import DROP, JournalStorage
from tests.proof import PROOF, full
from tests.store.engine.crash import Recorder, Story, crashes, lay, told

EVERY = full(1, 7)
Work = list[Callable[[JournalStorage], None]]


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that must grow often, so that cuts fall there too."""
    monkeypatch.setattr(journal, "FIRST", 160)
    monkeypatch.setattr(journal, "STEP", 256)


def put(*rows: tuple[str, str, bytes | None]) -> Callable[[JournalStorage], None]:
    def act(storage: JournalStorage) -> None:
        with storage.transaction():
            for table, key, raw in rows:
                storage.apply(table, key, raw)

    return act


def fold(storage: JournalStorage) -> None:
    storage.checkpoint()


def drop(storage: JournalStorage) -> None:
    with storage.transaction():
        storage.apply("staff", None, DROP)


WORK: Work = [
    put(("cases", "1", b'{"n":1}'), ("audit", "1", b'{"n":1}')),
    put(("cases", "2", b'{"text":"%s"}' % ("货" * 40).encode()), ("audit", "2", b'{"n":2}')),
    fold,
    put(("cases", "1", b'{"n":3}'), ("audit", "3", b"{}"), ("staff", "1", b"{}")),
    put(("cases", "2", None)),
    fold,
    drop,
    put(("cases", "3", b'{"text":"%s"}' % (b"x" * 300))),
    fold,
    put(("cases", "1", b'{"n":4}')),
]


def pieces(size: int) -> Iterator[int]:
    """Where a write may be torn: at every byte, or at a few."""
    return iter(range(1, size) if PROOF else sorted({1, size // 2, size - 1} - {0, size}))


def ends(size: int) -> Iterator[int]:
    return iter({1, size - 1} - {0, size})


def state_of(folder: Path, write: bool = True) -> JournalStorage:
    return JournalStorage(folder / "c.json", access_mode="r+" if write else "r")


def folders(place: Path) -> tuple[Path, Path]:
    """One to lay disks in, one to work in."""
    after, work = place / "after", place / "work"
    after.mkdir()
    work.mkdir()
    return after, work


def first_fault(story: Story, folder: Path, every: int = EVERY) -> str:
    """What is wrong with the first disk that does not open as it must; empty where all do."""
    for (done, begun), disk in crashes(story, pieces, every):
        lay(folder, disk)
        allowed = story.history[done : begun + 1]
        if not disk and done == 0:
            continue  # cut before the file was there: a new one is made
        try:
            found = state_of(folder)
        except (DeskError, OSError) as fault:
            if done == 0 and "c.json" not in disk:
                continue
            return f"{done}: {fault!r} of {sorted(disk)}"
        if found.read() not in allowed:
            return f"{done}..{begun}: {found.read()} of {sorted(disk)}"
    return ""


def a_story(folder: Path, disk: Recorder, work: Work = WORK) -> Story:
    """Work on a file that was there before, begun and folded."""
    JournalStorage(folder / "c.json").close()
    return told(folder, disk, work)


class NoLinks(Recorder):
    """A disk that knows no second name for a file, as a stick's: no ``.bak`` is kept there."""

    def link(self, source: Path, target: Path) -> None:
        raise PermissionError(1, "no hard links")


@pytest.mark.parametrize(
    "disk",
    [Recorder(), Recorder(windows=True), NoLinks()],
    ids=["posix", "windows", "no hard links"],
)
def test_after_every_cut_the_file_holds_every_confirmed_commit(
    tmp_path: Path, disk: Recorder
) -> None:
    """History up to the confirmed commit or the one in flight, never less, never a mix."""
    folder, work = folders(tmp_path)
    assert first_fault(a_story(work, disk), folder) == ""


def some_work(chance: Random) -> Work:
    """Twelve commits and folds in some order, small and large."""

    def row() -> tuple[str, str, bytes | None]:
        raw = b'{"x":"%s"}' % (b"x" * chance.choice([0, 1, 60, 150, 400]))
        gone = chance.random() < 0.25
        return chance.choice(["cases", "audit"]), str(chance.randint(1, 4)), None if gone else raw

    def act() -> Callable[[JournalStorage], None]:
        if chance.random() < 0.25:
            return fold
        return put(*(row() for _ in range(chance.randint(1, 3))))

    return [put(("staff", "1", b"{}")), *(act() for _ in range(11))]


@pytest.mark.parametrize("seed", range(full(8, 1)))
def test_after_every_cut_of_some_other_work_too(tmp_path: Path, seed: int) -> None:
    """Works by chance, eight of them with ``PROOF=1``; every third of them on a Windows disk."""
    folder, work = folders(tmp_path)
    told_by = Recorder(windows=seed % 3 == 2)
    assert first_fault(a_story(work, told_by, some_work(Random(seed))), folder) == ""


def test_a_second_cut_after_the_first_loses_nothing_either(tmp_path: Path) -> None:
    """Opened again, one more commit, cut again without a clean close."""
    folder, work = folders(tmp_path)
    story = a_story(work, Recorder())
    more = put(("cases", "9", b'{"n":9}'))
    looked = 0
    for (done, begun), disk in crashes(story, ends, EVERY * full(1, 3)):
        if "c.json" not in disk:
            continue
        lay(folder, disk)
        again = told(folder, Recorder(), [more, fold, put(("cases", "8", b"{}"))])
        assert again.history[0] in story.history[done : begun + 1]
        last: list[Any] = list(crashes(again, ends, full(1, 4)))
        for (second, newest), left in last if PROOF else last[-12:]:
            lay(folder, left)
            assert state_of(folder).read() in again.history[second : newest + 1]
            looked += 1
    assert looked > 100


def test_a_first_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """Cut while the desk is set up: the next start makes it again."""
    folder, work = folders(tmp_path)
    story = told(work, Recorder(), WORK[:1])
    for (done, _), disk in crashes(story, ends):
        lay(folder, disk)
        if "c.json" in disk:
            assert state_of(folder).read() in story.history
        else:
            assert done == 0


class Forgets(Recorder):
    """A disk that was never asked to sync its files."""

    def sync(self, handle: int, grown: bool = True) -> None:
        pass


class ForgetsSome(Recorder):
    """A disk that was never asked to sync the files of one kind."""

    ending = ""

    def sync(self, handle: int, grown: bool = True) -> None:
        names = {step[2]: step[1] for step in self.log if step[0] in ("create", "open")}
        if self.ending not in names[handle]:
            super().sync(handle, grown)


class ForgetsJournals(ForgetsSome):
    """Its journals."""

    ending = ".j0"


class ForgetsSnapshots(ForgetsSome):
    """Its snapshots."""

    ending = ".tmp"


class ForgetsNames(Recorder):
    """A disk that was never asked to sync its folder."""

    def sync_folder(self, folder: Path) -> None:
        pass


class Hasty(Recorder):
    """A journal that goes before the snapshot that holds it is in place."""

    def replace(self, source: Path, target: Path) -> None:
        if target.name == "c.json":
            for path in target.parent.glob("c.json.j*"):
                self.unlink(path)
            self.sync_folder(target.parent)
        super().replace(source, target)


@pytest.mark.parametrize(
    "mutant", [Forgets, ForgetsJournals, ForgetsSnapshots, ForgetsNames, Hasty]
)
def test_a_casebook_that_left_out_a_step_is_found_out(
    tmp_path: Path, mutant: type[Recorder]
) -> None:
    """The proof is worth something: without a sync, or in another order, it fails."""
    folder, work = folders(tmp_path)
    assert first_fault(a_story(work, mutant()), folder, 1) != ""
