"""Whatever a power cut leaves while a month of the audit is moved, every row is there once (R171).

``PROOF=1`` looks at every step and every byte, else at a part of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from branchdesk.basics.errors import DeskError
from branchdesk.model.entry import AuditRow
from branchdesk.store import journal
from branchdesk.store.casebook import Casebook
from branchdesk.store.seam import Disk
from branchdesk.store.trail import read_row
from branchdesk.store.witness import read_chain
from tests.builders import a_customer
from tests.proof import full
from tests.store.engine.crash import Recorder, Story, crashes, found_in, lay
from tests.store.engine.test_faults import Failing, broken, no_room
from tests.store.engine.test_power import ends, pieces

Act = Callable[[Casebook], None]


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FIRST", 1 << 10)
    monkeypatch.setattr(journal, "STEP", 1 << 10)


def saved(month: int) -> Act:
    def act(book: Casebook) -> None:
        with book.commit(datetime(2026, month, 20, 10, 30), "s01", "senior") as commit:
            commit.record("case.edit", f"{month}", a_customer())

    return act


def fold(book: Casebook) -> None:
    book.move_months()
    book.checkpoint()


WORK = [saved(9), saved(10), fold, saved(10), saved(9), saved(11), fold, saved(11), fold]
"""The clock stands a month back once, and a finished month gets a row more."""


def all_rows(book: Casebook) -> list[AuditRow]:
    """Every row of months and casebook, those that stand in both twice."""
    months = [read_row(r) for m in book.trail.months() for r in book.trail.rows(m).values()]
    return sorted([*months, *book.audit], key=lambda row: row.seq)


def told(folder: Path, disk: Recorder, work: list[Act]) -> tuple[Story, list[AuditRow]]:
    """The story of a casebook that did this work, and the rows it wrote; it is never closed."""
    start = found_in(folder)
    book = Casebook(folder / "cases.json", writable=True, disk=disk)
    story, rows = Story(disk, start, []), list(book.audit)
    for act in work:
        done = len(rows)
        story.note(done + 1, done)
        act(book)
        last = book.last_audit()
        if last is not None and last.seq > done:
            rows.append(last)
        story.note(len(rows), len(rows))
    return story, rows


def wrong_with(folder: Path, rows: list[AuditRow], done: int, begun: int) -> str:
    """What opening for changing does not put right; empty where all is well."""
    try:
        # A disk that never waits: nothing is cut here.
        book = Casebook(folder / "cases.json", writable=True, disk=Recorder(root=folder))
        book.move_months(begun=True)
    except (DeskError, OSError) as fault:
        return repr(fault)
    found, chain = all_rows(book), read_chain(book)
    if found not in [rows[:count] for count in range(done, begun + 1)]:
        return f"{done}..{begun}: rows {[row.seq for row in found]}"
    return f"{chain.faults}" if chain.faults or chain.rows != len(found) else ""


def first_fault(story: Story, rows: list[AuditRow], folder: Path, every: int) -> str:
    """What is wrong with the first disk that does not open as it must; empty where all do."""
    for (done, begun), disk in crashes(story, pieces, every):
        if "cases.json" not in disk:
            continue  # cut before the desk was there
        lay(folder, disk)
        if wrong := wrong_with(folder, rows, done, begun):
            return f"{wrong} of {sorted(disk)}"
    return ""


def a_story(
    place: Path, kind: type[Recorder], windows: bool = False, work: list[Act] = WORK
) -> tuple[Story, list[AuditRow]]:
    """Work in a folder that has a casebook already."""
    place.mkdir()
    Casebook(place / "cases.json", writable=True).close()
    return told(place, kind(windows, place), work)


@pytest.mark.parametrize("windows", [False, True], ids=["posix", "windows"])
def test_after_every_cut_each_row_is_there_once(tmp_path: Path, windows: bool) -> None:
    """None lost, none twice, the chain whole; what is half moved is moved when it is opened."""
    story, rows = a_story(tmp_path / "work", Recorder, windows)
    (tmp_path / "after").mkdir()
    assert len(rows) == 6
    assert first_fault(story, rows, tmp_path / "after", full(2, 11)) == ""


def test_a_second_cut_after_the_first_loses_no_row_either(tmp_path: Path) -> None:
    """Opened again, mended, one more row, moved, cut again."""
    story, _ = a_story(tmp_path / "work", Recorder)
    folder, left = tmp_path / "after", tmp_path / "left"
    folder.mkdir()
    left.mkdir()
    looked = 0
    for (done, _begun), disk in crashes(story, ends, full(17, 43)):
        if "cases.json" not in disk or not done:
            continue
        lay(folder, disk)
        again, more = told(
            folder,
            Recorder(root=folder),
            [lambda book: book.move_months(begun=True), saved(12), fold],
        )
        # What was moved before the cut stands in the months: the story begins with those too.
        rows = all_rows(Casebook(folder / "cases.json"))
        assert more[-1] == rows[-1]
        last = list(crashes(again, ends, full(1, 7)))
        for _, second in last if full(True, False) else last[-6:]:
            lay(left, second)
            assert wrong_with(left, rows, len(rows) - 1, len(rows)) == ""
            looked += 1
    assert looked > 10


class Hasty(Recorder):
    """Rows that leave the casebook while their month is not safe yet."""

    def sync_folder(self, folder: Path) -> None:
        if folder.name != "audit":
            super().sync_folder(folder)


class NoFolder(Recorder):
    """A month in a folder of which the disk does not know yet."""

    def make_folder(self, path: Path) -> None:
        if not path.exists():
            self.log.append(("folder", self.name(path)))
        path.mkdir(exist_ok=True)


@pytest.mark.parametrize("mutant", [Hasty, NoFolder])
def test_a_move_that_left_out_a_step_is_found_out(tmp_path: Path, mutant: type[Recorder]) -> None:
    """The proof is worth something."""
    story, rows = a_story(tmp_path / "work", mutant, work=WORK[:3])
    (tmp_path / "after").mkdir()
    assert first_fault(story, rows, tmp_path / "after", 1) != ""


@pytest.mark.parametrize("fault", full([no_room, broken], [broken]))
def test_a_disk_that_refuses_at_any_call_of_a_move_loses_no_row(
    tmp_path: Path, fault: Callable[[], OSError]
) -> None:
    """The rows stay where they are or stand in both; the next move puts them right."""
    for number in range(0, 60, full(1, 5)):
        path = tmp_path / str(number) / "cases.json"
        path.parent.mkdir()
        disk = Failing(10**9, fault, False)
        book = Casebook(path, writable=True, disk=disk)
        for act in (saved(9), saved(10), saved(11)):
            act(book)
        rows = list(book.audit)
        disk.left = number
        try:
            fold(book)
        except DeskError:
            assert read_chain(book).faults == []
        assert read_chain(Casebook(path)).rows == len(rows)
        again = Casebook(path, writable=True)
        fold(again)
        assert all_rows(again) == rows and again.trail.months() == ["2026-09", "2026-10"]
        if not disk.failed:
            break
    else:
        pytest.fail("the work never ended")


def test_rows_may_be_moved_while_others_are_saved(tmp_path: Path) -> None:
    """A row of a commit that is not on the disk yet is not looked at, nor is the newest moved."""
    book = Casebook(tmp_path / "cases.json", writable=True, disk=Disk())
    saved(9)(book)
    with book.commit(datetime(2026, 10, 1, 8, 0), "s01", "senior") as commit:
        commit.record("case.edit", "10", a_customer())
        book.move_months()
    assert book.trail.months() == []
    book.move_months()
    last = book.last_audit()
    assert last is not None
    assert (book.trail.months(), [row.seq for row in book.audit], last.seq) == (["2026-09"], [2], 2)
    assert msgspec.structs.replace(last, seq=2) == last
