"""The account register: the core system's lists taken over, one after the other (R037)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import the_ground
from branchdesk.actions.safety.backup import before
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO
from branchdesk.basics.workdays import workdays_between
from branchdesk.intake.form import fill_in
from branchdesk.intake.path import typed_path
from branchdesk.model.account import Account, ListHead
from branchdesk.rules.register import Compared, compare
from branchdesk.rules.watch import warnings
from branchdesk.store.files import keep_list, list_bytes, sha256

if TYPE_CHECKING:
    from branchdesk.actions.due.told import Told
    from branchdesk.intake.spreadsheet import ListRead


class Imported(msgspec.Struct, frozen=True):
    """What became of a list."""

    read: ListRead
    compared: Compared
    added: int
    updated: int
    unchanged: int
    """Rows, not accounts: several rows of one contract count each."""

    @property
    def told(self) -> Told:
        """What is said of it."""
        from branchdesk.actions.due.told import told_of

        counts = {
            "added": self.added, "updated": self.updated, "unchanged": self.unchanged,
            "gone": len(self.compared.gone),
        }  # fmt: skip
        return told_of("cli", self.read, counts)


def import_list(desk: Desk, path: Path, as_of: date | None, dry_run: bool = False) -> Imported:
    """The list read and, unless it is a dry run, taken over into the register in one commit.

    Raises BadInput where it cannot be read, Refused where it is older than the register.
    """
    from branchdesk.intake.spreadsheet import read_list

    read = read_list(path, desk.form("account_list"), as_of)
    if read.accounts and all(_is_ahead(a, read.as_of) for a in read.accounts):
        # Taken over, it would make every account that is overdue pass for gone.
        facts = {"file": path.name, "as_of": read.as_of}
        raise BadInput(Finding("due.looks-like-dues", facts, field="file"))
    refuse(([] if dry_run else against(desk, "list.import")) + _too_old(desk, read))
    register = {account.contract_no: account for account in desk.book.accounts}
    unread = frozenset(skipped.contract_no for skipped in read.skipped)
    compared = compare(register, read.accounts, read.as_of, unread)
    done = Imported(
        read=read,
        compared=compared,
        added=_rows(read, compared.added),
        updated=_rows(read, compared.updated),
        unchanged=_rows(read, compared.unchanged),
    )
    if not dry_run:
        _take_over(desk, read, compared)
    return done


def _is_ahead(account: Account, as_of: date) -> bool:
    """True for what a due list says: nothing overdue, and a day that is still to come."""
    due = account.due_date
    return account.amount is None and due is not None and due > as_of


def _rows(read: ListRead, contracts: tuple[str, ...]) -> int:
    return sum(len(read.rows_of[contract]) for contract in contracts)


def _too_old(desk: Desk, read: ListRead) -> list[Finding]:
    newest = desk.book.newest_list()
    # Taken over, a list of a day to come would make every true list "older".
    if read.as_of > desk.today:
        return [Finding("list.ahead", {"as_of": read.as_of, "today": desk.today})]
    if newest is None or read.as_of >= newest.as_of:
        return []
    return [Finding("list.older", {"as_of": read.as_of, "newest": newest.as_of})]


def _take_over(desk: Desk, read: ListRead, compared: Compared) -> None:
    data = list_bytes(read.accounts)
    digest = sha256(data)
    moved = compared.added or compared.updated or compared.gone
    if desk.book.lists.get(digest) is not None and not moved:
        # The very list again: nothing changes, not even the audit trail.
        return
    before(desk, "import")
    with change(desk) as ch:
        head = ListHead(
            as_of=read.as_of,
            file=keep_list(desk.folder.lists, read.as_of, data),
            sha256=digest,
            rows=read.read,
            at=desk.now.isoformat(" "),
            by=desk.me.id,
        )
        ch.commit.put_accounts(compared.accounts)
        ch.record("list.import", head.file, head)


class Which(msgspec.Struct, frozen=True):
    """Which list is to be taken over, and whether it is only tried."""

    path: Path
    as_of: date | None
    is_due: bool
    dry_run: bool


def read_which(desk: Desk, values: Mapping[str, Any]) -> Which:
    """What the answers of forms/import.toml ask for. Raises BadInput beside the fields."""
    filled, faults = fill_in(desk.form("import"), values, desk.today)
    path = typed_path(str(filled.get("file", "")))
    if not faults and not path.is_file():
        faults.append(Finding("file.missing", {"file": path.name}, field="file"))
    if faults:
        raise BadInput(faults)
    due, only_try = filled.get("kind") == "due", filled.get("how") == "try"
    return Which(path, filled.get("as_of"), due, only_try)


def accounts(desk: Desk) -> list[Account]:
    """The register, oldest due date first."""
    return sorted(desk.book.accounts, key=lambda a: (a.due_date or date.max, a.contract_no))


def account(desk: Desk, contract_no: str) -> Account:
    """One account. Raises BadInput for an unknown contract."""
    found = desk.book.accounts.get(contract_no)
    if found is None:
        raise BadInput(Finding("account.none"))
    return found


def reveal_account(desk: Desk, contract_no: str, reason: str) -> None:
    """Record that an account's full numbers are shown, and why (R181).

    Raises BadInput for an unknown contract or without a reason, Refused for want of authority.
    """
    reason = the_ground(reason, "reveal")
    found = account(desk, contract_no)
    with change(desk) as ch:
        # The audit row names it by its tail alone: a card's contract is its number.
        ch.record("number.reveal", f"account {found.contract_no[-4:]}: {reason}")


class Warned(msgspec.Struct, frozen=True, kw_only=True):
    """An account of the early-warning list with its signs, and the case that works it."""

    account: Account
    case: str
    signs: tuple[Finding, ...]


def early_warnings(desk: Desk) -> list[Warned]:
    """The accounts that are about to become worse, most signs and largest first (R069)."""
    cases = {c.loan.contract_no: c.number for c in desk.book.cases if c.loan.contract_no}
    listed = [a for a in desk.book.accounts if a.change != "gone"]
    owners = Counter(a.id_number for a in listed if a.id_number)
    found = []
    for one in listed:
        signs = warnings(one, desk.policy, max(0, owners[one.id_number] - 1))
        if signs:
            number = cases.get(one.contract_no, "")
            found.append(Warned(account=one, case=number, signs=tuple(signs)))
    return sorted(
        found, key=lambda w: (-len(w.signs), -(w.account.amount or ZERO), w.account.contract_no)
    )


def list_notice(desk: Desk) -> Finding | None:
    """Of which day the newest list is, and whether it asks for a check first."""
    newest = desk.book.newest_list()
    if newest is None:
        return Finding("today.no-list")
    age = workdays_between(newest.as_of, desk.today, desk.policy.calendar)
    code = (
        "today.list-old" if age >= desk.policy.enquiry.list_stale_workdays else "today.list-as-of"
    )
    return Finding(code, {"on": newest.as_of})
