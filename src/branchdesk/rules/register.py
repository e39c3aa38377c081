"""A new list against the register: new, gone, increased, decreased, unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from branchdesk.basics.money import ZERO, Money
from branchdesk.model.account import Account, Change

BOOKKEEPING = ("list_date", "first_seen", "change", "before", "returned")


class Compared(msgspec.Struct, frozen=True):
    """The register after a list, and how each contract fared."""

    accounts: tuple[Account, ...]
    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]


def same_facts(one: Account, other: Account) -> bool:
    """True where the lists say the same of a contract; the list's own date does not count."""
    return all(
        getattr(one, key) == getattr(other, key)
        for key in one.__struct_fields__
        if key not in BOOKKEEPING
    )


def compare(
    register: Mapping[str, Account],
    listed: tuple[Account, ...],
    as_of: date,
    unread: frozenset[str] = frozenset(),
) -> Compared:
    """The register with the list taken over; accounts that left the list stay, marked gone.

    ``unread`` are contracts whose row stands on the list but could not be read: they are not gone.
    """
    result: list[Account] = []
    added: list[str] = []
    updated: list[str] = []
    unchanged: list[str] = []
    for account in listed:
        old = register.get(account.contract_no)
        if old is None:
            added.append(account.contract_no)
            result.append(account)
            continue
        same = same_facts(old, account) and old.change != "gone"
        (unchanged if same else updated).append(account.contract_no)
        result.append(old if same and old.list_date == as_of else _follow(old, account))
    names = {account.contract_no for account in listed} | unread
    left = [a for a in register.values() if a.contract_no not in names and a.change != "gone"]
    result += [_gone(a, as_of) for a in left]
    gone = tuple(a.contract_no for a in left)
    return Compared(tuple(result), tuple(added), tuple(updated), tuple(unchanged), gone)


def change_of(before: Money | None, now: Money | None) -> Change:
    """How an overdue amount fared; one that a list does not give counts as none."""
    was, is_ = before or ZERO, now or ZERO
    return "increased" if is_ > was else "decreased" if is_ < was else "unchanged"


def _follow(old: Account, new: Account) -> Account:
    change = change_of(old.amount, new.amount)
    back = old.change == "gone"
    return msgspec.structs.replace(
        new,
        first_seen=old.first_seen,
        change="new" if back else change,
        before=old.amount,
        returned=old.returned or back,
    )


def _gone(account: Account, as_of: date) -> Account:
    return msgspec.structs.replace(account, change="gone", before=account.amount, list_date=as_of)
