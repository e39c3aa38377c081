"""Who is calling: accounts of the register and customers of earlier cases, found while typing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import accumulate, groupby, islice

import msgspec

from branchdesk.basics.pinyin import coded, initials_pattern
from branchdesk.basics.text import search_key
from branchdesk.model.account import Account
from branchdesk.model.customer import Customer

LEAST = 2
"""Fewer characters fit too many names."""
MOST = 9
"""As many as there are digits to choose by."""


class Known(msgspec.Struct, frozen=True):
    """Somebody the records know: an account, or a customer who has none on the list."""

    account: Account | None
    customer: Customer | None
    """Of an account whoever its case names; None where no case does."""

    @property
    def name(self) -> str:
        """The customer's name."""
        return self.account.customer_name if self.account else self._customer.name

    @property
    def id_number(self) -> str:
        """The identity number, or empty."""
        listed = self.account.id_number if self.account else ""
        return listed or (self.customer.id_number if self.customer else "")

    @property
    def _customer(self) -> Customer:
        assert self.customer is not None
        return self.customer

    def answers(self) -> dict[str, str]:
        """What the enquiry form need not be told again.

        An account is named by its contract, which brings the rest along by itself.
        """
        if self.account is not None:
            found = {"contract_no": self.account.contract_no, "customer_name": self.name}
        else:
            one = self._customer
            phone = one.phones[0] if one.phones else ""
            found = {"customer_name": one.name, "customer_kind": one.kind, "phone": phone}
            found |= {"id_number": one.id_number, "contact_person": one.contact_person}
        return {key: value for key, value in found.items() if value}


class Entry(msgspec.Struct, frozen=True):
    """Somebody with what they are found by."""

    account: Account | None
    owner: Customer | None
    """What it was made of: while these are the same, so is the entry."""
    keys: str
    """Name, numbers and telephones, a line each, the name first."""
    coded: str
    known: Known


class Texts:
    """Many texts as one: a search runs through all of them at once."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take them in their order."""
        parts = ["\0" + text for text in texts]
        self._all = "".join(parts)
        self._ends = list(accumulate(map(len, parts)))

    def having(self, wanted: str) -> Iterator[int]:
        """The places of those that have these characters, in their order."""
        at = self._all.find(wanted)
        while at >= 0:
            place = bisect_right(self._ends, at)
            yield place
            at = self._all.find(wanted, self._ends[place])

    def beginning(self, wanted: str) -> Iterator[int]:
        """Of those that begin with them."""
        return self.having("\0" + wanted)

    def fitting(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Of those in which the pattern is found; it fits no zero byte."""
        found = pattern.search(self._all)
        while found:
            place = bisect_right(self._ends, found.start())
            yield place
            found = pattern.search(self._all, self._ends[place])


class Directory:
    """All who are known, by what a caller may say: name, initials, numbers, telephone."""

    def __init__(self) -> None:
        """Nobody is known yet."""
        self._entries: dict[str, Entry] = {}
        self._known: list[Known] = []
        self._texts: tuple[Texts, Texts] | None = None
        """Of the keys and of the coded names, once somebody is looked for."""

    def learn(
        self,
        accounts: Iterable[Account],
        customers: Iterable[Customer],
        owners: Mapping[str, str] | None = None,
    ) -> None:
        """Take the records as they stand; what did not change since keeps its keys.

        ``owners`` are the customers of open cases by contract: a list that brings no identity
        number still names the same person (R037).
        """
        before, self._entries, self._texts = self._entries, {}, None
        people = {customer.id: customer for customer in customers}
        owners = owners or {}
        listed, shown = set(), set()
        for account in accounts:
            owner = people.get(owners.get(account.contract_no, ""))
            known = self._take(before, f"a{account.contract_no}", account, owner)
            listed.add(account.id_number)
            shown.add(known.customer.id if known.customer else "")
        for customer in people.values():
            there = customer.id in shown or (customer.id_number and customer.id_number in listed)
            if not there:
                self._take(before, f"c{customer.id}", None, customer)

    def _take(
        self,
        before: Mapping[str, Entry],
        ref: str,
        account: Account | None,
        owner: Customer | None,
    ) -> Known:
        held = before.get(ref)
        if held is None or held.account is not account or held.owner is not owner:
            known = Known(account, owner if _is_theirs(account, owner) else None)
            held = Entry(account, owner, _keys(known), coded(known.name), known)
        self._entries[ref] = held
        return held.known

    def find(self, typed: str, most: int = MOST) -> list[Known]:
        """Those who fit what was typed, the same name first; one more than ``most`` at the most."""
        key = search_key(typed)
        if len(key) < LEAST or "\0" in key:
            return []
        keys, names = self._looked_through()
        bare = key.replace(" ", "").replace("-", "")
        digits = bare if bare.isdigit() else key
        pattern = initials_pattern(key)
        whole = list(keys.beginning(f"{key}\n"))
        by_initials = names.fitting(pattern) if pattern else iter(())
        parts = (at for at, _ in groupby(merge(keys.having(key), keys.having(digits), by_initials)))
        same = set(whole)
        part = islice((at for at in parts if at not in same), most + 1)
        return [self._known[at] for at in [*whole, *part][: most + 1]]

    def _looked_through(self) -> tuple[Texts, Texts]:
        if self._texts is None:
            entries = self._entries.values()
            self._known = [one.known for one in entries]
            self._texts = Texts(one.keys for one in entries), Texts(one.coded for one in entries)
        return self._texts


def _is_theirs(account: Account | None, owner: Customer | None) -> bool:
    """False for whoever is asked for by another name than the list has: they are found too."""
    if account is None or owner is None:
        return True
    return search_key(owner.name) == search_key(account.customer_name)


def _keys(one: Known) -> str:
    account, customer = one.account, one.customer
    listed = (account.phone,) if account else ()
    phones = (*listed, *(customer.phones if customer else ()))
    bare = ["".join(c for c in phone if c.isdigit()) for phone in phones]
    contract = account.contract_no if account else ""
    words = (one.name, one.id_number, contract, *phones, *bare)
    return "\n".join(search_key(word) for word in words) + "\n"
