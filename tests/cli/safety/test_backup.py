"""Backups hold what they should and open; the way back loses nothing (R182)."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.actions import opening
from branchdesk.actions.safety.backup import daily, restore
from branchdesk.basics.errors import Fault
from branchdesk.store import restore as way_back
from branchdesk.store.backup import DAYS, MANIFEST, thin, to_keep
from tests.cli.bundles import CASE, a_full_desk
from tests.desks import DeskAt

X = hashlib.sha256(b"x").hexdigest()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with a case, its letter and what came in."""
    return a_full_desk(tmp_path_factory.mktemp("full"))


@pytest.fixture
def desk(full: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy to work on."""
    return full.copied(tmp_path / "copy")


def made(desk: DeskAt, to: Path) -> Path:
    return Path(desk.ok("backup", "--to", to)["file"])


def turned(data: bytes, place: int) -> bytes:
    """One bit of it another."""
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def told(desk: DeskAt) -> dict[str, bytes]:
    """What a restore must bring back; the trail goes on, and says that it was restored."""
    moving = ("backups", "cases.json", "restoring")
    return {name: data for name, data in desk.records.items() if not name.startswith(moving)}


def test_a_backup_holds_the_whole_desk_and_is_written_into_the_trail(
    desk: DeskAt, tmp_path: Path
) -> None:
    """Records, papers, what came in; it leaves the branch, so the trail has it (R171)."""
    file = made(desk, tmp_path / "stick")
    with zipfile.ZipFile(file) as packed:
        names = set(packed.namelist())
    assert {"cases.json", "branch.toml", MANIFEST} <= names
    assert {name.split("/")[0] for name in names} >= {"papers", "received"}
    rows = desk.tables()["audit"].values()
    assert [r["ref"] for r in rows if r["verb"] == "backup.make"] == [file.name]
    assert desk.run("check").code == 0


def test_the_way_back_and_back_again(desk: DeskAt, tmp_path: Path) -> None:
    """What came after the backup is kept first; restoring that undoes the restore."""
    file = made(desk, tmp_path / "stick")
    old, before = desk.ok("case", "show", CASE)["version"], told(desk)
    desk.ok("case", "close", CASE, "--outcome", "recorded_in_error", "--ground", "重复")
    desk.ok("case", "archive", CASE)

    done = desk.ok("restore", file)
    assert desk.ok("case", "show", CASE)["version"] == old
    assert told(desk) == before and desk.run("check").code == 0
    assert list(desk.tables()["audit"].values())[-1]["verb"] == "backup.restore"

    desk.ok("restore", done["before"])
    assert desk.ok("case", "show", CASE)["state"] == "archived"
    assert desk.run("check").code == 0


def test_a_backup_that_is_not_whole_is_refused(desk: DeskAt, tmp_path: Path) -> None:
    """Cut, empty, a bit turned anywhere, or none: exit 5, and nothing of the desk was touched."""
    file = made(desk, tmp_path)
    data = file.read_bytes()
    places = range(100, len(data) // 2, len(data) // 14)
    for spoilt in (b"", data[: len(data) // 2], *(turned(data, place) for place in places)):
        file.write_bytes(spoilt)
        assert desk.refused(5, "restore", file).codes == ["backup.damaged"]
    assert desk.refused(5, "restore", tmp_path / "none.zip").codes == ["backup.damaged"]


def test_a_backup_that_names_places_outside_is_refused(desk: DeskAt, tmp_path: Path) -> None:
    """A hostile zip writes nowhere (trust)."""
    file = tmp_path / "b.zip"
    for name in ("../x.toml", "/etc/x", "archive/../../x", "evil.exe", "archive\\..\\x"):
        with zipfile.ZipFile(file, "w") as out:
            out.writestr(name, b"x")
            manifest = {"branch": "XA", "at": "2026-11-22T10:00:00", "why": "asked"}
            out.writestr(MANIFEST, json.dumps(manifest | {"files": {name: X}}))
        assert desk.refused(5, "restore", file).codes == ["backup.damaged"]


def test_a_backup_of_another_branch_is_refused(desk: DeskAt, tmp_path: Path) -> None:
    """The numbers of two branches must never mix."""
    file = made(desk, tmp_path)
    page = desk.path / "branch.toml"
    page.write_text(page.read_text("utf-8").replace('code = "XA"', 'code = "BJ"'), "utf-8")
    assert desk.refused(3, "restore", file).codes == ["backup.other-branch"]


def test_only_a_supervisor_brings_a_backup_back(desk: DeskAt, tmp_path: Path) -> None:
    """Not who only reads, nor who collects (R172)."""
    file = made(desk, tmp_path)
    assert desk.by("li").refused(3, "restore", file).codes
    assert desk.by("li").refused(3, "backup", "--to", tmp_path).codes


def test_damaged_records_are_brought_back(desk: DeskAt, tmp_path: Path) -> None:
    """That is what it is for: what is left of them is kept all the same."""
    file = made(desk, tmp_path)
    (desk.path / "cases.json").write_bytes(b"{")
    done = desk.ok("restore", file)
    assert desk.run("check").code == 0 and desk.ok("case", "show", CASE)
    with zipfile.ZipFile(done["before"]) as packed:
        assert packed.read("cases.json") == b"{"


@pytest.mark.parametrize("cut", range(1, 12, 2))
def test_a_restore_cut_anywhere_is_undone_or_finished(
    desk: DeskAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """At every write and every removal: the next opening shows the old desk or the new one."""
    file = made(desk, tmp_path)
    now = desk.ok("case", "show", CASE)["version"]
    desk.ok("case", "close", CASE, "--outcome", "recorded_in_error", "--ground", "重复")
    later = desk.ok("case", "show", CASE)["version"]
    calls = []

    def failing(name: str) -> None:
        real = getattr(way_back, name)

        def act(*args: object) -> object:
            calls.append(name)
            if len(calls) == cut * 3:
                raise KeyboardInterrupt
            return real(*args)

        monkeypatch.setattr(way_back, name, act)

    for name in ("write_whole", "remove", "_clear"):
        failing(name)
    try:
        restore(desk.path, file, "s01")
    except KeyboardInterrupt:
        monkeypatch.undo()
        monkeypatch.setenv("BRANCHDESK_TODAY", desk.day)
        if way_back.is_begun(desk.path):
            assert desk.run("case", "list", "--json").code == 4
    monkeypatch.undo()
    monkeypatch.setenv("BRANCHDESK_TODAY", desk.day)
    with opening.open_to_write(desk.path, "s01") as at:
        found = at.book.cases.get(CASE)
        assert found is not None and found.version in (now, later)
    assert desk.run("check").code == 0
    assert not (desk.path / way_back.STAGED).exists()


def test_the_first_start_of_a_day_makes_a_backup(
    desk: DeskAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a real desk, once; a disk that refuses stops nobody's work."""
    page = desk.path / "branch.toml"
    page.write_text(page.read_text("utf-8").replace('kind = "practice"', 'kind = "real"'), "utf-8")
    with opening.open_to_write(desk.path, "s01") as at:
        first, again = daily(at), daily(at)
    assert first is not None and first.name.endswith("-daily.zip") and again is None
    shutil.rmtree(desk.path / "backups")

    def full(*_: object) -> None:
        raise Fault([])

    monkeypatch.setattr("branchdesk.actions.safety.backup.make_backup", full)
    ran = desk.run("case", "show", CASE, "--reveal", "核对", lang="en")
    assert ran.code == 0 and "backup" in ran.err


@given(st.sets(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=200))
def test_the_newest_days_weeks_and_months_are_kept(days: set[date]) -> None:
    """14, 8 and 24: never more than those, the newest always, and again the same."""
    kept = to_keep(days)
    assert kept <= days and len(kept) <= 14 + 8 + 24
    assert set(sorted(days)[-14:]) <= kept
    assert to_keep(kept) == kept


def test_thinning_takes_away_what_is_too_much(tmp_path: Path) -> None:
    """The newest of a day stays; other files are not touched."""
    start = date(2026, 1, 1)
    for number in range(120):
        day = start + timedelta(days=number)
        for hour in ("08", "17"):
            (tmp_path / f"{day}-{hour}0000-daily.zip").touch()
    (tmp_path / "mine.zip").touch()
    end = start + timedelta(days=119)
    gone = thin(tmp_path, end)
    left = sorted(p.name for p in tmp_path.glob("*-daily.zip"))
    assert len(left) + len(gone) == 240 and thin(tmp_path, end) == []
    assert left[-DAYS:] == sorted(left)[-DAYS:] and (tmp_path / "mine.zip").exists()
    assert f"{end}-170000-daily.zip" in left


@pytest.mark.parametrize("today", [date(1970, 1, 1), date(2026, 11, 22)])
def test_a_clock_that_was_wrong_takes_no_backup_away(tmp_path: Path, today: date) -> None:
    """Set back, the one of today stays; back from 2099, those made there push out no later one."""
    days = [date(2024, 1, 1) + timedelta(days=20 * number) for number in range(50)]
    ahead = [date(2099, 1, 1) + timedelta(days=number) for number in range(20)]
    near = [today - timedelta(days=number) for number in range(DAYS)] if today.year > 1970 else []
    for day in {*days, *ahead, *near, today}:
        (tmp_path / f"{day}-080000-daily.zip").touch()
    thin(tmp_path, today)
    left = {path.name[:10] for path in tmp_path.iterdir()}
    assert {str(day) for day in (today, *near, *ahead)} <= left
    assert len(left & {str(day) for day in days}) >= 20
