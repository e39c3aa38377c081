"""Many windows on one desk: one of them writes, all may look, none needs a hand."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from branchdesk.basics.errors import Fault, HeldElsewhere
from branchdesk.store import journal
from branchdesk.store.casebook import Casebook
from branchdesk.store.lock import DeskLock
from tests.builders import NOW, a_case, codes
from tests.proof import full

pytestmark = pytest.mark.skipif(os.name == "nt", reason="fork is POSIX's")

STARTS = full(200, 25)
LOOKS = full(600, 60)
FEW = 5
"""The other window must have saved so often meanwhile."""


def try_to_take(folder: Path, number: int, go: int, says: int, stay: int) -> None:
    """One start: wait for the word, take the desk or say who has it, stay until the end."""
    os.read(go, 1)
    lock = DeskLock(folder)
    try:
        lock.take(f"s{number:03d}", "now")
    except HeldElsewhere as held:
        os.write(says, b"%s\n" % str(held.findings[0].facts["who"]).encode())
    else:
        os.write(says, b"mine %d\n" % number)
    os.read(stay, 1)


def test_of_many_starts_at_once_one_writes_and_the_others_learn_who(tmp_path: Path) -> None:
    """25 processes at one word, 200 with ``PROOF=1``; killed, the next start takes the desk."""
    (go, word), (hears, says), (stay, end) = os.pipe(), os.pipe(), os.pipe()
    many = []
    for number in range(STARTS):
        child = os.fork()
        if child == 0:
            try:
                try_to_take(tmp_path, number, go, says, stay)
            finally:
                os._exit(0)
        many.append(child)
    os.close(says)
    os.write(word, b"." * STARTS)
    with os.fdopen(hears) as heard:
        lines = [heard.readline().strip() for _ in range(STARTS)]
        [mine] = [line for line in lines if line.startswith("mine ")]
        # Whoever comes between the taking and the note of it reads no name yet.
        assert set(lines) - {mine, "?"} <= {f"s{int(mine[5:]):03d}"}
        assert DeskLock(tmp_path).holder()["who"] == f"s{int(mine[5:]):03d}"
        for child in many:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    for handle in (go, word, stay, end):
        os.close(handle)
    lock = DeskLock(tmp_path)
    lock.take("s01", "after")
    lock.free()


@contextmanager
def another_that_saves_and_folds(folder: Path) -> Iterator[None]:
    """A window that never rests: two records a commit, a fold after every third."""
    child = os.fork()
    if child == 0:
        try:
            number = 1
            book = Casebook(folder / "cases.json", writable=True)
            while True:
                number += 1
                save(book, number)
                if number % 3 == 0:
                    book.checkpoint()
        finally:
            os._exit(1)
    try:
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def save(book: Casebook, number: int) -> None:
    """Both cases say the number."""
    with book.commit(NOW, "s01", "senior") as commit:
        for name in ("XA-2026-00001", "XA-2026-00002"):
            before = book.cases.get(name)
            version = before.version if before else 0
            case = a_case(number=name, version=version, extra={"text": "货" * 100 + str(number)})
            commit.save(case, "edit", new=before is None)


def test_a_window_that_looks_sees_whole_saves_while_another_saves_and_folds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look opens, never shows half a save, and never an older one than the look before."""
    monkeypatch.setattr(journal, "FIRST", 1 << 11)
    monkeypatch.setattr(journal, "STEP", 1 << 12)
    first = Casebook(tmp_path / "cases.json", writable=True)
    save(first, 1)
    first.close()
    seen, newest = set[int](), 1
    with another_that_saves_and_folds(tmp_path):
        looks = 0
        while looks < LOOKS or len(seen) < FEW:  # on a busy machine the other comes late
            looks += 1
            book = Casebook(tmp_path / "cases.json")
            one, two = book.cases
            assert one.extra == two.extra and one.version == two.version >= newest
            assert len(book.audit) == 2 * one.version
            newest = one.version
            seen.add(newest)
    after = Casebook(tmp_path / "cases.json", writable=True)
    save(after, 0)
    one, two = after.cases
    assert one.version == two.version > newest
    after.close()


Deed = Callable[[Path], None]


def another_saves(folder: Path) -> None:
    """The lock was deleted: another window takes the desk and saves."""
    (folder / ".lock").unlink()
    lock = DeskLock(folder)
    lock.take("s02", "later")
    book = Casebook(folder / "cases.json", writable=True)
    save(book, 3)


def another_saves_and_folds(folder: Path) -> None:
    another_saves(folder)
    Casebook(folder / "cases.json", writable=True).close()


def an_old_file_comes_back(folder: Path) -> None:
    (folder / "cases.json").write_bytes((folder / "cases.json.bak").read_bytes())


def the_journal_goes(folder: Path) -> None:
    max(folder.glob("cases.json.j*")).unlink()


def the_file_goes(folder: Path) -> None:
    (folder / "cases.json").unlink()


@pytest.mark.parametrize("saved", [True, False], ids=["saved since", "only read"])
@pytest.mark.parametrize(
    "deed",
    [another_saves, another_saves_and_folds, an_old_file_comes_back, the_journal_goes,
     the_file_goes],
)  # fmt: skip
def test_a_window_whose_files_were_written_by_others_writes_no_more(
    tmp_path: Path, deed: Deed, saved: bool
) -> None:
    """Neither a save nor the fold at its end: what the others confirmed stays as it is."""
    lock = DeskLock(tmp_path)
    lock.take("s01", "now")
    first = Casebook(tmp_path / "cases.json", writable=True)
    save(first, 1)
    first.checkpoint()
    save(first, 2)
    if not saved:
        first = Casebook(tmp_path / "cases.json", writable=True)
    deed(tmp_path)
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for act in (lambda: save(first, 9), first.checkpoint, lambda: save(first, 9), first.close):
        with pytest.raises(Fault) as fault:
            act()
        assert codes(fault.value.findings) == ["desk.written-elsewhere"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == after


def test_a_file_that_was_only_touched_is_still_ours(tmp_path: Path) -> None:
    """A shared folder may tell another time or number of the file: only its bytes count."""
    book = Casebook(tmp_path / "cases.json", writable=True)
    save(book, 1)
    copy = tmp_path / "copy"
    copy.write_bytes((tmp_path / "cases.json").read_bytes())
    copy.replace(tmp_path / "cases.json")
    os.utime(tmp_path / "cases.json", (1, 1))
    save(book, 2)
    book.close()
    assert len(Casebook(tmp_path / "cases.json").audit) == 4
