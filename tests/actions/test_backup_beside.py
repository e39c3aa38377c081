"""The day's backup is made beside the work: whatever changes meanwhile, no case is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.worker import WorkerFailed

from branchdesk.actions import closing, opening
from branchdesk.actions.desk import Desk
from branchdesk.actions.safety import backup as backing
from branchdesk.actions.safety.backup import daily, restore
from branchdesk.basics.errors import Fault
from branchdesk.store.backup import Manifest, make_backup, read_backup
from tests.cli.bundles import CASE, a_full_desk
from tests.desks import DeskAt, an_enquiry
from tests.tui.driver import desk_open

SEALED, ENDED = "XA-2026-00002", "XA-2026-00003"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with an open case, an archived one, and one that only waits for its filing."""
    desk = a_full_desk(tmp_path_factory.mktemp("full"))
    for number in (SEALED, ENDED):
        desk.add(an_enquiry(contract_no=f"XADK{number[-5:]}", customer_name="另一家"))
        desk.ok("case", "close", number, "--outcome", "recorded_in_error", "--ground", "重复")
    desk.ok("case", "archive", SEALED)
    return desk


@pytest.fixture
def desk(full: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy to work on."""
    return full.copied(tmp_path / "copy")


def _real(desk: Desk) -> None:
    """No practice desk any more; the day of the tests stays."""
    desk.branch = replace(desk.branch, kind="real")


def _save(desk: Desk) -> None:
    case = desk.book.cases.get(CASE)
    assert case is not None
    with desk.book.commit(desk.now, "s01", "supervisor") as commit:
        commit.save(replace(case, next_on=desk.today), "case.edit")


def _reopen(desk: Desk) -> None:
    closing.reopen(desk, SEALED, "登记无误")


def _archive(desk: Desk) -> None:
    closing.archive(desk, ENDED)


def _backed_up(desk: DeskAt, at: int, change: Callable[[Desk], object]) -> tuple[Path | None, int]:
    """The day's backup, with a change before its step ``at``; and how many steps there were."""
    steps = 0

    def goes_on(done: int, total: int) -> bool:
        nonlocal steps
        steps += 1
        if steps == at:
            change(held)
        return True

    with opening.open_to_write(desk.path, "s01") as held:
        _real(held)
        return daily(held, goes_on), steps


def _numbers(desk: DeskAt, file: Path, place: Path) -> list[str]:
    """Every case that the backup brings back, open or archived."""
    shutil.copytree(desk.path, place)
    assert restore(place, file, "s01") is not None
    with opening.open_to_write(place, "s01") as held:
        return sorted([*held.book.cases.keys(), *(row.number for row in held.archive.rows())])


@pytest.mark.parametrize("change", [_save, _reopen, _archive])
def test_whatever_changes_meanwhile_no_case_is_missing(
    desk: DeskAt, tmp_path: Path, change: Callable[[Desk], object]
) -> None:
    """Saved, reopened, sealed before any step: each case is in the backup once (R182)."""
    _, steps = _backed_up(desk.copied(tmp_path / "first"), 0, change)
    assert steps >= 8
    for at in range(1, steps + 1):
        each = desk.copied(tmp_path / f"d{at}")
        file, _ = _backed_up(each, at, change)
        assert file is not None
        assert _numbers(each, file, tmp_path / f"r{at}") == [CASE, SEALED, ENDED]
        [left] = (each.path / "backups").iterdir()
        assert left == file


def test_a_save_meanwhile_is_not_half_in_it(desk: DeskAt, tmp_path: Path) -> None:
    """The records are those of the moment at which it began."""
    was = desk.ok("case", "show", CASE)["version"]
    file, _ = _backed_up(desk, 1, _save)
    assert file is not None and desk.ok("case", "show", CASE)["version"] == was + 1
    place = tmp_path / "back"
    shutil.copytree(desk.path, place)
    restore(place, file, "s01")
    book = opening.open_to_read(place, "s01").book
    found = book.cases.get(CASE)
    assert found is not None and found.version == was
    assert book.reports == []


def test_it_tells_how_far_it_is_up_to_the_end(desk: DeskAt) -> None:
    """Packed, then read back: each begins at the first piece and ends with the last."""
    (desk.path / "months").mkdir(exist_ok=True)
    (desk.path / "months" / "empty.json").write_bytes(b"")
    told: list[tuple[int, int]] = []

    def listens(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    with opening.open_to_write(desk.path, "s01") as held:
        _real(held)
        assert daily(held, listens) is not None
    [total] = {total for _, total in told}
    assert told == [(done, total) for _ in ("packed", "read") for done in range(1, total + 1)]


def test_a_casebook_cut_short_under_it_is_no_backup(desk: DeskAt) -> None:
    """Less than was saved is told as a fault, and nothing half is left."""
    with opening.open_to_write(desk.path, "s01") as held:
        _real(held)
        with held.book.still() as sizes:
            more = {name: size + 1 for name, size in sizes.items()}
        into, manifest = desk.path / "backups", Manifest(branch="XA", at=held.now, why="daily")
        with pytest.raises(Fault, match=r"desk\.not-written"):
            make_backup(desk.path, into, manifest, casebook=more)
    assert list(into.iterdir()) == []


def test_an_archive_that_never_rests_is_told(desk: DeskAt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three times begun anew, then said; nothing is left of it."""
    moment = iter(range(100))
    monkeypatch.setattr("branchdesk.store.archive.Archive.state", property(lambda _: next(moment)))
    with (
        opening.open_to_write(desk.path, "s01") as held,
        pytest.raises(Fault, match=r"backup\.archive-moves"),
    ):
        _real(held)
        daily(held)
    assert list((desk.path / "backups").iterdir()) == []
    assert next(moment) == 2 * backing.TRIES


def test_who_leaves_waits_for_no_backup(desk: DeskAt, tmp_path: Path) -> None:
    """Stopped at any step nothing is left of it, and the next start makes it."""

    def leave(held: Desk) -> None:
        held.leaving = True

    _, steps = _backed_up(desk.copied(tmp_path / "first"), 0, leave)
    for at in range(1, steps + 1):
        assert _backed_up(desk, at, leave) == (None, at)
        assert list((desk.path / "backups").iterdir()) == []
    file, _ = _backed_up(desk, 0, leave)
    assert file is not None and read_backup(file) is not None


@pytest.mark.parametrize("fault", [Fault([]), RuntimeError("nobody foresaw it")])
async def test_on_the_screens_it_is_made_once_and_says_only_what_failed(
    desk: DeskAt, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """Not before the first picture; whatever it failed of is told in a dialog, work goes on."""
    async with desk_open(desk.path, staff="s01") as hands:
        assert not (desk.path / "backups").exists()
        _real(hands.app.desk)
        hands.app.back_up()
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert len(list((desk.path / "backups").iterdir())) == 1
        assert hands.sees("[今日]"), hands.screen
        assert not hands.app.screen.is_modal
        shutil.rmtree(desk.path / "backups")

        def full(*_: object) -> None:
            raise fault

        monkeypatch.setattr(backing, "make_backup", full)
        hands.app.back_up()
        with suppress(WorkerFailed):
            await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("今天的自动备份没有做成"), hands.screen
        await hands.press("enter")
        assert not hands.app.screen.is_modal
