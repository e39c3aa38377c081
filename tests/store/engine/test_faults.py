"""A disk that refuses, an interruption, a flipped byte: refused or reported, nothing lost."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.store import journal, replay, snapshot
from branchdesk.store.journal import JournalStorage
from branchdesk.store.seam import Disk
from tests.proof import full
from tests.store.engine.crash import Recorder, State
from tests.store.engine.test_power import WORK, a_story, first_fault, fold, put

CALLS = ("create", "open", "write", "sync", "replace", "link", "unlink", "sync_folder")


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FIRST", 160)
    monkeypatch.setattr(journal, "STEP", 256)


class Failing(Disk):
    """A disk that works ``good`` times and then fails once, or from then on."""

    def __init__(self, good: int, fault: Callable[[], BaseException], sticky: bool) -> None:
        self.left, self.fault, self.sticky, self.failed = good, fault, sticky, False

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in CALLS:
            return found

        def act(*args: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left < 0 and (self.sticky or not self.failed):
                self.failed = True
                if name == "write":
                    handle, place, data = args
                    found(handle, place, data[: len(data) // 2])
                raise self.fault()
            return found(*args, **more)

        return act


def no_room() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def broken() -> OSError:
    return OSError(errno.EIO, os.strerror(errno.EIO))


def work_on(path: Path, disk: Disk) -> list[Any]:
    """What may stand in the file after this work, which goes on after a call that failed.

    It is what memory holds, and perhaps the last change that was refused.
    """
    storage = JournalStorage(path, disk=disk)
    confirmed, refused = storage.read(), None
    for act in WORK:
        try:
            act(storage)
            refused = None if act is not fold else refused
        except (Fault, KeyboardInterrupt):
            assert storage.read() == confirmed, "memory kept what the disk refused"
            refused = act if act is not fold and refused is None else refused
        confirmed = storage.read()
    if refused is None:
        return [confirmed]
    other = JournalStorage(path.with_name("other.json"))
    other.write(confirmed)
    refused(other)
    return [confirmed, other.read()]


@pytest.mark.parametrize("sticky", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("fault", [no_room, broken, KeyboardInterrupt])
def test_a_call_that_fails_costs_no_confirmed_commit(
    tmp_path: Path, fault: Callable[[], BaseException], sticky: bool
) -> None:
    """At every call of the disk, full, broken or interrupted (storage: proof 2, 3)."""
    for number in range(0, 200, full(1, 7)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "c.json"
        JournalStorage(path).close()
        disk = Failing(number, fault, sticky)
        allowed = work_on(path, disk)
        found = JournalStorage(path).read()
        assert found in allowed, number
        assert disk.sticky or not (folder / ".c.json.tmp").exists()
        if not disk.failed:
            break
    else:
        pytest.fail("the work never ended")


def test_after_a_failed_sync_nothing_is_written_until_the_file_is_opened_again(
    tmp_path: Path,
) -> None:
    """What a failed sync left is not known: the next one would confirm what is not there."""
    path = tmp_path / "c.json"
    storage = JournalStorage(path, disk=(disk := Failing(10**9, broken, False)))
    WORK[0](storage)
    before = storage.read()
    disk.left = 1  # the write, then the sync that fails
    with pytest.raises(Fault) as first:
        WORK[1](storage)
    with pytest.raises(Fault) as second:
        WORK[1](storage)
    assert [f.code for f in first.value.findings] == ["desk.not-written"]
    assert [f.code for f in second.value.findings] == ["desk.reopen"]
    assert storage.read() == before
    again = JournalStorage(path)
    WORK[3](again)
    assert JournalStorage(path).read()["cases"]["1"] == {"n": 3}


def test_a_checkpoint_that_fails_makes_no_save_look_failed(tmp_path: Path) -> None:
    """The journal goes on; the next checkpoint folds all of it."""
    path = tmp_path / "c.json"
    storage = JournalStorage(path, disk=(disk := Failing(10**9, no_room, True)))
    WORK[0](storage)
    disk.left = 1
    with pytest.raises(Fault):
        storage.checkpoint()
    disk.left = 10**9
    WORK[1](storage)
    storage.close()
    assert len(JournalStorage(path, access_mode="r").read()["cases"]) == 2
    assert storage.unfolded == 0


class Small(Disk):
    """A disk with room for so many bytes in all."""

    def __init__(self, room: int, folder: Path) -> None:
        self.room, self._folder = room, folder

    def write(self, handle: int, place: int, data: bytes) -> None:
        there = {path.stat().st_ino: path.stat().st_size for path in self._folder.iterdir()}
        grows = max(0, place + len(data) - os.fstat(handle).st_size)
        if sum(there.values()) + grows > self.room:
            raise no_room()
        super().write(handle, place, data)


def test_where_there_is_no_room_to_fold_saves_go_on(tmp_path: Path) -> None:
    """The copy that did not fit takes no room away, and the fold is done when there is some."""
    path = tmp_path / "c.json"
    storage = JournalStorage(path, disk=(disk := Small(1 << 20, tmp_path)))
    put(("cases", "1", b'{"text":"%s"}' % (b"x" * 2_000)))(storage)
    storage.checkpoint()
    put(("cases", "2", b'{"text":"%s"}' % (b"x" * 2_000)))(storage)
    disk.room = sum(file.stat().st_size for file in tmp_path.iterdir()) + 1_000
    for number in range(3, 9):
        with pytest.raises(Fault):
            storage.checkpoint()
        assert not list(tmp_path.glob(".*"))
        put(("cases", str(number), b"{}"))(storage)
    assert len(JournalStorage(path, access_mode="r").read()["cases"]) == 8
    disk.room = 1 << 20
    storage.close()
    assert storage.unfolded == 0 and len(JournalStorage(path).read()["cases"]) == 8


class FailingRecorder(Failing, Recorder):
    """A disk that fails once and keeps every order."""

    def __init__(self) -> None:
        Recorder.__init__(self)
        Failing.__init__(self, 10**9, no_room, sticky=False)


def test_after_a_fold_that_failed_a_cut_loses_nothing(tmp_path: Path) -> None:
    """At each of its calls; the work goes on, in the journal before or the next, and is cut."""
    after, calls = tmp_path / "after", 0
    after.mkdir()
    for calls in range(full(0, 3), 100, full(1, 5)):
        work = tmp_path / str(calls)
        work.mkdir()
        disk = FailingRecorder()

        def failing_fold(storage: JournalStorage, disk: Failing = disk, calls: int = calls) -> None:
            disk.left = calls
            with contextlib.suppress(Fault):
                storage.checkpoint()
            disk.left = 10**9

        story = a_story(work, disk, [*WORK[:2], failing_fold, *WORK[3:5], fold, WORK[9]])
        assert first_fault(story, after) == "", calls
        if not disk.failed:
            break
    assert 8 < calls < 100


def work_done(path: Path, folded: bool) -> tuple[Path, list[State]]:
    """The file that holds the last of this work, and the states before its last save and after."""
    storage, states = JournalStorage(path), list[State]()
    for act in [*WORK[:5], WORK[3]]:
        states.append(storage.read())
        act(storage)
    states.append(storage.read())
    if folded:
        storage.close()
    return path if folded else max(path.parent.glob("c.json.j*")), states[-2:]


def flips(path: Path, file: Path) -> Iterator[tuple[int, JournalStorage | None]]:
    """Every byte of the file turned in one bit: its place and what opens, None where refused."""
    data = file.read_bytes()
    for place in range(0, len(data), full(1, 3)):
        turned = bytearray(data)
        turned[place] ^= 1 << (place % 8)
        file.write_bytes(turned)
        try:
            yield place, JournalStorage(path, access_mode="r")
        except Damaged:
            yield place, None
    file.write_bytes(data)


@pytest.mark.parametrize("folded", [True, False], ids=["folded", "with a journal"])
def test_a_flipped_byte_is_refused_or_reported(tmp_path: Path, folded: bool) -> None:
    """Every byte of the file that counts; never other records in silence (storage: proof 4).

    Only in the journal's last line may it look like a save that was cut off: that is reported.
    """
    path = tmp_path / "c.json"
    file, states = work_done(path, folded)
    lines = file.read_bytes().rstrip(b"\0\n")
    last = len(file.read_bytes()) if folded else lines.rfind(b"\n") + 1
    for place, found in flips(path, file):
        if place < last:
            assert found is None, place
        else:
            assert found is None or (found.reports and found.read() in states), place


@pytest.mark.parametrize("module", [replay, snapshot], ids=["journal", "snapshot"])
def test_a_casebook_without_checksums_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType
) -> None:
    """The proof is worth something: then other records do come up in silence."""
    monkeypatch.setattr(module, "zlib", SimpleNamespace(crc32=lambda *_: 0))
    path = tmp_path / "c.json"
    file, states = work_done(path, folded=module is snapshot)
    opened = [found for _, found in flips(path, file) if found and not found.reports]
    assert any(found.read() not in states for found in opened)


def test_a_torn_end_is_laid_aside_and_told(tmp_path: Path) -> None:
    """It was never confirmed; what is left of it is kept for whoever wants to look."""
    path = tmp_path / "c.json"
    storage = JournalStorage(path)
    for act in WORK[:2]:
        act(storage)
    [file] = tmp_path.glob("c.json.j*")
    data = file.read_bytes()
    end = data.rstrip(b"\0")
    file.write_bytes(data[: len(end) - 20].ljust(len(data), b"\0"))

    reading = JournalStorage(path, access_mode="r")
    assert [f.code for f in reading.reports] == ["desk.torn-tail"]
    assert len(reading.read()["cases"]) == 1
    again = JournalStorage(path)
    assert [f.code for f in again.reports] == ["desk.torn"]
    [aside] = tmp_path.glob("*.torn-*")
    assert end[: len(end) - 20].endswith(aside.read_bytes())
    put(("cases", "5", b"{}"))(again)
    fresh = JournalStorage(path)
    assert sorted(fresh.read()["cases"]) == ["1", "5"] and fresh.reports == []
