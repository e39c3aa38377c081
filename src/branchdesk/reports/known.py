"""Who is calling: accounts of the register and customers of earlier cases, found while typing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    customer: Customer | None
    """What it was made of; while these are the same, so is the entry."""
    keys: str
    """Name, numbers and telephones, a line each, the name first."""
    coded: str
    known: Known


class Directory:
    """All who are known, by what a caller may say: name, initials, numbers, telephone."""

    def __init__(self) -> None:
        """Nobody is known yet."""
        self._entries: dict[str, Entry] = {}

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
        before, self._entries = self._entries, {}
        people = {customer.id: customer for customer in customers}
        listed, shown = set(), set()
        for account in accounts:
            owner = people.get((owners or {}).get(account.contract_no, ""))
            if owner and search_key(owner.name) != search_key(account.customer_name):
                owner = None  # whoever is asked for by the other name is found too
            listed.add(account.id_number)
            shown.add(owner.id if owner else "")
            self._take(before, f"a{account.contract_no}", Known(account, owner))
        for customer in people.values():
            known = customer.id in shown or (customer.id_number and customer.id_number in listed)
            if not known:
                self._take(before, f"c{customer.id}", Known(None, customer))

    def _take(self, before: Mapping[str, Entry], ref: str, one: Known) -> None:
        held = before.get(ref)
        if held is None or held.account is not one.account or held.customer is not one.customer:
            held = Entry(one.account, one.customer, _keys(one), coded(one.name), one)
        self._entries[ref] = held

    def find(self, typed: str, most: int = MOST) -> list[Known]:
        """Those who fit what was typed, the same name first; one more than ``most`` at the most."""
        key = search_key(typed)
        if len(key) < LEAST:
            return []
        bare = key.replace(" ", "").replace("-", "")
        digits = bare if bare.isdigit() else key
        pattern = initials_pattern(key)
        whole: list[Known] = []
        part: list[Known] = []
        for entry in self._entries.values():
            keys = entry.keys
            if keys.startswith(f"{key}\n"):
                whole.append(entry.known)
            elif len(part) <= most and (
                key in keys or digits in keys or (pattern and pattern.search(entry.coded))
            ):
                part.append(entry.known)
        return [*whole, *part][: most + 1]


def _keys(one: Known) -> str:
    account, customer = one.account, one.customer
    listed = (account.phone,) if account else ()
    phones = (*listed, *(customer.phones if customer else ()))
    bare = ["".join(c for c in phone if c.isdigit()) for phone in phones]
    contract = account.contract_no if account else ""
    words = (one.name, one.id_number, contract, *phones, *bare)
    return "\n".join(search_key(word) for word in words) + "\n"
