"""TinyDB over the journal: its operations with their usual meaning, each costing its change only.

db = CaseDB("cases.json")
with db.transaction():            # one commit over many tables
    db.table("cases").insert({...})
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableMapping
from operator import itemgetter
from typing import Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from branchdesk.basics.finding import Finding
from branchdesk.store.journal import DROP, EMPTY, JournalStorage
from branchdesk.store.snapshot import META, decode, encode

Keys = Callable[[bytes], Iterable[tuple[str, Hashable]]]
"""The (index, key) pairs of a document."""


class Documents(Mapping[str, Any]):
    """The documents of a table, decoded one by one as they are asked for."""

    def __init__(self, storage: JournalStorage, name: str) -> None:
        """Look at the table of this name, there or not."""
        self._storage, self._name = storage, name

    def _rows(self) -> Mapping[str, bytes]:
        return self._storage.tables.get(self._name, {})

    def __getitem__(self, key: str) -> Any:
        """The document; KeyError where there is none."""
        with self._storage.lock:
            raw = self._rows()[key]
        return decode(raw)

    def __iter__(self) -> Iterator[str]:
        """The ids as they are now."""
        with self._storage.lock:
            return iter(list(self._rows()))

    def __len__(self) -> int:
        """How many there are."""
        with self._storage.lock:
            return len(self._rows())

    def items(self) -> Any:
        """Ids and documents of this moment; later commits change nothing about them."""
        with self._storage.lock:
            many = list(self._rows().items())
        return ((key, decode(raw)) for key, raw in many)


class Change(MutableMapping[int, Any]):
    """What an updater of TinyDB does to a table, noted; nothing happens before ``ops``."""

    def __init__(self, rows: Mapping[str, bytes]) -> None:
        """Begin with the rows as they are."""
        self._rows = rows
        self._lent: dict[str, Any] = {}
        self._new: dict[str, Any] = {}
        self._gone: set[str] = set()
        self._emptied = False

    def _there(self, key: str) -> bool:
        return not self._emptied and key in self._rows and key not in self._gone

    def __getitem__(self, number: int) -> Any:
        """The document to edit in place."""
        key = str(number)
        if key in self._new:
            return self._new[key]
        if not self._there(key):
            raise KeyError(number)
        if key not in self._lent:
            self._lent[key] = decode(self._rows[key])
        return self._lent[key]

    def __setitem__(self, number: int, document: Any) -> None:
        """A new document, or another in its place."""
        self._new[str(number)] = document

    def __delitem__(self, number: int) -> None:
        """The document goes."""
        key = str(number)
        if number not in self:
            raise KeyError(number)
        self._new.pop(key, None)
        self._lent.pop(key, None)
        if key in self._rows:
            self._gone.add(key)

    def __contains__(self, number: object) -> bool:
        """Whether there is a document of this id, nothing decoded."""
        return str(number) in self._new or self._there(str(number))

    def __iter__(self) -> Iterator[int]:
        """The ids in their order."""
        old = [] if self._emptied else [key for key in self._rows if key not in self._gone]
        fresh = [key for key in self._new if not self._there(key)]
        return iter([int(key) for key in (*old, *fresh)])

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)

    def clear(self) -> None:
        """All documents go; ids begin anew, as TinyDB has it."""
        self._emptied = True
        self._lent, self._new, self._gone = {}, {}, set()

    def ops(self) -> list[tuple[str | None, bytes | None]]:
        """What there is to do, encoded. Raises TypeError, ValueError where JSON has no word."""
        found: list[tuple[str | None, bytes | None]] = [(None, EMPTY)] if self._emptied else []
        if not self._emptied:
            found += [(key, None) for key in self._rows if key in self._gone] if self._gone else []
        for key, document in self._lent.items():
            if key not in self._new:
                raw = encode(document)
                if raw != self._rows[key]:
                    found.append((key, raw))
        return found + [(key, encode(document)) for key, document in self._new.items()]


class CaseTable(Table):
    """A table whose changes are noted, not rewritten."""

    _storage: JournalStorage

    def __init__(
        self, storage: Any, name: str, cache_size: int = 10, persist_empty: bool = False
    ) -> None:
        """Take the table of this name."""
        if name == META:
            raise ValueError(f"{META} is the file's own")
        self._found: dict[tuple[str, Hashable], int | set[int]] = {}
        self._next = self._looked = 0
        super().__init__(storage, name, cache_size, persist_empty)

    def _read_table(self) -> Any:
        return Documents(self._storage, self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._storage.transaction():
            change = Change(self._storage.tables.get(self.name, {}))
            updater(change)
            ops = change.ops()
            if not ops and self.name not in self._storage.tables:
                ops = [(None, EMPTY)]
            for key, raw in ops:
                self._storage.apply(self.name, key, raw)
        self.clear_cache()

    def _get_next_id(self) -> int:
        given = self._storage.marks.get(self.name, 0)
        self._next = max(self._next, given) + 1
        return self._next

    def truncate(self) -> None:
        """All documents go; ids begin anew."""
        with self._storage.lock:
            super().truncate()
            self._next = 0

    def insert(self, document: Mapping[str, Any]) -> int:
        """The id of the new document."""
        with self._storage.lock:
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """The ids of the new documents."""
        with self._storage.lock:
            return super().insert_multiple(documents)

    def update(
        self,
        fields: Any,
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """The ids of the changed documents; only those are encoded again."""
        with self._storage.lock:
            ids = self._matching(cond) if doc_ids is None and cond is not None else doc_ids
            return super().update(fields, None, ids)

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """The ids of the removed documents."""
        with self._storage.lock:
            ids = self._matching(cond) if doc_ids is None and cond is not None else doc_ids
            return super().remove(None, ids)

    def search(self, cond: QueryLike) -> list[Document]:
        """The matching documents; an answer kept from before any change is not used."""
        with self._storage.lock:
            if self._looked != self._storage.changes:
                self.clear_cache()
                self._looked = self._storage.changes
            return super().search(cond)

    def _matching(self, cond: QueryLike) -> list[int]:
        return [int(key) for key, document in self._read_table().items() if cond(document)]

    # ------------------------------------------------------------------ beyond TinyDB

    @property
    def file(self) -> str:
        """The name of the file in which the table lies."""
        return self._storage.path.name

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """No other thread commits meanwhile."""
        with self._storage.lock:
            yield

    def raw(self, doc_id: int) -> bytes | None:
        """The document as it is stored, or None."""
        with self._storage.lock:
            return self._storage.tables.get(self.name, {}).get(str(doc_id))

    def documents_as_stored(self) -> Mapping[str, bytes]:
        """Every document by its id; only while it is ``held``, for it changes with each commit."""
        return self._storage.tables.get(self.name, {})

    def rows(self) -> list[tuple[int, bytes]]:
        """The documents as they are stored, by id."""
        with self._storage.lock:
            rows = self._storage.tables.get(self.name, {})
            return sorted(zip(map(int, rows), rows.values(), strict=True), key=itemgetter(0))

    def put(self, document: Mapping[str, Any], doc_id: int | None = None) -> int:
        """The id of the document, which now stands in the place of the one with this id."""
        raw = encode(document)
        with self._storage.transaction():
            number = self._get_next_id() if doc_id is None else doc_id
            self._storage.apply(self.name, str(number), raw)
        return number

    def index(self, keys: Keys) -> None:
        """Keep the (index, key) pairs of every document, from now on and with each change."""
        found = self._found

        def watcher(row: str, old: bytes | None, new: bytes | None) -> None:
            number = int(row)
            for pair in keys(old) if old is not None else ():
                _forget(found, pair, number)
            for pair in keys(new) if new is not None else ():
                _note(found, pair, number)

        self._storage.watch(self.name, watcher)

    def ids(self, index: str, key: Hashable) -> list[int]:
        """The documents with this key, by id."""
        with self._storage.lock:
            held: int | set[int] = self._found.get((index, key), set())
            return [held] if isinstance(held, int) else sorted(held)


def _note(
    found: dict[tuple[str, Hashable], int | set[int]], pair: tuple[str, Hashable], number: int
) -> None:
    held = found.get(pair)
    if held is None:
        found[pair] = number  # most keys are one document's: no list for them
    elif isinstance(held, int):
        found[pair] = {held, number} if held != number else held
    else:
        held.add(number)


def _forget(
    found: dict[tuple[str, Hashable], int | set[int]], pair: tuple[str, Hashable], number: int
) -> None:
    held = found.get(pair)
    if held == number:
        del found[pair]
    elif isinstance(held, set):
        held.discard(number)


class CaseDB(TinyDB):
    """TinyDB whose commits are journal lines; one of them may span many tables."""

    table_class = CaseTable
    default_storage_class = JournalStorage  # type: ignore[assignment]  # TinyDB names its own
    _storage: JournalStorage

    @property
    def storage(self) -> JournalStorage:
        """What keeps the documents."""
        return self._storage

    def table(self, name: str, **kwargs: Any) -> CaseTable:
        """A table by its name."""
        found: CaseTable = super().table(name, **kwargs)  # type: ignore[assignment]
        return found

    @property
    def reports(self) -> list[Finding]:
        """What was found and put right at opening."""
        return self._storage.reports

    @property
    def unfolded(self) -> int:
        """Bytes of commits that the file itself does not hold yet."""
        return self._storage.unfolded

    def tables(self) -> set[str]:
        """The names of all tables."""
        with self._storage.lock:
            return set(self._storage.tables)

    def drop_tables(self) -> None:
        """All tables go, in one commit."""
        with self.transaction():
            for name in list(self._storage.tables):
                self._storage.apply(name, None, DROP)
        self._tables.clear()

    def drop_table(self, name: str) -> None:
        """The table goes."""
        self._tables.pop(name, None)
        if name in self.tables():
            with self.transaction():
                self._storage.apply(name, None, DROP)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is one commit, or nothing. Raises Fault."""
        with self._storage.transaction():
            yield

    def checkpoint(self) -> bool:
        """Fold the journal into the file; False where there was nothing to fold. Raises Fault."""
        return self._storage.checkpoint()
