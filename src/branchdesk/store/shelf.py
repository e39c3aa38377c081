"""One table of the casebook as typed records, found by their own key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from tinydb import TinyDB
from tinydb.table import Document

from branchdesk.store.codec import from_plain, to_plain

T = TypeVar("T")


class Shelf(Generic[T]):
    """The records of one table; the index of keys is derived from the documents."""

    def __init__(self, db: TinyDB, name: str, kind: type[T], key: Callable[[T], str]) -> None:
        """Take the table of this name; decode its documents once."""
        self._table = db.table(name, cache_size=0)
        self._kind = kind
        self._key = key
        self._ids: dict[str, int] = {}
        self._records: dict[str, T] = {}
        self.reload()

    def reload(self) -> None:
        """Take the records from the documents again."""
        self._ids, self._records = {}, {}
        # By number: a record saved again stands at the end of the file, but came no later for it.
        for document in sorted(self._table, key=lambda d: d.doc_id):
            record = from_plain(dict(document), self._kind)
            key = self._key(record)
            if key in self._ids:
                raise ValueError(f"{self._table.name}: {key} stands twice")
            self._ids[key] = document.doc_id
            self._records[key] = record

    def get(self, key: str) -> T | None:
        """The record with this key, or None."""
        return self._records.get(key)

    def __iter__(self) -> Iterator[T]:
        """All records in the order in which they came."""
        return iter(list(self._records.values()))

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._records)

    def last(self) -> T | None:
        """The record that came last, or None."""
        return next(reversed(self._records.values()), None)

    def put(self, records: Iterable[T]) -> list[Any]:
        """Lay the records in the place of those with the same key; gives back what was stored."""
        fresh = {self._key(record): record for record in records}
        known = [self._ids[key] for key in fresh if key in self._ids]
        last = max(self._ids.values(), default=0)
        for number, key in enumerate((k for k in fresh if k not in self._ids), last + 1):
            self._ids[key] = number
        plain = {key: to_plain(record) for key, record in fresh.items()}
        if known:
            self._table.remove(doc_ids=known)
        self._table.insert_multiple(
            Document(value, doc_id=self._ids[key]) for key, value in plain.items()
        )
        self._records |= fresh
        return list(plain.values())

    def drop(self, *keys: str) -> None:
        """Take the records away; a key that is not there changes nothing."""
        here = [key for key in keys if key in self._ids]
        if here:
            self._table.remove(doc_ids=[self._ids.pop(key) for key in here])
        for key in here:
            del self._records[key]
