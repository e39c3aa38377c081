"""A signal at any call of the disk costs no save that was acknowledged (storage: proof 2)."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from branchdesk.store import journal
from branchdesk.store.archive import Archive
from branchdesk.store.casebook import Casebook
from branchdesk.store.lock import DeskLock
from branchdesk.store.seam import Disk
from branchdesk.store.witness import read_chain, record_faults
from tests.builders import NOW, a_case
from tests.proof import full
from tests.store.engine.test_faults import CALLS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")

SIGNALS = ["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL"]
SAVES, FOLD_EVERY = 7, 3


class Struck(Disk):
    """A disk that works; at one of its calls the program gets a signal.

    A write is struck when half of it is done, every other call before it is begun.
    """

    def __init__(self, at: int, number: signal.Signals) -> None:
        self.left, self.number = at, number

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in CALLS:
            return found

        def act(*args: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left == -1:
                if name == "write":
                    handle, place, data = args
                    found(handle, place, data[: len(data) // 2])
                os.kill(os.getpid(), self.number)
            return found(*args, **more)

        return act


def saves(folder: Path, disk: Disk, says: int) -> None:
    """A desk at work: a new case and a change of the first one in one commit, again and again."""
    lock = DeskLock(folder)
    lock.take("s01", "now")
    book = Casebook(folder / "cases.json", writable=True, disk=disk)
    try:
        for number in range(1, SAVES + 1):
            save(book, number)
            os.write(says, b"%d\n" % number)
            if number % FOLD_EVERY == 0:
                book.checkpoint()
    finally:
        book.close()
        lock.free()


def save(book: Casebook, number: int) -> None:
    with book.commit(NOW, "s01", "senior") as commit:
        assert commit.next("case-2026") == number
        text = {"text": f"{number}" + "货" * 60}
        case = a_case(number=f"XA-2026-{number:05d}", extra=text)
        commit.save(case, "add", new=True)
        if number > 1:
            first = book.cases.get("XA-2026-00001")
            assert first is not None
            commit.save(first, "edit")


def struck(folder: Path, at: int, name: str) -> tuple[int, bool]:
    """The last save that a child said was done, and whether the signal came before its end."""
    number, (hears, says) = signal.Signals[name], os.pipe()
    child = os.fork()
    if child == 0:
        end = 1
        try:
            for each in signal.Signals:  # as a program begins, whatever the test's runner set
                if each in (signal.SIGTERM, signal.SIGHUP):
                    signal.signal(each, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.close(hears)
            disk = Struck(at, number)
            saves(folder, disk, says)
            end = 0 if disk.left >= 0 else 2
        except KeyboardInterrupt:
            end = 3
        finally:
            os._exit(end)
    os.close(says)
    with os.fdopen(hears) as heard:
        said = [int(line) for line in heard]
    _, status = os.waitpid(child, 0)
    died = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    ended = -1 if died else os.WEXITSTATUS(status)
    assert died == number or (number == signal.SIGINT and ended == 3) or ended == 0, (died, ended)
    return max(said, default=0), ended != 0


def whole(folder: Path, least: int) -> int:
    """How many saves the file holds, all of them whole, and it goes on from there."""
    lock = DeskLock(folder)
    lock.take("s02", "after")
    book = Casebook(folder / "cases.json", writable=True)
    found = len(book.cases)
    assert least <= found <= least + 1
    must_be_whole(book, folder)
    save(book, found + 1)
    again = Casebook(folder / "cases.json")
    assert len(again.cases) == found + 1
    must_be_whole(again, folder)
    book.close()
    lock.free()
    return found


def must_be_whole(book: Casebook, folder: Path) -> None:
    """Every save has its case, its change of the first case, its number and its audit rows."""
    found = len(book.cases)
    counter, first = book.counters.get("case-2026"), book.cases.get("XA-2026-00001")
    assert (counter.last if counter else 0) == (first.version if first else 0) == found
    assert [case.extra["text"][:1] for case in book.cases] == [str(n + 1) for n in range(found)]
    assert len(book.audit) == max(0, 2 * found - 1)
    chain = read_chain(book)
    sealed = Archive(folder / "archive", lambda _: False)
    assert chain.faults == [] and list(record_faults(book, sealed, chain)) == []


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that must grow often, so that signals fall there too."""
    monkeypatch.setattr(journal, "FIRST", 1 << 11)
    monkeypatch.setattr(journal, "STEP", 1 << 12)


def moments(first: int) -> Iterator[int]:
    """The calls at which a signal comes: every one, or some spread over the whole."""
    return iter(range(first, 500, full(1, 60)))


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_at_any_call_of_the_disk_costs_no_acknowledged_save(
    tmp_path: Path, name: str
) -> None:
    """Reopened: every save that was acknowledged, at most one more, none of them in part.

    The work is 109 calls: with ``PROOF=1`` 436 signals, else eight of them.
    """
    for at in moments(full(0, SIGNALS.index(name) * 15)):
        folder = tmp_path / str(at)
        folder.mkdir()
        said, cut = struck(folder, at, name)
        assert whole(folder, said) <= SAVES, at
        if not cut:
            assert said == SAVES
            break
    else:
        pytest.fail("the work never ended")
