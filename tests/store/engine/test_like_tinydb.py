"""Whoever knows TinyDB knows this database: the same calls, the same answers (storage: proof 6)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import add, decrement, delete, increment, set
from tinydb.storages import Storage
from tinydb.table import Document, Table

from branchdesk.store.database import CaseDB
from branchdesk.store.journal import JournalStorage
from tests.proof import full

Do = Callable[[Any], Any]


class Keeping(Table):
    """TinyDB's table that gives no id twice: the one thing in which ours differs on purpose."""

    high: dict[str, int]

    def _get_next_id(self) -> int:
        plain: int = super()._get_next_id()  # type: ignore[no-untyped-call]
        number = max(plain, self.high.get(self.name, 0) + 1)
        self._next_id: Any = number + 1
        return number

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        super()._update_table(updater)
        highest = max((int(key) for key in self._read_table()), default=0)
        self.high[self.name] = max(self.high.get(self.name, 0), highest)

    def truncate(self) -> None:
        super().truncate()
        self.high.pop(self.name, None)


class Text(Storage):
    """What TinyDB's own file would hold: a change that failed half way is not in it."""

    def __init__(self) -> None:
        self._text = "null"

    def read(self) -> Any:
        return json.loads(self._text)

    def write(self, data: Any) -> None:
        self._text = json.dumps(data)


class Plain(TinyDB):
    """TinyDB as it comes, its file in memory."""

    def __init__(self) -> None:
        self.high: dict[str, int] = {}
        mine: Any = type("Mine", (Keeping,), {"high": self.high})
        self.table_class = mine
        super().__init__(storage=Text)

    def drop_table(self, name: str) -> None:
        super().drop_table(name)
        self.high.pop(name, None)

    def drop_tables(self) -> None:
        super().drop_tables()
        self.high.clear()


NAMES = ["a", "b", "_default"]
QUERIES = [where("n") == 1, where("n").exists(), ~where("m").exists(), where("k") == "货"]
CHANGES = [set("n", 1), delete("n"), increment("n"), decrement("n"), add("n", 1)]
names, queries, changes = map(st.sampled_from, (NAMES, QUERIES, CHANGES))
ids = st.integers(1, 6)
values = st.one_of(st.integers(-3, 3), st.sampled_from(["货", "\ud800", "x"]), st.none())
documents = st.dictionaries(st.sampled_from(["n", "m", "k"]), values, max_size=3)


def told(do: Callable[[], Any]) -> Any:
    """The answer as plain values, or the kind of the fault."""
    try:
        return shown(do())
    except (KeyError, TypeError, ValueError, RuntimeError) as fault:
        return type(fault).__name__


def shown(value: Any) -> Any:
    if isinstance(value, Document):
        return (value.doc_id, dict(value))
    return [shown(one) for one in value] if isinstance(value, list) else value


def calls(name: str, doc: Any, other: Any, query: Any, change: Any, number: int) -> list[Do]:
    """Every call with these things in it, the same for both."""
    return [
        lambda db: db.table(name).insert(doc),
        lambda db: db.table(name).insert_multiple([doc, other]),
        lambda db: db.table(name).insert(Document(doc, doc_id=number)),
        lambda db: db.table(name).update(doc, query),
        lambda db: db.table(name).update(change, query),
        lambda db: db.table(name).update(doc, doc_ids=[number]),
        lambda db: db.table(name).update(doc),
        lambda db: db.table(name).update_multiple([(doc, query), (change, where("k").exists())]),
        lambda db: db.table(name).upsert(doc, query),
        lambda db: db.table(name).upsert(Document(doc, doc_id=number)),
        lambda db: db.table(name).remove(query),
        lambda db: db.table(name).remove(doc_ids=[number]),
        lambda db: db.table(name).get(query),
        lambda db: db.table(name).get(doc_id=number),
        lambda db: db.table(name).get(doc_ids=[number, 1]),
        lambda db: db.table(name).search(query),
        lambda db: (db.table(name).count(query), db.table(name).contains(query)),
        lambda db: (db.table(name).contains(doc_id=number), len(db.table(name))),
        lambda db: (db.table(name).all(), list(db.table(name)), sorted(db.tables())),
        lambda db: db.table(name).truncate(),
        lambda db: db.drop_table(name),
        lambda db: db.drop_tables(),
    ]


EMPTYING = 3
"""So many calls at the end of the list leave little to look at."""


@st.composite
def acts(draw: st.DrawFn) -> Do:
    """One call, the same for both."""
    drawn = [draw(one) for one in (names, documents, documents, queries, changes, ids)]
    return draw(st.sampled_from(calls(*drawn)))


def answer(db: CaseDB | Plain, act: Do) -> tuple[Any, Any]:
    """What a call gives or raises, and all records after it."""
    return told(lambda: act(db)), db.storage.read() or {}


def on_the_disk(path: Path) -> Any:
    """The records as plain TinyDB reads them from the file; our own table is there and left out."""
    with TinyDB(path, encoding="utf-8") as read_plainly:
        found = read_plainly.storage.read()
    assert found is not None and found.pop("_meta")
    return found


