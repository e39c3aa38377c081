"""A streamed file is there whole or not at all, and never in another's place."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from branchdesk.basics.errors import Fault
from branchdesk.store.disk import new_file


def left_in(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_file_lands_whole_and_private(tmp_path: Path) -> None:
    with new_file(tmp_path / "b.zip") as out:
        out.write(b"one")
        assert not (tmp_path / "b.zip").exists()
        out.write(b"two")
        out.land()

    assert left_in(tmp_path) == ["b.zip"] and (tmp_path / "b.zip").read_bytes() == b"onetwo"
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("landed", [False, True])
def test_an_error_leaves_nothing(tmp_path: Path, landed: bool) -> None:
    with pytest.raises(KeyboardInterrupt), new_file(tmp_path / "b.zip") as out:
        out.write(b"one")
        if landed:
            out.land()
        raise KeyboardInterrupt

    assert left_in(tmp_path) == []


def test_what_is_there_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(Fault), new_file(tmp_path / "b.zip") as out:
        (tmp_path / "b.zip").write_bytes(b"mine")
        out.land()

    assert left_in(tmp_path) == ["b.zip"] and (tmp_path / "b.zip").read_bytes() == b"mine"


def test_a_stick_without_hard_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    with new_file(tmp_path / "b.zip") as out:
        out.write(b"one")
        out.land()
    assert left_in(tmp_path) == ["b.zip"]

    with pytest.raises(Fault), new_file(tmp_path / "b.zip") as out:
        out.land()
    assert (tmp_path / "b.zip").read_bytes() == b"one"


def test_a_full_disk_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(Fault), new_file(tmp_path / "b.zip") as out:
        monkeypatch.setattr(os, "write", full)
        out.write(b"one")
    assert left_in(tmp_path) == []
