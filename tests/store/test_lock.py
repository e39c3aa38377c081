"""One writer at a time; the system frees the lock when its holder dies."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from branchdesk.basics.errors import Fault, HeldElsewhere
from branchdesk.basics.wording import LANGS, Words
from branchdesk.store.lock import DeskLock
from tests.builders import ROOT, codes

SINCE = "2026-11-25 10:30:00"
HOLDER = """
import sys
from pathlib import Path
from branchdesk.store.lock import DeskLock
lock = DeskLock(Path(sys.argv[1]))
lock.take("王婷", sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_window(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the desk."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", HOLDER, str(folder), SINCE]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_process_is_refused_with_the_holders_name(tmp_path: Path) -> None:
    """Who and since when, in both languages (exit code 4); freed by kill -9 without a trace."""
    with another_window(tmp_path) as holder:
        with pytest.raises(HeldElsewhere) as held:
            DeskLock(tmp_path).take("李强", "x")
        [finding] = held.value.findings
        assert finding.code == "desk.held"
        for lang in LANGS:
            sentence = Words(lang).finding(finding)
            assert "王婷" in sentence and SINCE in sentence
        holder.kill()
        holder.wait()
        mine = DeskLock(tmp_path)
        mine.take("李强", "now")
        assert mine.holder() == {"who": "李强", "since": "now"}
        mine.free()


def test_a_second_window_of_the_same_process_is_refused_too(tmp_path: Path) -> None:
    """One desk, one writer; free for the next when it is let go."""
    first, second = DeskLock(tmp_path), DeskLock(tmp_path)
    first.take("a", SINCE)
    with pytest.raises(HeldElsewhere):
        second.take("b", SINCE)
    assert second.holder()["who"] == "a"
    first.free()
    second.take("b", SINCE)
    with pytest.raises(HeldElsewhere):
        first.take("a", SINCE)
    second.free()


def test_another_thread_may_let_go_what_the_first_one_took(tmp_path: Path) -> None:
    """A screen's worker closes the desk as well as its main thread."""
    lock = DeskLock(tmp_path)
    lock.take("a", SINCE)
    worker = Thread(target=lock.free)
    worker.start()
    worker.join()
    other = DeskLock(tmp_path)
    other.take("b", SINCE)
    assert other.holder()["who"] == "b"
    other.free()


def test_a_lock_that_cannot_be_noted_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves the desk free for the next try."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    lock = DeskLock(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Fault):
            lock.take("a", SINCE)
    other = DeskLock(tmp_path)
    other.take("b", SINCE)
    other.free()


def test_taking_the_desk_wipes_what_a_kill_left_half_written(tmp_path: Path) -> None:
    """Nobody else can be writing then (trust: temporary files are wiped at start)."""
    scrap = tmp_path / ".cases.json.4711.tmp"
    month = tmp_path / "archive" / ".2026-11.json.4711.tmp"
    backup = tmp_path / "backups" / ".2026-11-22-080000-daily.zip.4711.tmp"
    for half in (scrap, month, backup):
        half.parent.mkdir(exist_ok=True)
        half.write_bytes(b"half a record")
    held = DeskLock(tmp_path)
    held.take("a", SINCE)
    assert not scrap.exists() and not month.exists() and not backup.exists()
    scrap.write_bytes(b"being written")
    with pytest.raises(HeldElsewhere):
        DeskLock(tmp_path).take("b", SINCE)
    assert scrap.exists()
    held.free()


@pytest.mark.parametrize("note", [b"", b"null", b"[]", b"{}", b"\xff", b'{"who":1}'])
def test_an_unreadable_note_names_nobody_and_breaks_nothing(tmp_path: Path, note: bytes) -> None:
    """The lock counts, the note only tells."""
    (tmp_path / "holder.json").write_bytes(note)
    assert DeskLock(tmp_path).holder() == {"who": "?", "since": "?"}


@pytest.mark.skipif(os.name == "nt", reason="rights are POSIX's")
def test_lock_and_note_are_their_owners_alone(tmp_path: Path) -> None:
    """0600 like every file of the desk (trust)."""
    lock = DeskLock(tmp_path)
    lock.take("a", SINCE)
    modes = {p.name: p.stat().st_mode & 0o777 for p in tmp_path.iterdir()}
    lock.free()
    assert modes == {".lock": 0o600, "holder.json": 0o600}


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """Said, not a traceback."""
    (tmp_path / "file").touch()
    with pytest.raises(Fault) as fault:
        DeskLock(tmp_path / "file").take("a", SINCE)
    assert codes(fault.value.findings) == ["desk.not-written"]
