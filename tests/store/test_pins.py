"""The file of the PINs: what it holds, who counts in it, what a crash leaves (R172)."""

from __future__ import annotations

import errno
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.basics.pin import Scrypt, scrypt
from branchdesk.store.disk import write_whole
from branchdesk.store.pins import Pins

PIN = "85207419"
NOW = datetime(2026, 11, 22, 9, 30)


@pytest.fixture
def pins(tmp_path: Path) -> Pins:
    """A desk's file with one PIN."""
    pins = Pins(tmp_path / "pins.json")
    with pins.held():
        pins.put("wang", pins.made(PIN, must_change=False))
    return pins


def test_the_right_pin_fits_and_no_other(pins: Pins, tmp_path: Path) -> None:
    """scrypt with N = 2^14, r = 8, p = 5, its parameters beside the hash."""
    record = pins.find("wang")

    assert record is not None and pins.find("li") is None
    assert (record.how, len(record.salt)) == (Scrypt(n=16384, r=8, p=5), 16)
    assert pins.fits(PIN, record) and not pins.fits("85207418", record)
    assert pins.made(PIN, False).salt != record.salt


def test_a_hash_made_with_other_parameters_still_fits(pins: Pins) -> None:
    """A later version may ask for more; what is kept says how it was made."""
    how = Scrypt(n=1 << 10, r=8, p=1)
    record = pins.made(PIN, False)
    old = msgspec.structs.replace(record, how=how, hash=scrypt(PIN, record.salt, how))

    assert pins.fits(PIN, old)


def test_neither_pin_nor_plain_hash_of_it_lies_in_the_file(pins: Pins, tmp_path: Path) -> None:
    """And only its owner reads the file."""
    file = tmp_path / "pins.json"

    assert PIN not in file.read_text("utf-8")
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_one_members_try_leaves_the_others_alone(pins: Pins) -> None:
    """The file is replaced whole, with all that is in it."""
    with pins.held():
        pins.put("li", msgspec.structs.replace(pins.made("13579246", True), tries=2, since=NOW))

    wang, li = pins.find("wang"), pins.find("li")
    assert wang is not None and wang.tries == 0
    assert li is not None and (li.tries, li.since, li.pin_must_change) == (2, NOW, True)


def test_two_windows_count_one_after_the_other(pins: Pins, tmp_path: Path) -> None:
    """Each reads what the other counted, for it reads inside the lock."""
    other = Pins(tmp_path / "pins.json")
    for window in (pins, other, pins, other):
        with window.held():
            record = window.find("wang")
            assert record is not None
            window.put("wang", msgspec.structs.replace(record, tries=record.tries + 1))

    record = pins.find("wang")
    assert record is not None and record.tries == 4


def test_a_window_that_does_not_let_go_is_a_fault_with_a_sentence(
    pins: Pins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is counted past another window's counting."""
    monkeypatch.setattr("branchdesk.store.pins.PATIENCE", 0)
    with pins.held(), pytest.raises(Fault), Pins(tmp_path / "pins.json").held():
        pytest.fail("both held it")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b"\xff", b'{"pins": {"wang": {}}}', b'{"format": 99}']
)
def test_a_file_that_cannot_be_read_opens_for_nobody(
    pins: Pins, tmp_path: Path, data: bytes
) -> None:
    """Damage is no absence of PINs; the file stays for the rescue."""
    file = tmp_path / "pins.json"
    file.write_bytes(data)

    with pytest.raises(Damaged):
        pins.find("wang")
    with pins.held(), pytest.raises(Damaged):
        pins.put("wang", pins.made(PIN, False))
    assert file.read_bytes() == data


def test_parameters_that_cannot_be_are_damage(pins: Pins) -> None:
    """A file asking for a terabyte of memory is not obeyed."""
    record = msgspec.structs.replace(pins.made(PIN, False), how=Scrypt(n=1 << 40))

    with pytest.raises(Damaged):
        pins.fits(PIN, record)


def test_a_disk_that_refuses_leaves_the_count_as_it_was(
    pins: Pins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault with a sentence, and no half file."""
    before = (tmp_path / "pins.json").read_bytes()

    def full(handle: int, data: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    record = pins.find("wang")
    assert record is not None
    monkeypatch.setattr(os, "write", full)
    with pins.held(), pytest.raises(Fault):
        pins.put("wang", msgspec.structs.replace(record, tries=1))
    assert (tmp_path / "pins.json").read_bytes() == before


def test_a_count_is_synced_before_put_returns(pins: Pins, monkeypatch: pytest.MonkeyPatch) -> None:
    """File and folder: a power cut after it has the count (R172)."""
    synced: list[int] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        synced.append(handle)
        fsync(handle)

    record = pins.find("wang")
    assert record is not None
    monkeypatch.setattr(os, "fsync", noted)
    with pins.held():
        pins.put("wang", msgspec.structs.replace(record, tries=1))

    assert len(synced) >= (1 if os.name == "nt" else 2)


def test_a_temp_of_another_window_may_be_wiped_without_harm(tmp_path: Path) -> None:
    """The writer's start wipes what lies half written; the count before it stays."""
    pins = Pins(tmp_path / "pins.json")
    with pins.held():
        pins.put("wang", pins.made(PIN, False))
    write_whole(tmp_path / "other.json", b"{}")

    assert pins.find("wang") is not None
