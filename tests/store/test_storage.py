"""The file is plain TinyDB, changed by whole commits; a damaged one is refused untouched."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.basics.wording import LANGS, Words
from branchdesk.store.storage import AtomicStorage, Tables, dump, load
from tests.builders import codes

TABLES: Tables = {
    "cases": {"1": {"number": "XA-2026-00001", "text": "货款未到账\n第二行"}, "2": {"number": "X"}},
    "_meta": {},
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database file with two records."""
    file = tmp_path / "cases.json"
    file.write_bytes(dump(TABLES))
    return file


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The name of every file that is put in place."""
    names: list[str] = []
    replace = os.replace

    def note(source: Any, target: Any) -> None:
        names.append(Path(target).name)
        replace(source, target)

    monkeypatch.setattr(os, "replace", note)
    yield names


def test_tinydb_alone_reads_the_file(path: Path) -> None:
    """The records outlive this program: any TinyDB opens them."""
    with TinyDB(path, encoding="utf-8") as db:
        assert db.table("cases").get(doc_id=1) == TABLES["cases"]["1"]
        assert len(db.table("cases")) == 2


def test_a_record_is_one_line_that_people_can_read(path: Path) -> None:
    """Chinese as Chinese, one record a line."""
    lines = path.read_text("utf-8").split("\n")
    [line] = [one for one in lines if "货款未到账" in one]
    assert line.startswith('"1":{')


def test_a_file_that_was_never_written_is_an_empty_database(tmp_path: Path) -> None:
    """A new desk has none yet."""
    assert load(tmp_path / "none.json") is None
    assert AtomicStorage(tmp_path / "none.json").read() is None


def test_many_writes_in_one_commit_are_one_replacement(path: Path, replaced: list[str]) -> None:
    """All or nothing, and on the disk once."""
    storage = AtomicStorage(path)
    db = TinyDB(storage=lambda: storage)
    with storage.commit():
        for number in range(20):
            db.table("cases").insert({"number": str(number)})
        assert replaced == []
    assert replaced == ["cases.json"]
    assert len((load(path) or {})["cases"]) == 22


def test_a_commit_that_changes_nothing_writes_nothing(path: Path, replaced: list[str]) -> None:
    """Reading is no reason to touch the file."""
    storage = AtomicStorage(path)
    with storage.commit():
        assert TinyDB(storage=lambda: storage).table("cases").all()
    assert replaced == []


def test_an_error_inside_leaves_memory_and_file_as_before(path: Path) -> None:
    """What was half done is not there, for nobody."""
    storage = AtomicStorage(path)
    db = TinyDB(storage=lambda: storage)
    before = path.read_bytes()
    with pytest.raises(RuntimeError), storage.commit():
        db.table("cases").insert({"number": "3"})
        db.table("new").insert({"number": "4"})
        db.table("cases").remove(doc_ids=[1])
        raise RuntimeError
    assert path.read_bytes() == before
    assert storage.read() == TABLES
    assert len(db.table("cases")) == 2


def test_a_full_disk_leaves_memory_and_file_as_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next commit works once there is room."""
    storage = AtomicStorage(path)
    db = TinyDB(storage=lambda: storage)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Fault), storage.commit():
            db.table("cases").insert({"number": "3"})
    assert storage.read() == TABLES == load(path)
    with storage.commit():
        db.table("cases").insert({"number": "3"})
    assert len((load(path) or {})["cases"]) == 3


def test_an_error_in_an_inner_commit_does_not_lose_the_outer_one(path: Path) -> None:
    """What stood before the inner one is still written."""
    storage = AtomicStorage(path)
    db = TinyDB(storage=lambda: storage)
    with storage.commit():
        db.table("cases").insert({"number": "outer"})
        with pytest.raises(RuntimeError), storage.commit():
            db.table("cases").insert({"number": "inner"})
            raise RuntimeError
    kept = [doc["number"] for doc in (load(path) or {})["cases"].values()]
    assert kept == ["XA-2026-00001", "X", "outer"]


def test_a_window_that_only_reads_writes_nothing(path: Path) -> None:
    """Said as a fault, not found out by the next reader."""
    storage = AtomicStorage(path, writable=False)
    before = path.read_bytes()
    with pytest.raises(Fault) as fault, storage.commit():
        TinyDB(storage=lambda: storage).table("cases").insert({"number": "3"})
    assert codes(fault.value.findings) == ["desk.read-only"]
    assert path.read_bytes() == before
    assert storage.read() == TABLES


WHOLE = dump(TABLES)
DAMAGED = {
    "empty": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"0",
    "no table": b'{"cases":[]}',
    "no record": b'{"cases":{"1":[]}}',
    "a name for a number": b'{"cases":{"one":{}}}',
    "a number in two ways": b'{"cases":{"1":{},"01":{}}}',
    "a negative number": b'{"cases":{"-1":{}}}',
    "a table twice": b'{"cases":{},"cases":{}}',
    "a record twice": b'{"cases":{"1":{},"1":{}}}',
    "a key twice": b'{"cases":{"1":{"a":1,"a":2}}}',
    "NaN": b'{"cases":{"1":{"a":NaN}}}',
    "infinity": b'{"cases":{"1":{"a":-Infinity}}}',
    "GBK": '{"cases":{"1":{"a":"货款"}}}'.encode("gbk"),
    "UTF-16": '{"cases":{}}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "cut in the middle": WHOLE[: len(WHOLE) // 2],
    "cut at the end": WHOLE[:-3],
    "zeros": b"\0" * 64,
    "two files": WHOLE + WHOLE,
    "too deep": b'{"cases":{"1":' + b"[" * 50_000,
    "a number too long": b'{"cases":{"1":{"a":' + b"9" * 5000 + b"}}}",
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_file_is_refused_and_left_untouched(tmp_path: Path, what: str) -> None:
    """It is said in both languages which file, and nothing is repaired by guessing."""
    file = tmp_path / "cases.json"
    file.write_bytes(DAMAGED[what])

    with pytest.raises(Damaged) as damage:
        AtomicStorage(file)

    assert file.read_bytes() == DAMAGED[what]
    assert list(tmp_path.iterdir()) == [file]
    [finding] = damage.value.findings
    assert finding.code == "desk.damaged"
    assert all("cases.json" in Words(lang).finding(finding) for lang in LANGS)


@given(st.integers(1, len(WHOLE) - 2))
def test_no_part_of_a_file_passes_for_the_whole(length: int) -> None:
    """Cut anywhere before the last brace it is no JSON."""
    with pytest.raises(ValueError):
        json.loads(WHOLE[:length].decode("utf-8", "replace"))


def test_what_could_not_be_read_again_is_not_written(path: Path) -> None:
    """NaN is refused at the save, before it makes the file unreadable."""
    storage = AtomicStorage(path)
    with pytest.raises(ValueError), storage.commit():
        TinyDB(storage=lambda: storage).table("cases").insert({"rate": float("nan")})
    assert load(path) == TABLES


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None), max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
records = st.dictionaries(st.text(max_size=6), anything, max_size=3)
tables = st.dictionaries(
    st.text(st.characters(codec="utf-8"), max_size=6),
    st.dictionaries(st.integers(1, 99).map(str), records, max_size=3),
    max_size=3,
)


@given(tables)
def test_what_was_written_is_read_again(kept: Tables) -> None:
    """Whatever the text: quotes, line ends, half characters."""
    assert json.loads(dump(kept)) == kept
