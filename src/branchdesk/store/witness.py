"""Compares the records with the chain of digests, and the chain with what was printed of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from branchdesk.basics.errors import Damaged
from branchdesk.basics.finding import Finding
from branchdesk.model.entry import AuditRow
from branchdesk.store.archive import Archive
from branchdesk.store.audit import START, chained, proof_of
from branchdesk.store.casebook import Casebook
from branchdesk.store.snapshot import decode
from branchdesk.store.trail import Rows, read_row


@dataclass
class Chain:
    """The chain as it was read: what it says of each record, and what is wrong with it."""

    rows: int = 0
    bare: int = 0
    """Rows of before the records' digests were kept: counted, not recomputed."""
    latest: dict[str, str] = field(default_factory=dict)
    """``table:key`` and the digest of what was saved last, empty where it was removed."""
    heads: dict[int, str] = field(default_factory=dict)
    whole: bool = True
    """False where rows are missing: what they saved is not known."""
    faults: list[Finding] = field(default_factory=list)


def read_chain(book: Casebook) -> Chain:
    """Every row recomputed from the one before: the finished months, then the casebook."""
    chain, before, expected = Chain(), START, 1
    for row in _in_order(_sealed(book, chain), list(book.audit)):
        chain.faults += _row_faults(row, before, expected)
        chain.rows += 1
        chain.whole = chain.whole and row.seq == expected
        if row.parts is None:
            chain.bare += 1
        else:
            chain.latest |= row.parts
        chain.heads[row.seq] = before = row.digest
        expected = row.seq + 1
    return chain


def _sealed(book: Casebook, chain: Chain) -> Rows:
    """The rows of the finished months that the casebook does not hold too; notes what is wrong."""
    found: Rows = {}
    for month in book.trail.months():
        try:
            rows = book.trail.rows(month)
        except Damaged as fault:
            chain.faults += fault.findings
            chain.whole = False
            continue
        chain.faults += [Finding("check.twice", {"seq": n}) for n in sorted(found.keys() & rows)]
        found |= rows
    last = book.last_audit()
    ahead = max(found, default=0)
    if ahead > (last.seq if last else 0):
        facts = {"seq": ahead, "last": last.seq if last else 0}
        chain.faults.append(Finding("check.behind", facts))
    for row in book.audit:
        raw = found.pop(row.seq, None)
        if raw is not None and read_row(raw) != row:
            chain.faults.append(Finding("check.twice", {"seq": row.seq}))
    return found


def _in_order(sealed: Rows, rows: list[AuditRow]) -> Iterator[AuditRow]:
    """The rows one after the other; those of the casebook as they stand, were they swapped."""
    left, waiting, expected = deque(sorted(sealed)), deque(rows), 1
    while left or waiting:
        own = waiting[0].seq if waiting else 0
        if left and (not waiting or (own != expected and left[0] < max(own, expected + 1))):
            row = read_row(sealed[left.popleft()])
        else:
            row = waiting.popleft()
        yield row
        expected = row.seq + 1


def _row_faults(row: AuditRow, before: str, expected: int) -> Iterator[Finding]:
    if row.seq != expected:
        yield Finding("check.gap", {"seq": expected, "found": row.seq})
    if row.parts is not None and chained(before, row, "", row.parts) != row.digest:
        yield Finding("check.row", {"seq": row.seq, "verb": row.verb, "ref": row.ref})


def anchor_faults(chain: Chain, seq: int, head: str) -> list[Finding]:
    """Why the chain is not the one of which number and head were printed."""
    if seq not in chain.heads:
        return [Finding("check.anchor-ahead", {"seq": seq, "last": max(chain.heads, default=0)})]
    if not head or not chain.heads[seq].startswith(head.lower()):
        return [Finding("check.anchor-differs", {"seq": seq, "found": chain.heads[seq][:16]})]
    return []


def record_faults(book: Casebook, archive: Archive, chain: Chain) -> Iterator[Finding]:
    """The records that are not what was saved last. Raises Damaged where a month was changed."""
    sealed = archive.documents()
    known = {shelf.name: shelf for shelf in book.shelves()}
    for key, digest in chain.latest.items():
        table, _, name = key.partition(":")
        stored = known[table].stored(name) if table in known else None
        found: Any = decode(stored) if stored is not None else None
        if found is None and table == "cases":
            found = sealed.get(name)
        if not digest:
            continue  # removed by a purge; the tombstone tells
        if found is None:
            yield Finding("check.missing", {"table": table, "key": name})
        elif proof_of(_salt(book, key, found), found) != digest:
            yield Finding("check.record", {"table": table, "key": name})
    yield from (Finding("check.index", {"month": month}) for month in archive.misled())
    if chain.bare == 0 and chain.whole:
        yield from _unknown(book, chain)


def _salt(book: Casebook, key: str, found: dict[str, Any]) -> str:
    if key.startswith("cases:"):
        return str(found.get("salt", ""))
    salt = book.salts.get(key)
    return salt.salt if salt else ""


def _unknown(book: Casebook, chain: Chain) -> Iterator[Finding]:
    """Records that no commit saved; lists of the core system have checksums of their own."""
    apart = (book.accounts, book.dues, book.counters, book.salts, book.audit)
    for shelf in book.shelves():
        for key in shelf.keys() if shelf not in apart else ():
            if not chain.latest.get(f"{shelf.name}:{key}"):
                yield Finding("check.unknown", {"table": shelf.name, "key": key})
