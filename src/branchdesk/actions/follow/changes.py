"""The newest list against the one before it, shown and handed out as CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.handed import save_table
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Words
from branchdesk.model.account import Account, ListHead
from branchdesk.reports.follow.changes import Row, Total, changed_rows, changes_table, totals
from branchdesk.store.files import read_kept_list


class ListChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What changed between two lists; ``before`` is None where there is only one."""

    as_of: date
    before: date | None
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    findings: tuple[Finding, ...]


def list_changes(desk: Desk) -> ListChanges:
    """The newest kept list against the last one of an earlier day.

    Raises BadInput where no list has been imported, Damaged where a kept one is gone or changed.
    """
    heads = sorted(desk.book.lists, key=lambda head: (head.as_of, head.at))
    if not heads:
        raise BadInput(Finding("today.no-list"))
    newest = heads[-1]
    earlier = next((h for h in reversed(heads) if h.as_of < newest.as_of), None)
    register = {account.contract_no: account for account in desk.book.accounts}
    cases = {c.loan.contract_no: c.number for c in desk.book.cases if c.loan.contract_no}
    now, old = _kept(desk, newest), _kept(desk, earlier)
    rows = tuple(changed_rows(now, old, register, cases))
    return ListChanges(
        as_of=newest.as_of,
        before=earlier.as_of if earlier else None,
        rows=rows,
        totals=tuple(totals(rows)),
        findings=tuple(_remarks(rows, earlier)),
    )


def _kept(desk: Desk, head: ListHead | None) -> tuple[Account, ...]:
    return read_kept_list(desk.folder.lists, head) if head else ()


def _remarks(rows: tuple[Row, ...], earlier: ListHead | None) -> list[Finding]:
    found = [] if earlier else [Finding("change.only-one")]
    # A sum that a list does not give is no zero.
    listed = [r for r in rows if r.now is None and r.change not in ("gone", "unread")]
    before = [r for r in rows if r.before is None and r.change != "new"]
    unknown = len({row.contract_no for row in (*listed, *before)})
    return found + ([Finding("change.unknown", {"count": unknown})] if unknown else [])


def save_changes(found: ListChanges, file: Path, words: Words) -> Path:
    """A new CSV file, one contract a row, as masked as the page. Raises BadInput, Fault."""
    return save_table(changes_table(found.rows, words), file)
