"""The casebook: all records of a desk in one TinyDB file, changed by whole commits only."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB

from branchdesk.basics.errors import Damaged, HeldElsewhere
from branchdesk.basics.finding import Finding
from branchdesk.model.account import Account, ListHead
from branchdesk.model.agency.register import Agency
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.desk.due import Due, DueHead
from branchdesk.model.desk.hold import Hold
from branchdesk.model.desk.revision import Revision
from branchdesk.model.desk.tombstone import Tombstone
from branchdesk.model.entry import AuditRow
from branchdesk.model.follow.complaint import Complaint
from branchdesk.model.staff import Member
from branchdesk.store.audit import START, chained
from branchdesk.store.codec import to_plain
from branchdesk.store.shelf import Shelf
from branchdesk.store.storage import AtomicStorage

FORMAT = 1
LARGE = 1 << 22
"""Bytes from which on a casebook is read with the collector at rest."""


class Meta(msgspec.Struct, frozen=True):
    """What the file says of itself."""

    format: int = FORMAT
    key: str = "meta"


class Counter(msgspec.Struct, frozen=True):
    """The last number given of one run; it only grows."""

    name: str
    last: int


@contextmanager
def _many_objects(path: Path) -> Iterator[None]:
    """Read a large file without the collector looking through all records again and again.

    The records hold no circles: what is freed is freed without it.
    """
    if not gc.isenabled() or not path.exists() or path.stat().st_size < LARGE:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class Casebook:
    """The records of an open desk. Reading is free; ``commit`` is the only way to change them."""

    def __init__(self, path: Path, writable: bool = False) -> None:
        """Open the file. Raises Damaged where it is not a casebook of a known format."""
        self.path = path
        self.writable = writable
        self._storage = AtomicStorage(path, writable)
        self._db = TinyDB(storage=lambda: self._storage)
        try:
            with _many_objects(path):
                self._open()
        except (msgspec.ValidationError, ValueError) as fault:
            facts = {"file": path.name, "fault": str(fault)[:120]}
            raise Damaged(Finding("desk.damaged", facts)) from None

    def _open(self) -> None:
        self.meta = Shelf(self._db, "_meta", Meta, lambda m: m.key)
        stored = self.meta.get("meta")
        if stored and stored.format > FORMAT:
            raise Damaged(Finding("desk.newer", {"file": self.path.name, "format": stored.format}))
        self.cases = Shelf(self._db, "cases", Case, lambda c: c.number)
        self.customers = Shelf(self._db, "customers", Customer, lambda c: c.id)
        self.accounts = Shelf(self._db, "accounts", Account, lambda a: a.contract_no)
        self.staff = Shelf(self._db, "staff", Member, lambda m: m.id)
        self.approvals = Shelf(self._db, "approvals", Approval, lambda a: a.id)
        self.agencies = Shelf(self._db, "agencies", Agency, lambda a: a.id)
        self.complaints = Shelf(self._db, "complaints", Complaint, lambda c: c.id)
        self.lists = Shelf(self._db, "lists", ListHead, lambda h: h.sha256)
        self.dues = Shelf(self._db, "dues", Due, lambda d: d.key)
        self.due_lists = Shelf(self._db, "due_lists", DueHead, lambda h: h.sha256)
        self.counters = Shelf(self._db, "counters", Counter, lambda c: c.name)
        self.holds = Shelf(self._db, "holds", Hold, lambda h: h.id)
        self.tombstones = Shelf(self._db, "tombstones", Tombstone, lambda t: t.case)
        self.revisions = Shelf(self._db, "revisions", Revision, lambda r: r.id)
        self.audit = Shelf(self._db, "audit", AuditRow, lambda r: str(r.seq))
        self._shelves: tuple[Shelf[Any], ...] = (
            self.meta, self.cases, self.customers, self.accounts, self.staff,
            self.approvals, self.agencies, self.complaints, self.lists, self.dues, self.due_lists,
            self.counters, self.holds, self.tombstones, self.revisions, self.audit,
        )  # fmt: skip

    @contextmanager
    def commit(self, at: datetime, by: str, role: str) -> Iterator[Commit]:
        """Everything saved inside lands together or not at all."""
        try:
            with self._storage.commit():
                yield Commit(self, at, by, role)
        except BaseException:
            for shelf in self._shelves:
                shelf.reload()
            raise

    def newest_list(self) -> ListHead | None:
        """The newest imported list, or None."""
        return max(self.lists, key=lambda head: head.as_of, default=None)

    def newest_due_list(self) -> DueHead | None:
        """The newest imported due list, or None."""
        return max(self.due_lists, key=lambda head: head.as_of, default=None)

    def last_audit(self) -> AuditRow | None:
        """The last row of the chain, or None."""
        return self.audit.last()


class Commit:
    """The changes of one commit; each ``save`` and ``record`` also writes its audit row."""

    def __init__(self, book: Casebook, at: datetime, by: str, role: str) -> None:
        """Begin for one member of staff at one moment."""
        self.book = book
        self.at, self.by, self.role = at, by, role

    def next(self, name: str) -> int:
        """The next number of a run; a number once given is never given again."""
        last = self.book.counters.get(name)
        number = (last.last if last else 0) + 1
        self.book.counters.put([Counter(name, number)])
        return number

    def save(self, case: Case, verb: str, new: bool = False) -> Case:
        """The case as stored, one version on. Raises HeldElsewhere where it was changed since."""
        stored = self.book.cases.get(case.number)
        # A new case replaces none: the number may have come back by a cut while it was archived.
        if (stored.version if stored else None) != (None if new else case.version):
            raise HeldElsewhere(Finding("case.changed-elsewhere", {"number": case.number}))
        saved = msgspec.structs.replace(case, version=case.version + 1)
        plain = self.book.cases.put([saved])
        self._audit(verb, saved.number, saved.salt, plain[0])
        return saved

    def seal(self, number: str, verb: str, sealed: Any) -> None:
        """The case leaves the casebook; its audit row holds what was sealed into the archive.

        Raises HeldElsewhere where it was changed since.
        """
        stored = self.book.cases.get(number)
        if stored is None or stored.version + 1 != sealed["version"]:
            raise HeldElsewhere(Finding("case.changed-elsewhere", {"number": number}))
        self.book.cases.drop(number)
        self._audit(verb, number, sealed["salt"], sealed)

    def record(self, verb: str, ref: str, *records: Any) -> None:
        """Save records that are no cases (customers, accounts, staff, approvals, lists)."""
        plain: list[Any] = []
        left = list(records)
        for shelf, kind in self._kinds():
            mine = [r for r in left if isinstance(r, kind)]
            left = [r for r in left if not isinstance(r, kind)]
            if mine:
                plain += shelf.put(mine)
        if left:
            raise TypeError(f"no table takes {type(left[0]).__name__}")
        self._audit(verb, ref, "", plain)

    def forget(self, verb: str, stone: Tombstone, *, customer: str, contract: str) -> None:
        """Everything the casebook holds of a purged case is gone; one audit row has its tombstone.

        ``customer`` and ``contract`` name the records that go with it; empty where they stay.
        """
        book = self.book
        for asked in [a for a in book.approvals if a.case == stone.case]:
            book.approvals.drop(asked.id)
        for hold in [h for h in book.holds if h.case == stone.case]:
            book.holds.drop(hold.id)
        for told in [c for c in book.complaints if c.case == stone.case]:
            book.complaints.drop(told.id)
        book.customers.drop(customer)
        book.accounts.drop(contract)
        self._audit(verb, stone.case, "", book.tombstones.put([stone])[0])

    def put_accounts(self, accounts: Iterable[Account]) -> None:
        """Lay accounts down without an audit row of their own; ``record`` of their list has it."""
        self.book.accounts.put(accounts)

    def put_dues(self, dues: Iterable[Due]) -> None:
        """The dues in the place of all before; ``record`` of their list has the audit row."""
        dues = list(dues)
        kept = {due.key for due in dues}
        self.book.dues.drop(*(due.key for due in self.book.dues if due.key not in kept))
        self.book.dues.put(dues)

    def _kinds(self) -> list[tuple[Shelf[Any], type]]:
        book = self.book
        return [
            (book.meta, Meta),
            (book.customers, Customer),
            (book.staff, Member),
            (book.approvals, Approval),
            (book.agencies, Agency),
            (book.complaints, Complaint),
            (book.lists, ListHead),
            (book.holds, Hold),
            (book.tombstones, Tombstone),
            (book.revisions, Revision),
            (book.due_lists, DueHead),
            (book.dues, Due),
        ]

    def _audit(self, verb: str, ref: str, salt: str, record: Any) -> None:
        before = self.book.last_audit()
        seq = before.seq + 1 if before else 1
        row = AuditRow(
            seq=seq, at=self.at, by=self.by, role=self.role, verb=verb, ref=ref, digest=""
        )
        digest = chained(before.digest if before else START, row, salt, to_plain(record))
        self.book.audit.put([msgspec.structs.replace(row, digest=digest)])