@given(st.lists(st.one_of(acts(), st.none()), max_size=25))
@settings(max_examples=full(3000, 50))
def test_every_call_answers_as_tinydb_does(many: list[Do | None]) -> None:
    """Random calls with the program ended in between: answers and records are the same."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "c.json"
        plain, ours = Plain(), CaseDB(path)
        for number, act in enumerate(many):
            if act is None:
                if number % 2:
                    ours.close()
                ours = CaseDB(path)
            else:
                assert answer(ours, act) == answer(plain, act)
        ours.close()
        assert on_the_disk(path) == (plain.storage.read() or {})


def test_a_long_life_is_as_tinydbs(tmp_path: Path) -> None:
    """10,000 random calls on one file (300 where the proof is not asked for), the program ended
    within every fifty or so, every second time without a word."""
    chance = Random(2026)
    path = tmp_path / "c.json"
    plain, ours = Plain(), CaseDB(path)

    def value() -> Any:
        return chance.choice([*range(-3, 4), "货", "\ud800", "x", None])

    def document() -> dict[str, Any]:
        return {key: value() for key in chance.sample("nmk", chance.randint(0, 3))}

    for number in range(full(10_000, 300)):
        if chance.random() < 0.02:
            if number % 2:
                ours.close()
            ours = CaseDB(path)
        possible = calls(
            chance.choice(NAMES), document(), document(), chance.choice(QUERIES),
            chance.choice(CHANGES), chance.randint(1, 40),
        )  # fmt: skip
        rarely = chance.random() < 0.05
        act = chance.choice(possible if rarely else possible[:-EMPTYING])
        assert answer(ours, act) == answer(plain, act)
    ours.close()
    assert on_the_disk(path) == (plain.storage.read() or {})


def test_it_is_used_as_a_tinydb(tmp_path: Path) -> None:
    """Named storage, context manager, default table, reading only."""
    with CaseDB(tmp_path / "c.json", storage=JournalStorage) as db:
        first = db.insert({"name": "秦小满"})
        assert first == 1 and len(db) == 1 and list(db) == [{"name": "秦小满"}]
    reading = CaseDB(tmp_path / "c.json", access_mode="r")
    assert reading.get(doc_id=1) == {"name": "秦小满"}
    with pytest.raises(Exception, match="read-only"):
        reading.insert({})
    with pytest.raises(FileNotFoundError):
        CaseDB(tmp_path / "none.json", access_mode="r")


def test_a_transaction_is_one_commit_or_none(tmp_path: Path) -> None:
    """Over many tables; one inside another takes back its own changes only."""
    db = CaseDB(tmp_path / "c.json")
    with db.transaction():
        db.table("a").insert({"n": 1})
        with pytest.raises(RuntimeError), db.transaction():
            db.table("a").insert({"n": 2})
            db.table("b").insert({"n": 2})
            raise RuntimeError
        db.table("a").update({"n": 3}, doc_ids=[1])
    assert db.storage.read() == {"a": {"1": {"n": 3}}}
    before = db.storage.seq
    with pytest.raises(RuntimeError), db.transaction():
        db.table("a").remove(doc_ids=[1])
        db.table("a").insert({"n": 4})
        db.drop_table("a")
        raise RuntimeError
    assert db.storage.read() == {"a": {"1": {"n": 3}}} == CaseDB(tmp_path / "c.json").storage.read()
    assert db.storage.seq == before


def test_an_id_once_given_is_never_given_again(tmp_path: Path) -> None:
    """Also when its record is gone and the program was ended."""
    for number in (1, 2, 3):
        with CaseDB(tmp_path / "c.json") as db:
            assert db.insert({}) == number
            db.remove(doc_ids=[number])


def test_indexes_follow_every_change(tmp_path: Path) -> None:
    """Derived at opening, kept with each commit, right again after one taken back."""

    def keys(raw: bytes) -> list[tuple[str, str]]:
        return [("phone", json.loads(raw)["phone"])]

    for _ in range(2):
        db = CaseDB(tmp_path / "c.json")
        table = db.table("cases")
        table.index(keys)
        table.truncate()
        table.insert_multiple([{"phone": "139"}, {"phone": "138"}, {"phone": "139"}])
        assert table.ids("phone", "139") == [1, 3]
        with pytest.raises(RuntimeError), db.transaction():
            table.update({"phone": "137"}, doc_ids=[1])
            table.remove(doc_ids=[3])
            assert table.ids("phone", "139") == []
            raise RuntimeError
        assert (table.ids("phone", "139"), table.ids("phone", "137")) == ([1, 3], [])
        table.update({"phone": "138"}, doc_ids=[3])
        assert (table.ids("phone", "139"), table.ids("phone", "138")) == ([1], [2, 3])


def test_readers_see_whole_commits_while_it_saves_and_folds(tmp_path: Path) -> None:
    """Two tables change together; no thread ever sees one without the other."""
    db = CaseDB(tmp_path / "c.json")
    db.table("a").insert({"n": 0})
    db.table("b").insert({"n": 0})
    torn: list[Any] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            found = db.storage.read()
            if found["a"] != found["b"]:
                torn.append(found)

    def fold() -> None:
        while not done.is_set():
            db.checkpoint()

    threads = [threading.Thread(target=look), threading.Thread(target=fold)]
    for thread in threads:
        thread.start()
    for number in range(1, 60):
        with db.transaction():
            db.table("a").update({"n": number}, doc_ids=[1])
            db.table("b").update({"n": number}, doc_ids=[1])
    done.set()
    for thread in threads:
        thread.join()
    assert torn == []
    assert CaseDB(tmp_path / "c.json").storage.read() == {t: {"1": {"n": 59}} for t in "ab"}
