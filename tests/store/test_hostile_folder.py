"""Folders as nobody should have them: strange names, links, rights, another clock."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.store.archive import Archive
from branchdesk.store.backup import Manifest, make_backup
from branchdesk.store.casebook import Casebook
from branchdesk.store.lock import DeskLock
from branchdesk.store.restore import finish, lay_ready
from branchdesk.store.trail import Trail
from branchdesk.store.witness import read_chain
from tests.builders import NOW, a_case, codes

NAMES = [
    "[a-z]*?", "{x} %s", "案台🏦 x", "'\" $HOME", "line\nbreak", "-rf", "~", "\udcff", "a\\b",
    "x" * 250,
]  # fmt: skip
posix = pytest.mark.skipif(os.name == "nt", reason="names and links as POSIX has them")


def save(book: Casebook, number: int, at: datetime = NOW) -> None:
    with book.commit(at, "s01", "senior") as commit:
        commit.save(a_case(number=f"XA-2026-{number:05d}"), "add", new=True)


def a_desk(folder: Path, cases: int = 2) -> Path:
    """A casebook with a folded case and one in the journal."""
    folder.mkdir(parents=True, exist_ok=True)
    book = Casebook(folder / "cases.json", writable=True)
    for number in range(1, cases + 1):
        save(book, number)
        if number == 1:
            book.checkpoint()
    return folder


def cases_in(folder: Path) -> int:
    return len(Casebook(folder / "cases.json").cases)


@posix
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    """Taken, saved, folded, backed up, brought back; nothing lands beside it."""
    desk = a_desk(tmp_path / name)
    lock = DeskLock(desk)
    lock.take("s01", "now")
    backup = make_backup(desk, desk / "backups", Manifest(branch="XA", at=NOW, why="asked"))
    assert backup is not None
    book = Casebook(desk / "cases.json", writable=True)
    save(book, 3)
    book.close()
    assert cases_in(desk) == 3
    lay_ready(desk, backup)
    assert finish(desk) and cases_in(desk) == 2
    lock.free()
    assert list(tmp_path.iterdir()) == [desk]


@posix
@pytest.mark.parametrize("ending", [".j00000002", ".j00000009"])
def test_a_link_in_the_place_of_a_journal_leads_no_write_elsewhere(
    tmp_path: Path, ending: str
) -> None:
    """What looks like a torn end there would be cleared: it is another's file."""
    desk, canary = a_desk(tmp_path / "desk"), tmp_path / "canary"
    canary.write_bytes(b"alive")
    there = desk / f"cases.json{ending}"
    there.unlink(missing_ok=True)
    there.symlink_to(canary)
    with pytest.raises(Fault) as fault:
        save(Casebook(desk / "cases.json", writable=True), 7)
    assert codes(fault.value.findings) == ["desk.not-written"]
    assert canary.read_bytes() == b"alive"


@posix
def test_a_linked_casebook_moves_into_the_desk_whole(tmp_path: Path) -> None:
    """What the link led to stays as it was; no save is lost on the way."""
    desk, elsewhere = a_desk(tmp_path / "desk"), tmp_path / "elsewhere.json"
    (desk / "cases.json").rename(elsewhere)
    (desk / "cases.json").symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    book = Casebook(desk / "cases.json", writable=True)
    save(book, 3)
    book.close()
    assert cases_in(desk) == 3 and not (desk / "cases.json").is_symlink()
    assert elsewhere.read_bytes() == before


def nobody_may_look(*_: Any) -> Any:
    raise PermissionError(13, os.strerror(13))


@pytest.mark.parametrize(
    "look",
    [
        lambda desk: Casebook(desk / "cases.json"),
        lambda desk: Casebook(desk / "cases.json", writable=True),
        lambda desk: Archive(desk / "archive", lambda _: False).documents(),
        lambda desk: Trail(desk / "audit").months(),
    ],
)
def test_what_cannot_be_listed_is_not_taken_for_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: Callable[[Path], object]
) -> None:
    """Journals not seen would be written over, sealed cases not seen would be gone."""
    desk = a_desk(tmp_path / "desk")
    before = {path.name: path.read_bytes() for path in desk.iterdir()}
    with monkeypatch.context() as patched:
        patched.setattr(os, "listdir", nobody_may_look)
        with pytest.raises(Fault) as fault:
            look(desk)
    assert codes(fault.value.findings) == ["desk.not-read"]
    assert {path.name: path.read_bytes() for path in desk.iterdir()} == before


def test_a_file_that_may_not_be_read_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody brings back an old backup because of a folder's rights."""
    desk = a_desk(tmp_path / "desk")
    monkeypatch.setattr(Path, "open", nobody_may_look)
    with pytest.raises(Fault) as fault:
        Casebook(desk / "cases.json")
    assert codes(fault.value.findings) == ["desk.not-read"]


def test_a_casebook_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    """Whoever looks makes no empty one, whoever writes neither."""
    desk = a_desk(tmp_path / "desk")
    (desk / "cases.json").unlink()
    for writable in (False, True):
        with pytest.raises(Damaged) as damage:
            Casebook(desk / "cases.json", writable=writable)
        assert codes(damage.value.findings) == ["desk.records-gone"]
    assert not (desk / "cases.json").exists()


@pytest.mark.parametrize("then", [datetime(1970, 1, 1), datetime(2199, 12, 31)])
def test_a_clock_that_is_wrong_costs_no_save_and_no_row(tmp_path: Path, then: datetime) -> None:
    """Commits are counted, not dated: the trail's order and chain hold."""
    desk = a_desk(tmp_path / "desk")
    book = Casebook(desk / "cases.json", writable=True)
    save(book, 3, then)
    book.checkpoint()
    save(book, 4)
    again = Casebook(desk / "cases.json")
    assert [row.seq for row in again.audit] == [1, 2, 3, 4]
    assert len(again.cases) == 4 and read_chain(again).faults == []
