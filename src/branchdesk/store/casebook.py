"""The casebook: all records of a desk in one TinyDB file, changed by whole commits only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from branchdesk.basics.errors import Damaged, Fault, HeldElsewhere
from branchdesk.basics.finding import Finding
from branchdesk.model.entry import AuditRow
from branchdesk.store.audit import START, chained, proof_of
from branchdesk.store.database import CaseDB
from branchdesk.store.seam import Disk
from branchdesk.store.shelf import Shelf
from branchdesk.store.trail import Rows, Trail, month_of

if TYPE_CHECKING:
    # Each is loaded when a record of its kind is first read.
    from branchdesk.model.account import Account, ListHead
    from branchdesk.model.agency.register import Agency
    from branchdesk.model.approval import Approval
    from branchdesk.model.case import Case
    from branchdesk.model.customer import Customer
    from branchdesk.model.desk.due import Due, DueHead
    from branchdesk.model.desk.hold import Hold
    from branchdesk.model.desk.revision import Revision
    from branchdesk.model.desk.tombstone import Tombstone
    from branchdesk.model.follow.complaint import Complaint
    from branchdesk.model.follow.log import LogEntry
    from branchdesk.model.staff import Member


class Counter(msgspec.Struct, frozen=True):
    """The last number given of one run; it only grows."""

    name: str
    last: int


class Salt(msgspec.Struct, frozen=True):
    """What makes the digest of a record unguessable; it goes with the record."""

    key: str
    salt: str


class Casebook:
    """The records of an open desk. Reading is free; ``commit`` is the only way to change them."""

    def __init__(self, path: Path, writable: bool = False, disk: Disk | None = None) -> None:
        """Open the file; for writing, a new one where there is none.

        Raises Damaged where it is not a casebook of a known format, Fault.
        """
        self.path = path
        self.writable = writable
        try:
            self._db = CaseDB(path, access_mode="r+" if writable else "r", disk=disk)
        except OSError as fault:
            if not writable and isinstance(fault, FileNotFoundError):
                raise Damaged(Finding("desk.records-gone", {"file": path.name})) from None
            facts = {"file": path.name, "fault": fault.strerror or str(fault)}
            code = "desk.not-read" if path.exists() else "desk.not-written"
            raise Fault(Finding(code, facts)) from fault
        self.reports = self._db.reports
        """What was found and put right at opening."""
        self.trail = Trail(path.parent / "audit", disk)
        """The finished months of the audit; the rows of ``audit`` follow them."""
        self._moving = threading.Lock()
        self._open()

    def _open(self) -> None:
        def shelf(name: str, kind: str, key: str | Callable[[Any], str]) -> Shelf[Any]:
            return Shelf(self._db, name, kind, key)

        self.cases: Shelf[Case] = shelf("cases", "case:Case", "number")
        self.customers: Shelf[Customer] = shelf("customers", "customer:Customer", "id")
        self.accounts: Shelf[Account] = shelf("accounts", "account:Account", "contract_no")
        self.staff: Shelf[Member] = shelf("staff", "staff:Member", "id")
        self.approvals: Shelf[Approval] = shelf("approvals", "approval:Approval", "id")
        self.agencies: Shelf[Agency] = shelf("agencies", "agency.register:Agency", "id")
        self.complaints: Shelf[Complaint] = shelf("complaints", "follow.complaint:Complaint", "id")
        self.log: Shelf[LogEntry] = shelf("log", "follow.log:LogEntry", "id")
        self.lists: Shelf[ListHead] = shelf("lists", "account:ListHead", "sha256")
        self.dues: Shelf[Due] = shelf("dues", "desk.due:Due", lambda due: due.key)
        self.due_lists: Shelf[DueHead] = shelf("due_lists", "desk.due:DueHead", "sha256")
        self.counters = Shelf(self._db, "counters", Counter, "name")
        self.holds: Shelf[Hold] = shelf("holds", "desk.hold:Hold", "id")
        self.tombstones: Shelf[Tombstone] = shelf("tombstones", "desk.tombstone:Tombstone", "case")
        self.revisions: Shelf[Revision] = shelf("revisions", "desk.revision:Revision", "id")
        self.salts = Shelf(self._db, "salts", Salt, "key")
        self.audit = Shelf(self._db, "audit", AuditRow, "seq")
        self._shelves = [one for one in vars(self).values() if isinstance(one, Shelf)]
        if not self._db.storage.vouched:
            # Another program wrote the file: every record must be one before any is shown.
            for one in self._shelves:
                one.keys()

    def shelves(self) -> list[Shelf[Any]]:
        """Every table."""
        return list(self._shelves)

    @contextmanager
    def commit(self, at: datetime, by: str, role: str) -> Iterator[Commit]:
        """Everything saved inside lands together or not at all."""
        try:
            with self._db.transaction():
                yield Commit(self, at, by, role)
        except BaseException:
            for shelf in self._shelves:
                shelf.reload()
            raise

    def checkpoint(self) -> bool:
        """Fold what was saved into the file itself; False where there was nothing to fold.

        May run in a thread of its own while commits go on. Raises Fault: nothing is lost by it.
        """
        return self._db.checkpoint()

    def move_months(self, begun: bool = False) -> None:
        """The audit's rows of other months than its newest row's stand in files of their own.

        The newest row stays: the next one is chained to it. ``begun`` moves only into files that
        are there already, as a cut may have left it. May run in a thread of its own while commits
        go on. Raises Damaged where a month's file is not ours, Fault: no row is lost by either.
        """
        with self._moving:
            finished = self._finished()
            there = self.trail.months() if begun and finished else []
            for month, rows in finished.items():
                if begun and month not in there:
                    continue
                self.trail.lay(month, rows)
                self.audit.let_go([str(number) for number in rows])

    def _finished(self) -> dict[str, Rows]:
        """The rows that may be moved, by month; none of a commit that is not yet on the disk."""
        with self._db.storage.lock:
            first, last = self.audit.first(), self.audit.last()
            if self._db.storage.busy or first is None or last is None:
                return {}
            found: dict[str, Rows] = {}
            # The rows stand in their order: where the ends are of one month, all are.
            for key in self.audit.keys() if month_of(first) != month_of(last) else ():
                row, raw = self.audit.get(key), self.audit.stored(key)
                if row is not None and raw is not None and month_of(row) != month_of(last):
                    found.setdefault(month_of(row), {})[row.seq] = raw
            return found

    @contextmanager
    def still(self) -> Iterator[dict[str, int]]:
        """No file of the casebook is replaced meanwhile; commits go on behind what counts now.

        Gives the files by name, each with the bytes that count: every commit so far, none half.
        """
        with self._db.storage.folding:
            yield self._db.storage.lengths()

    def forget_past(self) -> None:
        """Nothing that was removed is left in the files beside the casebook. Raises Fault."""
        self._db.storage.forget_past()

    @property
    def unfolded(self) -> int:
        """Bytes of saves that are on the disk beside the file and not yet in it."""
        return self._db.unfolded

    def close(self) -> None:
        """Fold, and let the files go. Raises Fault: nothing is lost by it."""
        self._db.close()

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
        [plain] = self.book.cases.put([saved])
        self._audit(verb, saved.number, {f"cases:{saved.number}": proof_of(saved.salt, plain)})
        return saved

    def seal(self, number: str, verb: str, sealed: Any) -> None:
        """The case leaves the casebook; its audit row holds what was sealed into the archive.

        Raises HeldElsewhere where it was changed since.
        """
        stored = self.book.cases.get(number)
        if stored is None or stored.version + 1 != sealed["version"]:
            raise HeldElsewhere(Finding("case.changed-elsewhere", {"number": number}))
        self.book.cases.drop(number)
        self._audit(verb, number, {f"cases:{number}": proof_of(sealed["salt"], sealed)})

    def record(self, verb: str, ref: str, *records: Any) -> None:
        """Save records that are no cases (customers, accounts, staff, approvals, lists)."""
        parts: dict[str, str] = {}
        left = list(records)
        for shelf in self._kinds():
            mine = [r for r in left if isinstance(r, shelf.kind)]
            left = [r for r in left if not isinstance(r, shelf.kind)]
            if mine:
                parts |= self._put(shelf, mine)
        if left:
            raise TypeError(f"no table takes {type(left[0]).__name__}")
        self._audit(verb, ref, parts)

    def _put(self, shelf: Shelf[Any], records: list[Any]) -> dict[str, str]:
        keys = [f"{shelf.name}:{shelf.key_of(record)}" for record in records]
        fresh = dict(zip(keys, shelf.put(records), strict=True))
        return {key: proof_of(self._salt(key), plain) for key, plain in fresh.items()}

    def _salt(self, key: str) -> str:
        found = self.book.salts.get(key)
        if found is None:
            import secrets

            found = Salt(key, secrets.token_hex(16))
            self.book.salts.put([found])
        return found.salt

    def forget(self, verb: str, stone: Tombstone, *, customer: str, contract: str) -> None:
        """Everything the casebook holds of a purged case is gone; one audit row has its tombstone.

        ``customer`` and ``contract`` name the records that go with it; empty where they stay.
        """
        book, number = self.book, stone.case
        gone: dict[Shelf[Any], list[str]] = {
            book.approvals: [a.id for a in book.approvals if a.case == number],
            book.holds: [h.id for h in book.holds if h.case == number],
            book.complaints: [
                c.id
                for c in book.complaints
                if c.case == number or (customer and c.customer_id == customer)
            ],
            book.customers: [customer] if customer else [],
        }
        parts = {f"cases:{number}": ""}
        for shelf, keys in gone.items():
            shelf.drop(*keys)
            parts |= dict.fromkeys([f"{shelf.name}:{key}" for key in keys], "")
        book.salts.drop(*parts)
        book.accounts.drop(contract)
        self._audit(verb, number, parts | self._put(book.tombstones, [stone]))

    def put_accounts(self, accounts: Iterable[Account]) -> None:
        """Lay accounts down without an audit row of their own; ``record`` of their list has it."""
        self.book.accounts.put(accounts)

    def put_dues(self, dues: Iterable[Due]) -> None:
        """The dues in the place of all before; ``record`` of their list has the audit row."""
        dues = list(dues)
        kept = {due.key for due in dues}
        self.book.dues.drop(*(due.key for due in self.book.dues if due.key not in kept))
        self.book.dues.put(dues)

    def _kinds(self) -> list[Shelf[Any]]:
        """The tables that ``record`` fills."""
        book = self.book
        others = (book.cases, book.accounts, book.counters, book.salts, book.audit)
        return [shelf for shelf in book.shelves() if shelf not in others]

    def _audit(self, verb: str, ref: str, parts: dict[str, str]) -> None:
        before = self.book.last_audit()
        seq = before.seq + 1 if before else 1
        row = AuditRow(
            seq=seq, at=self.at, by=self.by, role=self.role, verb=verb, ref=ref, digest="",
            parts=parts,
        )  # fmt: skip
        digest = chained(before.digest if before else START, row, "", parts)
        self.book.audit.put([msgspec.structs.replace(row, digest=digest)])
