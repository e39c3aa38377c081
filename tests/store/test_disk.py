"""A file is replaced whole or stays as it was, whatever the disk does (trust: what survives)."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from branchdesk.basics.errors import Fault
from branchdesk.basics.wording import LANGS, Words
from branchdesk.store.disk import make_folder, remove, wipe_temps, write_whole
from tests.builders import codes

OLD, NEW = "旧的内容".encode(), "新的内容，更长一些".encode()
posix = pytest.mark.skipif(os.name == "nt", reason="rights and links are POSIX's")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that was written once."""
    file = tmp_path / "cases.json"
    write_whole(file, OLD)
    return file


def failing(number: int) -> Callable[..., NoReturn]:
    """A call to the system that fails."""

    def fail(*_: Any, **__: Any) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


def left_in(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_file_holds_what_was_written_and_nothing_else(path: Path) -> None:
    """Also where its folder did not exist yet."""
    write_whole(path, NEW)
    deep = path.parent / "papers" / "XA-2026-00001" / "D-1.docx"
    write_whole(deep, b"")
    assert path.read_bytes() == NEW
    assert deep.read_bytes() == b""
    assert left_in(path.parent) == ["cases.json", "papers"]


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_failure_leaves_the_old_file_and_no_scrap(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    """Disk full, disk broken, not allowed, at every call on the way; and it works again after."""
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(number))
        with pytest.raises(Fault) as fault:
            write_whole(path, NEW)

    assert path.read_bytes() == OLD
    assert left_in(path.parent) == ["cases.json"]
    assert codes(fault.value.findings) == ["desk.not-written"]
    for lang in LANGS:
        assert os.strerror(number) in Words(lang).finding(fault.value.findings[0])
    write_whole(path, NEW)
    assert path.read_bytes() == NEW


def test_a_disk_that_takes_a_few_bytes_at_a_time_still_gets_them_all(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write may be short without being an error."""
    whole = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: whole(handle, bytes(data[:5])))
    write_whole(path, NEW)
    assert path.read_bytes() == NEW


def test_ctrl_c_in_the_middle_leaves_the_old_file_and_no_scrap(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The customers' records lie in one place only."""

    def interrupt(_: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD
    assert left_in(path.parent) == ["cases.json"]


@posix
@pytest.mark.parametrize(
    ("number", "saved"), [(errno.EINVAL, True), (errno.ENOTSUP, True), (errno.EIO, False)]
)
def test_a_folder_that_knows_no_sync_fails_no_save_and_a_broken_one_does(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, saved: bool
) -> None:
    """Some shared folders cannot be synced; a broken disk must be said."""
    sync, calls = os.fsync, []

    def second_fails(handle: int) -> None:
        calls.append(handle)
        sync(handle)
        if len(calls) > 1:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", second_fails)
    if saved:
        write_whole(path, NEW)
        assert path.read_bytes() == NEW
    else:
        with pytest.raises(Fault):
            write_whole(path, NEW)
    assert left_in(path.parent) == ["cases.json"]


@posix
def test_files_and_folders_are_their_owners_alone(tmp_path: Path) -> None:
    """0600 and 0700 (R006, trust: stolen disk, links in the data folder)."""
    before = os.umask(0)
    try:
        write_whole(tmp_path / "desk" / "cases.json", NEW)
    finally:
        os.umask(before)
    assert (tmp_path / "desk").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "desk" / "cases.json").stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("lay", [os.symlink, os.link])
def test_a_link_in_the_place_of_the_temporary_file_is_not_followed(
    path: Path, lay: Callable[[Path, Path], None]
) -> None:
    """The canary is unchanged, and the save is done (trust: links in the data folder)."""
    canary = path.parent / "canary"
    canary.write_bytes(b"canary")
    lay(canary, path.with_name(f".{path.name}.{os.getpid()}.tmp"))

    write_whole(path, NEW)

    assert canary.read_bytes() == b"canary"
    assert path.read_bytes() == NEW
    assert not path.is_symlink()
    assert left_in(path.parent) == ["canary", "cases.json"]


@posix
def test_a_link_in_the_place_of_the_file_is_replaced_and_not_followed(path: Path) -> None:
    """What it pointed to keeps its content."""
    canary = path.parent / "canary"
    canary.write_bytes(b"canary")
    path.unlink()
    path.symlink_to(canary)
    write_whole(path, NEW)
    assert (canary.read_bytes(), path.read_bytes()) == (b"canary", NEW)
    assert not path.is_symlink()


def test_what_a_kill_left_half_written_is_wiped_and_nothing_else(path: Path) -> None:
    """Temporary files are wiped at the start (trust: links in the data folder)."""
    for name in (".cases.json.123.tmp", ".holder.json.9.tmp", "keep.tmp", ".lock"):
        (path.parent / name).write_bytes(b"half")
    wipe_temps(path.parent)
    assert left_in(path.parent) == [".lock", "cases.json", "keep.tmp"]


def test_what_is_removed_may_have_been_gone_before(path: Path) -> None:
    """Twice is as good as once; a folder in its place is a fault."""
    remove(path)
    remove(path)
    assert left_in(path.parent) == []
    path.mkdir()
    with pytest.raises(Fault):
        remove(path)


def test_a_folder_that_cannot_be_made_is_a_fault(path: Path) -> None:
    """A file stands where a folder should."""
    with pytest.raises(Fault):
        make_folder(path / "papers")
    with pytest.raises(Fault):
        write_whole(path / "papers" / "x", NEW)
    assert path.read_bytes() == OLD
