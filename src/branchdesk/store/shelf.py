"""One table of the casebook as typed records, found by their own key."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from typing import Any, Generic, TypeVar

import msgspec

from branchdesk.basics.errors import Damaged
from branchdesk.basics.finding import Finding
from branchdesk.store.codec import json_reader, to_plain
from branchdesk.store.database import CaseDB, CaseTable

T = TypeVar("T")
P = TypeVar("P")
MANY = 1000
"""Records decoded in one go from which on the collector rests meanwhile."""


class Peeked:
    """Every record as one kind of look sees it, and the keys of those that may be others now."""

    def __init__(self, kind: type) -> None:
        """Name the kind; nothing was looked at yet."""
        self.read: Callable[[bytes], Any] = json_reader(kind)
        self.seen: dict[str, tuple[bytes, Any]] = {}
        self.touched: set[str] = set()
        self.all_touched = True
        self.whole = False
        """All that ``touched`` does not name was looked at, in pieces, once they are all done."""


class Shelf(Generic[T]):
    """The records of one table; only those that are asked for are decoded, and then kept."""

    def __init__(
        self, db: CaseDB, name: str, kind: type[T] | str, key: str | Callable[[T], str]
    ) -> None:
        """Take the table of this name; ``key`` is what its records are found by.

        The name of a field, which is read without decoding the record, or a function. ``kind`` may
        name a record of the model, which is loaded with the first one.

        Nothing is read yet; the first look raises Damaged where a record has no key, or two the
        same.
        """
        self._table: CaseTable = db.table(name, cache_size=0)
        self.name, self._kind = name, kind
        self._key = key
        self._known: dict[str, int] | None = None
        self._held: dict[str, tuple[bytes, T]] = {}
        self._peeked: dict[type, Peeked] = {}

    @cached_property
    def kind(self) -> type[T]:
        """What its records are."""
        if not isinstance(self._kind, str):
            return self._kind
        module, _, name = self._kind.partition(":")
        kind: type[T] = getattr(import_module(f"branchdesk.model.{module}"), name)
        return kind

    @cached_property
    def _read(self) -> Callable[[bytes], T]:
        return json_reader(self.kind)

    @cached_property
    def _peek(self) -> msgspec.json.Decoder[Any]:
        return msgspec.json.Decoder(msgspec.defstruct("Peek", [(str(self._key), str | int)]))

    def reload(self) -> None:
        """Forget the keys: they are taken from the documents again."""
        self._known = None
        for peeked in self._peeked.values():
            peeked.all_touched, peeked.whole = True, False

    @property
    def _ids(self) -> dict[str, int]:
        """The documents by their key, in the order in which they came. Raises Damaged."""
        known = self._known
        if known is None:
            with self._table.held():
                # Another thread may have been quicker: its keys may already have a new record.
                known = self._known = self._keys_of_all() if self._known is None else self._known
        return known

    def _keys_of_all(self) -> dict[str, int]:
        ids: dict[str, int] = {}
        begin = b'{"%s":"' % str(self._key).encode()
        size = len(begin)
        for doc_id, raw in self._table.rows():
            # As we write a record its key stands first: very many are read in this way.
            end = raw.find(b'"', size) if raw.startswith(begin) else -1
            plain = raw[size:end] if end > 0 else b"\\"
            key = plain.decode() if b"\\" not in plain else self._key_of(doc_id, raw)
            if key in ids:
                raise self._damaged(doc_id, f"{key} stands twice")
            ids[key] = doc_id
        return ids

    def _key_of(self, doc_id: int, raw: bytes) -> str:
        if not isinstance(self._key, str):
            return self._key(self._decoded(doc_id, raw))
        try:
            return str(getattr(self._peek.decode(raw), self._key))
        except msgspec.ValidationError as fault:
            raise self._damaged(doc_id, str(fault)) from None
        except (msgspec.DecodeError, ValueError):  # a lone surrogate, kept as an escape
            return self.key_of(self._decoded(doc_id, raw))

    def key_of(self, record: T) -> str:
        """What a record is found by."""
        return str(getattr(record, self._key)) if isinstance(self._key, str) else self._key(record)

    def _decoded(self, doc_id: int, raw: bytes) -> T:
        try:
            return self._read(raw)
        except (msgspec.ValidationError, ValueError) as fault:
            raise self._damaged(doc_id, str(fault)) from None

    def _damaged(self, doc_id: int, fault: str) -> Damaged:
        facts = {"file": self._table.file, "fault": f"{self._table.name} {doc_id}: {fault}"[:160]}
        return Damaged(Finding("desk.damaged", facts))

    def get(self, key: str) -> T | None:
        """The record with this key, or None. Raises Damaged where it is no such record."""
        doc_id = self._ids.get(key)
        raw = None if doc_id is None else self._table.raw(doc_id)
        if doc_id is None or raw is None:
            return None
        held = self._had(key, raw)
        if held is None:
            held = self._held[key] = (raw, self._decoded(doc_id, raw))
        return held[1]

    def _had(self, key: str, raw: bytes) -> tuple[bytes, T] | None:
        """What was decoded of these very bytes: after a commit taken back they are others."""
        whole = self._peeked.get(self.kind)
        for many in (self._held, whole.seen if whole else {}):
            held = many.get(key)
            if held is not None and held[0] is raw:
                return held
        return None

    def glance(self, key: str) -> T | None:
        """The same, and it is not kept: for those who look once through very many records."""
        raw = self.stored(key)
        if raw is None:
            return None
        held = self._had(key, raw)
        return held[1] if held is not None else self._decoded(self._ids[key], raw)

    def seen_as(self, kind: type[P]) -> list[P]:
        """Every record with the fields of ``kind`` alone, in their order; the rest is not read.

        What was read is kept until a record is another. Raises Damaged.
        """
        with self._table.held():
            peeked = self._peeked_as(kind)
            if peeked.all_touched:
                self._look_at_all(peeked)
            # New ones in the order in which they came.
            for key in sorted(peeked.touched, key=lambda key: self._ids.get(key, 0)):
                self._look_again(peeked, key)
            peeked.touched.clear()
            return [record for _, record in peeked.seen.values()]

    def looking_as(self, kind: type[P]) -> Iterator[int]:
        """The first look in pieces, which ``seen_as`` then has at hand; how many are looked at."""
        with self._table.held():
            peeked = self._peeked_as(kind)
            keys = [] if peeked.seen else self.keys()
            peeked.whole = bool(keys)
        for at in range(0, len(keys), MANY):
            with self._table.held(), _many_objects(MANY):
                if not peeked.all_touched:
                    return  # somebody could not wait
                for key in keys[at : at + MANY]:
                    self._look_again(peeked, key)
            yield at
        if peeked.whole:  # no commit was taken back meanwhile
            peeked.all_touched = False

    def _peeked_as(self, kind: type) -> Peeked:
        if kind not in self._peeked:
            self._peeked[kind] = Peeked(kind)
        return self._peeked[kind]

    def _look_at_all(self, peeked: Peeked) -> None:
        before, now = peeked.seen, {}
        rows = self._table.documents_as_stored()
        with _many_objects(len(self._ids) - len(before)):
            for key, doc_id in self._ids.items():
                raw, held = rows.get(str(doc_id)), before.get(key)
                if held is not None and held[0] is raw:
                    now[key] = held
                elif raw is not None:
                    now[key] = (raw, self._peek_at(doc_id, raw, peeked.read))
        peeked.seen, peeked.all_touched = now, False
        if peeked is self._peeked.get(self.kind):
            self._held.clear()  # none twice

    def _look_again(self, peeked: Peeked, key: str) -> None:
        seen, raw = peeked.seen, self.stored(key)
        if raw is None:
            seen.pop(key, None)
        elif key not in seen or seen[key][0] is not raw:
            seen[key] = (raw, self._peek_at(self._ids[key], raw, peeked.read))

    def _peek_at(self, doc_id: int, raw: bytes, read: Callable[[bytes], Any]) -> Any:
        try:
            return read(raw)
        except (msgspec.ValidationError, ValueError) as fault:
            raise self._damaged(doc_id, str(fault)) from None

    def stored(self, key: str) -> bytes | None:
        """The record with this key as it lies in the file, or None."""
        doc_id = self._ids.get(key)
        return None if doc_id is None else self._table.raw(doc_id)

    def __iter__(self) -> Iterator[T]:
        """All records in the order in which they came. Raises Damaged."""
        return iter(self.seen_as(self.kind))

    def keys(self) -> list[str]:
        """The keys of all records, none decoded."""
        return list(self._ids)

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._ids)

    def last(self) -> T | None:
        """The record that came last, or None."""
        key = next(reversed(self._ids), None)
        return None if key is None else self.get(key)

    def first(self) -> T | None:
        """The record that came first, or None."""
        key = next(iter(self._ids), None)
        return None if key is None else self.get(key)

    def put(self, records: Iterable[T]) -> list[Any]:
        """Lay the records in the place of those with the same key; gives back what was stored."""
        fresh = {self.key_of(record): record for record in records}
        plain = {key: to_plain(record) for key, record in fresh.items()}
        for key, value in plain.items():
            self._ids[key] = self._table.put(value, self._ids.get(key))
        for peeked in self._peeked.values():
            peeked.touched.update(plain)
        return list(plain.values())

    def drop(self, *keys: str) -> None:
        """Take the records away; a key that is not there changes nothing."""
        here = [key for key in keys if key in self._ids]
        if here:
            self._table.remove(doc_ids=[self._ids.pop(key) for key in here])
        self._forget(here)

    def let_go(self, keys: Collection[str]) -> None:
        """Take records away from a thread of its own, in one commit. Raises Fault.

        Who reads meanwhile sees the table as it was or as it is; who saves waits.
        """
        with self._table.held():
            gone = {key: self._ids[key] for key in keys if key in self._ids}
            self._table.remove(doc_ids=list(gone.values()))
            self._known = {key: doc for key, doc in self._ids.items() if key not in gone}
            self._forget(gone)

    def _forget(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._held.pop(key, None)
            for peeked in self._peeked.values():
                # At once: where it comes back it stands last.
                peeked.seen.pop(key, None)
                peeked.whole = False


@contextmanager
def _many_objects(count: int) -> Iterator[None]:
    """Decode many records without the collector looking through all of them again and again.

    The records hold no circles: what is freed is freed without it.
    """
    if count < MANY or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
