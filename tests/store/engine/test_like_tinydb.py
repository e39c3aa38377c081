"""Whoever knows TinyDB knows this database: the same calls, the same answers (storage: proof 6)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import add, decrement, delete, increment, set
from tinydb.storages import MemoryStorage
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


class Plain(TinyDB):
    """TinyDB as it comes, in memory."""

    def __init__(self) -> None:
        self.high: dict[str, int] = {}
        mine: Any = type("Mine", (Keeping,), {"high": self.high})
        self.table_class = mine
        super().__init__(storage=MemoryStorage)

    def drop_table(self, name: str) -> None:
        super().drop_table(name)
        self.high.pop(name, None)

    def drop_tables(self) -> None:
        super().drop_tables()
        self.high.clear()


names = st.sampled_from(["a", "b", "_default"])
ids = st.integers(1, 6)
values = st.one_of(st.integers(-3, 3), st.sampled_from(["货", "\ud800", "x"]), st.none())
documents = st.dictionaries(st.sampled_from(["n", "m", "k"]), values, max_size=3)
queries = st.sampled_from(
    [where("n") == 1, where("n").exists(), ~where("m").exists(), where("k") == "货"]
)
changes = st.sampled_from([set("n", 1), delete("n"), increment("n"), decrement("n"), add("n", 1)])


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


@st.composite
def acts(draw: st.DrawFn) -> Do:
    """One call, the same for both."""
    name, doc, other = draw(names), draw(documents), draw(documents)
    query, change, number = draw(queries), draw(changes), draw(ids)
    calls: list[Do] = [
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
        lambda db: db.table(name).truncate(),
        lambda db: db.drop_table(name),
        lambda db: db.drop_tables(),
        lambda db: db.table(name).get(query),
        lambda db: db.table(name).get(doc_id=number),
        lambda db: db.table(name).get(doc_ids=[number, 1]),
        lambda db: db.table(name).search(query),
        lambda db: (db.table(name).count(query), db.table(name).contains(query)),
        lambda db: (db.table(name).contains(doc_id=number), len(db.table(name))),
        lambda db: (db.table(name).all(), list(db.table(name)), sorted(db.tables())),
    ]
    return draw(st.sampled_from(calls))


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
                continue
            assert told(lambda: act(ours)) == told(lambda: act(plain))  # noqa: B023
            assert ours.storage.read() == (plain.storage.read() or {})
        ours.close()
        with TinyDB(path, encoding="utf-8") as read_plainly:
            found = read_plainly.storage.read()
        assert found is not None and found.pop("_meta")
        assert found == (plain.storage.read() or {})


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
